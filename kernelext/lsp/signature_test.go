package lsp

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestASignatureShowsTheActiveParameter(t *testing.T) {
	for name, test := range map[string]struct{ help, want string }{
		"none":       {`null`, ""},
		"no call":    {`{"signatures": []}`, ""},
		"out of it":  {`{"signatures": [{"label": "f()"}], "activeSignature": 3}`, ""},
		"no comment": {`{"signatures": [{"label": "f()"}]}`, "`f()`"},
		"first": {
			`{"signatures": [{"label": "f(a int, b int) a", "parameters": [{"label": "a int"}, {"label": "b int"}],
				"documentation": {"kind": "markdown", "value": "F *adds*.\n"}}], "activeParameter": 0}`,
			"`f(`**`a int`**`, b int) a`\n\nF *adds*.",
		},
		"the same twice": {
			`{"signatures": [{"label": "f(func(x int), x int)", "parameters": [{"label": "func(x int)"}, {"label": "x int"}]}], "activeParameter": 1}`,
			"`f(func(x int), `**`x int`**`)`",
		},
		"not there": {
			`{"signatures": [{"label": "f(a int)", "parameters": [{"label": "b int"}]}], "activeParameter": 0}`,
			"`f(a int)`",
		},
		"beyond": {
			`{"signatures": [{"label": "f(a int)", "parameters": [{"label": "a int"}]}], "activeParameter": 1}`,
			"`f(a int)`",
		},
		"unnamed": {
			`{"signatures": [{"label": "f()", "parameters": [{"label": ""}]}], "activeParameter": 0}`,
			"`f()`",
		},
		"a tag": {
			"{\"signatures\": [{\"label\": \"f(s struct{A int `json:a`}, n int)\", \"parameters\": [{\"label\": \"s struct{A int `json:a`}\"}]}], \"activeParameter\": 0}",
			"`f(`**`` s struct{A int `json:a`} ``**`, n int)`",
		},
	} {
		t.Run(name, func(t *testing.T) {
			var help signatureHelp
			require.NoError(t, json.Unmarshal([]byte(test.help), &help))
			require.Equal(t, test.want, help.markdown())
		})
	}
}

func TestNamesInCommentsLinkNowhere(t *testing.T) {
	require.Equal(t, `write to os.Stdout, see \[Print] and [Go](https://go.dev/ref)`,
		withoutLinks(`write to [os.Stdout](https://pkg.go.dev/os#Stdout), see \[Print] and [Go](https://go.dev/ref)`+"\n"))
}
