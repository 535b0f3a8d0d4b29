package kernel_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/kernel/kerneltest"
	"cahiers/kernelext/wire"
)

func TestAllThatACellPrintsArrives(t *testing.T) {
	c := execute(t, startKernel(t), `func main() { for i := range 100_000 { fmt.Println(i) } }`)
	require.True(t, c.OK())
	require.Equal(t, 100_000, strings.Count(c.Stream("stdout"), "\n"))
	require.True(t, strings.HasSuffix(c.Stream("stdout"), "\n99999\n"))
}

func TestABigDisplayArrivesWhole(t *testing.T) {
	c := execute(t, startKernel(t), `
import "github.com/janpfeifer/gonb/gonbui"

func main() { gonbui.DisplayHtml(strings.Repeat("x", 5_000_000)) }`)
	require.True(t, c.OK(), "%v", c.Reply.Content)
	require.Len(t, c.OfType("display_data"), 1)
	require.Len(t, c.OfType("display_data")[0].Data("text/html"), 5_000_000)
}

func TestEndlessOutputIsCutAndTheCellGoesOn(t *testing.T) {
	k := startKernel(t)
	for name, code := range map[string]string{
		"bytes": `func main() { l := strings.Repeat("x", 999); for range 30_000 { fmt.Println(l) }; os.Exit(3) }`,
		"lines": `func main() { for range 500_000 { fmt.Println() }; os.Exit(3) }`,
	} {
		t.Run(name, func(t *testing.T) {
			c := execute(t, k, code)
			require.Equal(t, "exit", c.Reply.Text("ename"), "the cell did not go on")
			require.LessOrEqual(t, len(c.Stream("stdout")), 10<<20)
			require.LessOrEqual(t, strings.Count(c.Stream("stdout"), "\n"), 200_000)
			require.Contains(t, c.Stream("stderr"), "La suite de l’affichage est coupée")
		})
	}
	require.Equal(t, "a\n", execute(t, k, `func main() { fmt.Println("a") }`).Stream("stdout"))
}

func TestAThousandRequestsAtOnceAreAnswered(t *testing.T) {
	k := startKernel(t)
	r := begin(t, k, `func main() { fmt.Println("prêt"); for {} }`)
	var requests []*kerneltest.Request
	for i := range 1000 {
		kind := []string{"kernel_info_request", "is_complete_request", "history_request"}[i%3]
		request, err := k.Request("shell", kind, map[string]any{"code": "x", "hist_access_type": "tail", "n": 1})
		require.NoError(t, err)
		requests = append(requests, request)
	}
	for _, request := range requests {
		finish(t, request)
	}
	require.NoError(t, k.Interrupt(within(t, time.Minute)))
	require.False(t, finish(t, r).OK())
}

// second is another client of the same kernel.
func second(t *testing.T, k *kerneltest.Kernel) *kerneltest.Kernel {
	t.Helper()
	other, err := kerneltest.Attach(within(t, time.Minute), k.Connection())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, other.Close()) })
	return other
}

func TestTwoClientsShareAKernel(t *testing.T) {
	k := startKernel(t)
	other := second(t, k)
	first, err := k.Begin("%%\nfmt.Println(\"de l’un\")")
	require.NoError(t, err)
	then, err := other.Begin("%%\nfmt.Println(\"de l’autre\")")
	require.NoError(t, err)
	require.Equal(t, "de l’un\n", finish(t, first).Stream("stdout"))
	require.Equal(t, "de l’autre\n", finish(t, then).Stream("stdout"))
}

func TestInputIsAskedOfWhoeverRunsTheCell(t *testing.T) {
	k := startKernel(t)
	other := second(t, k)
	r, err := other.Begin("%with_inputs\n!read nom; echo bonjour $nom")
	require.NoError(t, err)
	_, err = r.Next(within(t, time.Minute), func(m kerneltest.Message) bool { return m.Header.Type == "input_request" })
	require.NoError(t, err)
	require.NoError(t, other.Input("Ada"))
	require.Equal(t, "bonjour Ada\n", finish(t, r).Stream("stdout"))
}

func TestWhoeverDoesNotSpeakTheProtocolIsIgnored(t *testing.T) {
	k := startKernel(t)
	connection, err := wire.ReadConnection(k.Connection())
	require.NoError(t, err)
	for _, port := range []int{connection.Shell, connection.Control, connection.Stdin, connection.IOPub, connection.Heartbeat} {
		for _, words := range [][]byte{
			nil, []byte("GET / HTTP/1.1\r\n\r\n"), bytes.Repeat([]byte{0xff}, 1000),
			append(greeting(), binary.BigEndian.AppendUint64([]byte{2}, 1<<60)...),
			append(greeting(), 1, 9, '<', 'I', 'D', 'S', '|', 'M', 'S', 'G', '>', 0, 0),
			append(greeting(), 0, 3, 'a', 'b'),
		} {
			conn, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
			require.NoError(t, err)
			t.Cleanup(func() { _ = conn.Close() })
			_, err = conn.Write(words)
			require.NoError(t, err)
		}
	}
	// One that has another key gets no answer.
	connection.Key = "another"
	file := filepath.Join(t.TempDir(), "kernel-2.json")
	require.NoError(t, connection.Write(file))
	stranger, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	_, err = kerneltest.Attach(stranger, file)
	require.Error(t, err)
	require.True(t, execute(t, k, `func main() {}`).OK())
}

