package kerneltest

import (
	"context"
	"crypto/rand"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"

	"github.com/go-zeromq/zmq4"

	"cahiers/kernelext/wire"
)

// A Kernel is a running kernel and a client of it.
type Kernel struct {
	Cmd     *exec.Cmd     // nil for a kernel that someone else started
	Ready   time.Duration // from the start of the process to its first answer
	exited  chan struct{}
	session string
	key     wire.Key
	dir     string
	file    string // the connection file
	sockets map[string]zmq4.Socket
	cancel  context.CancelFunc

	mu      sync.Mutex
	waiting map[string]chan Message // by the id of the request
	lost    error                   // what stopped the reception
}

// Start writes a connection file, starts the command made for it and returns
// when the kernel has answered and its output channel speaks. Close ends it.
func Start(ctx context.Context, command func(connectionFile string) *exec.Cmd) (*Kernel, error) {
	dir, err := os.MkdirTemp("", "kerneltest-")
	if err != nil {
		return nil, err
	}
	k := newKernel(wire.Key(rand.Text()))
	k.dir = dir
	file, ports, err := k.connectionFile()
	if err != nil {
		_ = os.RemoveAll(dir)
		return nil, err
	}
	k.file = file
	began := time.Now()
	k.Cmd = command(file)
	if err := k.Cmd.Start(); err != nil {
		_ = os.RemoveAll(dir)
		return nil, fmt.Errorf("starting the kernel: %w", err)
	}
	go func() {
		_ = k.Cmd.Wait()
		close(k.exited)
	}()
	if err := k.connect(ctx, ports); err != nil {
		_ = k.Close()
		return nil, err
	}
	k.Ready = time.Since(began)
	return k, nil
}

// Attach makes another client of a running kernel, given the connection file
// that whoever started it wrote. Close leaves the kernel alone.
func Attach(ctx context.Context, connectionFile string) (*Kernel, error) {
	connection, err := wire.ReadConnection(connectionFile)
	if err != nil {
		return nil, err
	}
	return attach(ctx, connection, connectionFile)
}

func attach(ctx context.Context, connection wire.Connection, connectionFile string) (*Kernel, error) {
	k := newKernel(connection.Key)
	k.file = connectionFile
	ports := map[string]int{
		"shell": connection.Shell, "control": connection.Control, "stdin": connection.Stdin, "iopub": connection.IOPub,
	}
	if err := k.connect(ctx, ports); err != nil {
		_ = k.Close()
		return nil, err
	}
	return k, nil
}

func newKernel(key wire.Key) *Kernel {
	return &Kernel{
		exited: make(chan struct{}), session: rand.Text(), key: key,
		sockets: map[string]zmq4.Socket{}, waiting: map[string]chan Message{},
	}
}

// connectionFile chooses five ports and writes them down.
func (k *Kernel) connectionFile() (path string, ports map[string]int, err error) {
	var chosen [5]int
	for i := range chosen {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return "", nil, err
		}
		defer func() { _ = listener.Close() }() // all at once: five different ports
		chosen[i] = listener.Addr().(*net.TCPAddr).Port
	}
	// GoNB reads the kernel's identity in the name, which Jupyter writes in hexadecimal.
	path = filepath.Join(k.dir, fmt.Sprintf("kernel-%x.json", k.session))
	return path, map[string]int{"shell": chosen[0], "control": chosen[1], "stdin": chosen[2], "iopub": chosen[3]}, wire.Connection{
		Transport: "tcp", IP: "127.0.0.1", Key: k.key, Scheme: "hmac-sha256", Name: "test",
		Shell: chosen[0], Control: chosen[1], Stdin: chosen[2], IOPub: chosen[3], Heartbeat: chosen[4],
	}.Write(path)
}

// connect returns when the kernel has answered and its output channel speaks.
func (k *Kernel) connect(ctx context.Context, ports map[string]int) error {
	life, cancel := context.WithCancel(context.Background())
	k.cancel = cancel
	options := []zmq4.Option{
		zmq4.WithID(zmq4.SocketIdentity(k.session)), // the same everywhere: input requests come back to it
		zmq4.WithDialerRetry(5 * time.Millisecond), zmq4.WithDialerMaxRetries(-1),
		zmq4.WithAutomaticReconnect(false),
	}
	for _, channel := range []string{"shell", "control", "stdin", "iopub"} {
		var socket zmq4.Socket
		if channel == "iopub" {
			socket = zmq4.NewSub(life, options...)
		} else {
			socket = zmq4.NewDealer(life, options...)
		}
		dialled := make(chan error, 1)
		go func() { dialled <- socket.Dial(fmt.Sprintf("tcp://127.0.0.1:%d", ports[channel])) }()
		select {
		case err := <-dialled:
			if err != nil {
				return fmt.Errorf("connecting to %s: %w", channel, err)
			}
		case <-k.exited:
			return fmt.Errorf("connecting to %s: the kernel ended: %v", channel, k.Cmd.ProcessState)
		case <-ctx.Done():
			return fmt.Errorf("connecting to %s: %w", channel, context.Cause(ctx))
		}
		if channel == "iopub" {
			if err := socket.SetOption(zmq4.OptionSubscribe, ""); err != nil {
				return fmt.Errorf("subscribing: %w", err)
			}
		}
		k.sockets[channel] = socket
		go k.receive(channel, socket)
	}
	return k.awaitAnswer(ctx)
}

// receive hands each message to whoever asked for it.
func (k *Kernel) receive(channel string, socket zmq4.Socket) {
	for {
		frames, err := socket.Recv()
		var m Message
		if err == nil {
			m, err = decode(k.key, frames.Frames)
		}
		k.mu.Lock()
		if err != nil {
			k.lost = fmt.Errorf("receiving from %s: %w", channel, err)
			k.mu.Unlock()
			return
		}
		m.Channel, m.At = channel, time.Now()
		to := k.waiting[m.Parent.ID]
		k.mu.Unlock()
		if to != nil {
			to <- m
		}
	}
}

// awaitAnswer asks until the output channel speaks too: it says nothing of
// what happened before it was subscribed to.
func (k *Kernel) awaitAnswer(ctx context.Context) error {
	for {
		request, err := k.Request("shell", "kernel_info_request", map[string]any{})
		if err != nil {
			return err
		}
		again := time.After(100 * time.Millisecond)
		answered, heard := false, false
		for retry := false; !retry; {
			select {
			case m := <-request.Messages:
				answered = answered || m.Channel == "shell"
				heard = heard || m.Channel == "iopub"
				if answered && heard {
					request.Close()
					return nil
				}
			case <-again:
				retry = true
			case <-k.exited:
				return fmt.Errorf("waiting for the kernel: it ended: %v", k.Cmd.ProcessState)
			case <-ctx.Done():
				return fmt.Errorf("waiting for the kernel: %w", context.Cause(ctx))
			}
		}
		request.Close()
	}
}

// Connection is the path of the connection file.
func (k *Kernel) Connection() string { return k.file }

// Exited closes when the kernel's process, if we started it, has ended.
func (k *Kernel) Exited() <-chan struct{} { return k.exited }

// Close kills the kernel's process, if we started it and it has not ended, and
// frees everything else. It says nothing to the kernel: see Shutdown.
func (k *Kernel) Close() error {
	if k.Cmd != nil {
		_ = k.Cmd.Process.Kill()
		<-k.exited
	}
	if k.cancel != nil {
		k.cancel()
	}
	for _, socket := range k.sockets {
		_ = socket.Close()
	}
	if k.dir == "" {
		return nil
	}
	return os.RemoveAll(k.dir)
}
