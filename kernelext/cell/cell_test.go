package cell

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/janpfeifer/gonb/gonbui/protocol"
	"github.com/stretchr/testify/require"

	"cahiers/helpers/figure"
)

// The test's own binary is put at the supervisor's place and at the program's.
func TestMain(m *testing.M) {
	switch {
	case Supervises(os.Args[0]):
		os.Exit(Main(os.Args))
	case strings.HasSuffix(os.Args[0], ".real"):
		program(os.Args[1:])
		return
	}
	os.Exit(m.Run())
}

// program is what the cell's program does.
func program(args []string) {
	switch args[0] {
	case "echo":
		_, _ = io.Copy(os.Stdout, os.Stdin)
		fmt.Fprint(os.Stderr, strings.Join(args, "|"))
	case "exit":
		os.Exit(7)
	case "die":
		_ = syscall.Kill(os.Getpid(), syscall.SIGTERM)
		select {}
	case "usr1":
		c := make(chan os.Signal, 1)
		signal.Notify(c, syscall.SIGUSR1)
		fmt.Println("prêt")
		fmt.Println(<-c)
	case "figures":
		write, read := descriptors()
		for i := range 3 {
			line, _ := figure.Request{V: 1, ID: fmt.Sprint("f", i), Kind: figure.RequestFigure, Figure: aFigure()}.Line()
			_, _ = write.Write(line)
			answer := make([]byte, 1000)
			n, _ := read.Read(answer)
			fmt.Print(string(answer[:n]))
		}
	case "ask": // one line, given
		write, read := descriptors()
		_, _ = fmt.Fprintln(write, args[1])
		answer := make([]byte, 1000)
		n, _ := read.Read(answer)
		fmt.Print(string(answer[:n]))
	case "huge":
		write, read := descriptors()
		_, _ = fmt.Fprintf(write, `{"v":1,"id":"grande","x":"%s"}`+"\n", strings.Repeat("x", maxRequest))
		answer := make([]byte, 1000)
		n, _ := read.Read(answer)
		fmt.Print(string(answer[:n]))
	case "gonbui":
		out, _ := os.OpenFile(os.Getenv(pipeVar), os.O_WRONLY, 0)
		back, _ := os.Open(os.Getenv(pipeBackVar))
		encoder, decoder := gob.NewEncoder(out), gob.NewDecoder(back)
		_ = encoder.Encode(html("un"))
		_ = encoder.Encode(comm("#gonbui/sync", 41))
		var value protocol.CommValue
		_ = decoder.Decode(&value)
		fmt.Println(value.Address, value.Value)
		_ = encoder.Encode(comm("/curseur", 3))
		_ = decoder.Decode(&value)
		fmt.Println(value.Address, value.Value)
		for i := range 500 {
			_ = encoder.Encode(html(fmt.Sprint("suite ", i)))
		}
	}
}

func descriptors() (write, read *os.File) {
	return os.NewFile(3, "to the supervisor"), os.NewFile(4, "from the supervisor")
}

func html(text string) *protocol.DisplayData {
	return &protocol.DisplayData{Data: map[protocol.MIMEType]any{protocol.MIMETextHTML: text}}
}

func comm(address string, value any) *protocol.DisplayData {
	return &protocol.DisplayData{Data: map[protocol.MIMEType]any{
		protocol.MIMECommValue: &protocol.CommValue{Address: address, Value: value},
	}}
}

func aFigure() figure.Figure {
	return figure.Figure{
		Kind: figure.Line, Title: "Débit", Caption: "c", Alt: "a",
		X:      figure.Axis{Title: "x", Unit: figure.Count, Scale: figure.Linear},
		Y:      figure.Axis{Title: "y", Unit: figure.PerSecond, Scale: figure.Linear},
		Series: []figure.Series{{Name: "s", Points: []figure.Point{{X: 1, Y: 1}, {X: 2, Y: 3}}}},
	}
}