// greeting is what a client says before its first frame.
func greeting() []byte {
	hello := make([]byte, 64)
	hello[0], hello[9], hello[10] = 0xff, 0x7f, 3
	copy(hello[12:], "NULL")
	const ready = "\x05READY\x0bSocket-Type\x00\x00\x00\x06DEALER"
	return append(append(hello, 4, byte(len(ready))), ready...)
}

func TestRequestsThatMissWhatGoNBNeedsAreCompleted(t *testing.T) {
	k := startKernel(t)
	r, err := k.Request("shell", "execute_request", map[string]any{"code": "%%\nfmt.Println(1)"})
	require.NoError(t, err)
	require.Equal(t, "1\n", finish(t, r).Stream("stdout"))
	_, err = k.Request("shell", "execute_request", map[string]any{"code": 1})
	require.NoError(t, err)
	_, err = k.Request("shell", "unknown_request", map[string]any{})
	require.NoError(t, err)
	require.True(t, execute(t, k, "%%\r\nfmt.Println(2)\r\n").OK())
}

func TestTheKernelListensToThisMachineAlone(t *testing.T) {
	l := layout(t)
	file := filepath.Join(t.TempDir(), "kernel-1.json")
	require.NoError(t, wire.Connection{Transport: "tcp", IP: "0.0.0.0", Key: "k"}.Write(file))
	cmd := exec.Command(l.Kernel(), file)
	cmd.Env = append(os.Environ(), "CAHIERS_ROOT="+l.Root())
	said, err := cmd.CombinedOutput()
	require.Error(t, err)
	require.Contains(t, string(said), "n’écoute que sur 127.0.0.1")
}

func TestNothingSaysTheKey(t *testing.T) {
	c := newCourse(t, layout(t).Root())
	k := c.start(t)
	connection, err := wire.ReadConnection(k.Connection())
	require.NoError(t, err)
	require.NotEmpty(t, connection.Key)
	for _, pid := range c.alive() {
		for _, name := range []string{"cmdline", "environ"} {
			data, _ := os.ReadFile(fmt.Sprintf("/proc/%d/%s", pid, name))
			require.NotContains(t, string(data), string(connection.Key))
		}
	}
	dirs, err := filepath.Glob(filepath.Join(c.tmp, "cahiers-*"))
	require.NoError(t, err)
	require.Len(t, dirs, 1)
	info, err := os.Stat(dirs[0])
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o700), info.Mode().Perm())
	logs, err := filepath.Glob(filepath.Join(dirs[0], "log", "*"))
	require.NoError(t, err)
	for _, log := range logs {
		data, err := os.ReadFile(log)
		require.NoError(t, err)
		require.NotContains(t, string(data), string(connection.Key))
	}
}

func TestATemporaryFolderThatIsNotThereIsToldInTheCell(t *testing.T) {
	c := newCourse(t, layout(t).Root())
	k := c.startAs(t, func(program, connectionFile string) *exec.Cmd {
		cmd := c.command(program, connectionFile)
		cmd.Env = append(cmd.Env, "TMPDIR="+filepath.Join(c.tmp, "absent"))
		return cmd
	})
	cell := execute(t, k, `func main() {}`)
	require.Equal(t, "refused", cell.Reply.Text("ename"))
	require.Contains(t, cell.Reply.Text("evalue"), "Donnez à TMPDIR un dossier")
	require.NoError(t, k.Shutdown(within(t, time.Minute)))
	require.True(t, k.Cmd.ProcessState.Success())
}

func TestWhatGoNBRemembersIsForgottenTogether(t *testing.T) {
	k := startKernel(t)
	require.True(t, execute(t, k, "func oubliée() int { return 1 }\nfunc gardée() int { return 2 }").OK())
	require.True(t, execute(t, k, "%rm oubliée gardée").OK())
	matches, _, _ := complete(t, k, "%%\noubli▮")
	require.Contains(t, matches, "oubliée", "GoNB cannot remove a name with an accent, and still knows it")
	require.True(t, execute(t, k, "%reset").OK())
	matches, _, _ = complete(t, k, "%%\noubli▮")
	require.NotContains(t, matches, "oubliée")
	require.False(t, execute(t, k, "%%\noubliée()").OK())
}
