package wire_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/wire"
)

func ExampleMessage() {
	key := wire.Key("secret")
	m, err := wire.New(wire.NewHeader("kernel_info_request", "session", "ada"), nil, map[string]any{"détail": 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	key.Sign(&m)
	received, err := wire.Parse(m.Frames([]byte("route")))
	fmt.Println(received.Header.Type, string(received.Route[0]), key.Verify(&received), err)
	fmt.Println(string(received.Content))
	// Output:
	// kernel_info_request route true <nil>
	// {"détail":1}
}

func message(t *testing.T, kind string, content any) wire.Message {
	t.Helper()
	m, err := wire.New(wire.NewHeader(kind, "s", "u"), nil, content)
	require.NoError(t, err)
	return m
}

// `echo -n '{}{}{}{}' | openssl dgst -sha256 -hmac secret`.
func TestTheSignatureIsThatOfOtherPrograms(t *testing.T) {
	part := []byte("{}")
	m, err := wire.Parse([][]byte{
		[]byte("<IDS|MSG>"), []byte("34982f0bfec60e7b933ffde06c1ecab0fba073717a95ab943d1dd06f82c2d5e4"), part, part, part, part,
	})
	require.NoError(t, err)
	signed := m
	wire.Key("secret").Sign(&signed)
	require.Equal(t, string(m.Signature), string(signed.Signature))
	require.True(t, wire.Key("secret").Verify(&signed))
	require.False(t, wire.Key("another").Verify(&signed))
	require.True(t, wire.Key("").Verify(&m), "without a key everybody is believed")
}

func TestWhatWasChangedIsNotBelieved(t *testing.T) {
	key := wire.Key("secret")
	m := message(t, "execute_request", map[string]string{"code": "a"})
	key.Sign(&m)
	for i := range m.Frames() {
		frames := m.Frames()
		frames[i] = append([]byte(" "), frames[i]...)
		received, err := wire.Parse(frames)
		require.True(t, err != nil || !key.Verify(&received), "frame %d", i)
	}
	require.NoError(t, m.SetContent(1))
	require.False(t, key.Verify(&m))
	key.Sign(&m)
	require.True(t, key.Verify(&m))
}

func TestAnAnswerRepeatsTheHeaderOfItsRequest(t *testing.T) {
	request := message(t, "execute_request", nil)
	answer, err := wire.New(wire.NewHeader("execute_reply", "s", "u"), request.RawHeader(), nil)
	require.NoError(t, err)
	received, err := wire.Parse(answer.Frames())
	require.NoError(t, err)
	require.Equal(t, request.Header, received.Parent)
}

func TestAMessageIsPassedOnAsItCame(t *testing.T) {
	frames := [][]byte{
		[]byte("a"), []byte("b"), []byte("<IDS|MSG>"), []byte("signature"),
		[]byte(`{ "msg_type": "x",  "extra": 1 }`), []byte(`{}`), []byte(`{"m": 1}`), []byte(`{ "c" : 2 }`), []byte("buffer"),
	}
	m, err := wire.Parse(frames)
	require.NoError(t, err)
	require.Equal(t, frames, m.Frames(frames[:2]...))
}

func TestMalformedFramesAreErrors(t *testing.T) {
	object := []byte("{}")
	for name, frames := range map[string][][]byte{
		"nothing":          nil,
		"no delimiter":     {object, object, object, object, object, object, object},
		"too few":          {[]byte("<IDS|MSG>"), nil, object, object, object},
		"header not JSON":  {[]byte("<IDS|MSG>"), nil, []byte("{"), object, object, object},
		"parent not JSON":  {[]byte("<IDS|MSG>"), nil, object, []byte("]"), object, object},
		"header not right": {[]byte("<IDS|MSG>"), nil, []byte(`{"msg_id":1}`), object, object, object},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := wire.Parse(frames)
			require.ErrorIs(t, err, wire.ErrMalformed)
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("a"), []byte("<IDS|MSG>"), []byte("s"), []byte(`{"msg_id":"1"}`), []byte("{}"), []byte("{}"), []byte("null"))
	f.Add([]byte("<IDS|MSG>"), []byte("<IDS|MSG>"), []byte(""), []byte("{}"), []byte("{}"), []byte("{"), []byte(""))
	f.Fuzz(func(t *testing.T, a, b, c, d, e, g, h []byte) {
		frames := [][]byte{a, b, c, d, e, g, h}
		m, err := wire.Parse(frames)
		if err != nil {
			return
		}
		wire.Key("k").Verify(&m)
		var content any
		_ = m.Decode(&content)
		require.Equal(t, frames, m.Frames(m.Route...))
	})
}

func TestConnectionFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kernel-1.json")
	c := wire.Connection{Transport: "tcp", IP: "127.0.0.1", Scheme: "hmac-sha256", Key: "k", Shell: 1, Control: 2, Stdin: 3, IOPub: 4, Heartbeat: 5}
	require.NoError(t, c.Write(path))
	read, err := wire.ReadConnection(path)
	require.NoError(t, err)
	require.Equal(t, c, read)
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	_, address := c.Address(c.Shell)
	require.Equal(t, "127.0.0.1:1", address)
	c.Transport, c.IP = "ipc", "/tmp/s"
	network, address := c.Address(c.Shell)
	require.Equal(t, "unix /tmp/s-1", network+" "+address)

	c.Scheme = "hmac-md5"
	require.NoError(t, c.Write(path))
	_, err = wire.ReadConnection(path)
	require.ErrorIs(t, err, wire.ErrScheme)
	require.NoError(t, os.WriteFile(path, []byte("{"), 0o600))
	_, err = wire.ReadConnection(path)
	require.Error(t, err)
	_, err = wire.ReadConnection(path + ".none")
	require.ErrorIs(t, err, os.ErrNotExist)
}