// command is a supervisor whose program does what args say.
func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "cellule")
	require.NoError(t, os.Symlink(self, path))
	require.NoError(t, os.Symlink(self, Program(path)))
	cmd := exec.CommandContext(t.Context(), path, args...)
	cmd.Env = append(os.Environ(), pipeVar+"=", pipeBackVar+"=", "GORACE=atexit_sleep_ms=0")
	return cmd
}

func TestStreamsArgumentsAndStatusPassThrough(t *testing.T) {
	cmd := command(t, "echo", "a b", "")
	var stderr bytes.Buffer
	cmd.Stdin, cmd.Stderr = strings.NewReader("entrée\n"), &stderr
	out, err := cmd.Output()
	require.NoError(t, err)
	require.Equal(t, "entrée\n", string(out))
	require.Equal(t, "echo|a b|", stderr.String())

	err = command(t, "exit").Run()
	var exit *exec.ExitError
	require.ErrorAs(t, err, &exit)
	require.Equal(t, 7, exit.ExitCode())
}

func TestTheSupervisorDiesOfTheSignalItsProgramDiedOf(t *testing.T) {
	var exit *exec.ExitError
	require.ErrorAs(t, command(t, "die").Run(), &exit)
	require.Equal(t, syscall.SIGTERM, exit.Sys().(syscall.WaitStatus).Signal())

	// Of this one our own runtime would print its stacks: a shell's number for it.
	cmd := command(t, "-c", "kill -ABRT $$")
	require.NoError(t, os.Remove(Program(cmd.Path)))
	require.NoError(t, os.Symlink("/bin/sh", Program(cmd.Path)))
	require.ErrorAs(t, cmd.Run(), &exit)
	require.Equal(t, 128+int(syscall.SIGABRT), exit.ExitCode())
}

func TestSignalsReachTheProgram(t *testing.T) {
	cmd := command(t, "usr1")
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	ready := make([]byte, len("prêt\n"))
	_, err = io.ReadFull(out, ready)
	require.NoError(t, err)
	require.NoError(t, cmd.Process.Signal(syscall.SIGUSR1))
	rest, err := io.ReadAll(out)
	require.NoError(t, err)
	require.Equal(t, "user defined signal 1\n", string(rest))
	require.NoError(t, cmd.Wait())
}

func TestAProgramWithoutItsSupervisorIsNotSupervised(t *testing.T) {
	require.False(t, Supervises(filepath.Join(t.TempDir(), "cahiers")))
}

// A gonb stands for GoNB at the other end of its two pipes.
type gonb struct {
	out, back string
	mu        sync.Mutex
	displayed []*protocol.DisplayData
	done      chan struct{}
}

// newGonb answers sync requests, and a value sent to "/curseur" with its
// double, as a widget would.
func newGonb(t *testing.T) *gonb {
	t.Helper()
	gob.Register(map[string]any{})
	gob.Register([]any{})
	dir := t.TempDir()
	g := &gonb{out: filepath.Join(dir, "out"), back: filepath.Join(dir, "back"), done: make(chan struct{})}
	require.NoError(t, syscall.Mkfifo(g.out, 0o600))
	require.NoError(t, syscall.Mkfifo(g.back, 0o600))
	go func() {
		defer close(g.done)
		out, err := os.Open(g.out)
		if err != nil {
			return
		}
		defer out.Close()
		back, err := os.OpenFile(g.back, os.O_WRONLY, 0)
		if err != nil {
			return
		}
		defer back.Close()
		decoder, encoder := gob.NewDecoder(out), gob.NewEncoder(back)
		for {
			data := new(protocol.DisplayData)
			if decoder.Decode(data) != nil {
				return
			}
			value, ok := data.Data[protocol.MIMECommValue].(protocol.CommValue)
			switch {
			case !ok:
				g.mu.Lock()
				g.displayed = append(g.displayed, data)
				g.mu.Unlock()
			case value.Address == protocol.GonbuiSyncAddress:
				_ = encoder.Encode(protocol.CommValue{Address: protocol.GonbuiSyncAckAddress, Value: value.Value})
			default:
				_ = encoder.Encode(protocol.CommValue{Address: value.Address, Value: 2 * value.Value.(int)})
			}
		}
	}()
	return g
}

