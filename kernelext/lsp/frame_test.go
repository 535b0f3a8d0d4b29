package lsp

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func reader(text string) *bufio.Reader { return bufio.NewReader(strings.NewReader(text)) }

func TestMessagesAreReadOneAfterTheOther(t *testing.T) {
	r := reader(string(appendFrame(appendFrame(nil, []byte("é\n")), nil)) + "content-length:2 \nContent-Type: x\n\n{}")
	for _, want := range []string{"é\n", "", "{}"} {
		body, err := readFrame(r)
		require.NoError(t, err)
		require.Equal(t, want, string(body))
	}
	_, err := readFrame(r)
	require.Equal(t, io.EOF, err)
}

func TestWhatIsNotAMessageIsAnError(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"ends in a header":      {"Content-Length: 3\r\n", "unexpected EOF"},
		"ends in a header line": {"Content-L", "unexpected EOF"},
		"ends in a body":        {"Content-Length: 3\r\n\r\n{}", "reading a message of 3 bytes: unexpected EOF"},
		"no length":             {"Content-Type: x\r\n\r\n{}", "a message without Content-Length"},
		"negative":              {"Content-Length: -1\r\n\r\n", `a message of " -1" bytes`},
		"not a number":          {"Content-Length: 1e9\r\n\r\n", `a message of " 1e9" bytes`},
		"too long":              {fmt.Sprintf("Content-Length: %d\r\n\r\n", maxFrame+1), `a message of " 16777217" bytes`},
		"endless line":          {strings.Repeat("a", 1<<20), "reading a header: bufio: buffer full"},
		"endless headers":       {strings.Repeat("a: b\r\n", 1<<10), "a message with too many headers"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := readFrame(reader(test.text))
			require.EqualError(t, err, test.want)
		})
	}
}

func FuzzReadFrame(f *testing.F) {
	f.Add("Content-Length: 2\r\n\r\n{}")
	f.Add("Content-Length: 2\r\nContent-Length: 1\n\n{}")
	f.Add("\r\n\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		body, err := readFrame(reader(text))
		if err != nil {
			return
		}
		again, err := readFrame(reader(string(appendFrame(nil, body))))
		require.NoError(t, err)
		require.Equal(t, body, again)
	})
}