func (g *gonb) run(t *testing.T, args ...string) string {
	t.Helper()
	cmd := command(t, args...)
	cmd.Env = append(cmd.Env, pipeVar+"="+g.out, pipeBackVar+"="+g.back)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoError(t, err, stderr.String())
	require.Empty(t, stderr.String())
	left, err := filepath.Glob(filepath.Dir(cmd.Path) + "/*")
	require.NoError(t, err)
	require.Len(t, left, 2, "the supervisor left %v", left)
	return string(out)
}

func TestEachFigureIsAnswered(t *testing.T) {
	g := newGonb(t)
	require.Equal(t, `{"v":1,"id":"f0","ok":true}
{"v":1,"id":"f1","ok":true}
{"v":1,"id":"f2","ok":true}
`, g.run(t, "figures"))
	<-g.done
	require.Len(t, g.displayed, 3)
	for _, data := range g.displayed {
		require.Contains(t, data.Data[protocol.MIMETextHTML], "<figure")
		require.Contains(t, data.Data[protocol.MIMETextPlain], "Débit")
		require.Equal(t, "Débit", data.Data[FigureType].(map[string]any)["title"])
	}
	require.NotEqual(t, g.displayed[0].DisplayID, g.displayed[1].DisplayID)
}

func TestWhatIsNotAFigureIsRefused(t *testing.T) {
	for name, line := range map[string]string{
		"not JSON":     `{"v":1,"id":"a",`,
		"empty figure": `{"v":1,"id":"a","kind":"figure","figure":{}}`,
		"unknown kind": `{"v":1,"id":"a","kind":"film","figure":{}}`,
	} {
		t.Run(name, func(t *testing.T) {
			require.Contains(t, newGonb(t).run(t, "ask", line), `{"v":1,"id":"a","ok":false,"error":"`)
		})
	}
	require.Contains(t, newGonb(t).run(t, "huge"), `"id":"grande","ok":false,"error":"`+tooLong)
}

func TestALearnersGonbuiPassesBothWays(t *testing.T) {
	g := newGonb(t)
	require.Equal(t, "#gonbui/sync_ack 41\n/curseur 6\n", g.run(t, "gonbui"))
	<-g.done
	require.Len(t, g.displayed, 501, "what a program displays just before its end is kept")
	require.Equal(t, "suite 499", g.displayed[500].Data[protocol.MIMETextHTML])
}

func TestLinesAreWrittenWhole(t *testing.T) {
	var writes []string
	w := newLineWriter(writerFunc(func(data []byte) { writes = append(writes, string(data)) }))
	for _, crumb := range []string{"pan", "ic: ", "boum\n", "a\nb\nmain.go", ":", "12\n", "fin"} {
		_, err := io.WriteString(w, crumb)
		require.NoError(t, err)
	}
	w.timer.Stop()
	w.flush()
	require.Equal(t, []string{"panic: boum\n", "a\nb\n", "main.go:12\n", "fin"}, writes)
}

type writerFunc func([]byte)

func (f writerFunc) Write(data []byte) (int, error) {
	f(data)
	return len(data), nil
}

func TestTheBeginningOfALineDoesNotWaitForEver(t *testing.T) {
	written := make(chan string, 1)
	w := newLineWriter(writerFunc(func(data []byte) { written <- string(data) }))
	_, err := io.WriteString(w, "ton nom ? ")
	require.NoError(t, err)
	select {
	case text := <-written:
		require.Equal(t, "ton nom ? ", text)
	case <-time.After(time.Minute):
		require.Fail(t, "nothing was written")
	}
}

func TestNullsAreLeftOut(t *testing.T) {
	require.Equal(t,
		map[string]any{"b": []any{map[string]any{}, 1.0}},
		withoutNulls(map[string]any{"a": nil, "b": []any{map[string]any{"c": nil}, 1.0}}))
}
