package kerneltest

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"

	"github.com/go-zeromq/zmq4"
)

// A Kernel is a running kernel and a client of it.
type Kernel struct {
	Cmd     *exec.Cmd     // nil for a kernel that someone else started
	Ready   time.Duration // from the start of the process to its first answer
	exited  chan struct{}
	session string
	key     string
	dir     string
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
	k := newKernel(rand.Text())
	k.dir = dir
	file, ports, err := k.connectionFile()
	if err != nil {
		_ = os.RemoveAll(dir)
		return nil, err
	}
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
	data, err := os.ReadFile(connectionFile)
	if err != nil {
		return nil, err
	}
	var key struct{ Key string }
	ports := map[string]int{}
	var info map[string]any
	if err := errors.Join(json.Unmarshal(data, &key), json.Unmarshal(data, &info)); err != nil {
		return nil, fmt.Errorf("reading %s: %w", connectionFile, err)
	}
	for _, channel := range channels {
		port, _ := info[channel+"_port"].(float64)
		ports[channel] = int(port)
	}
	k := newKernel(key.Key)
	if err := k.connect(ctx, ports); err != nil {
		_ = k.Close()
		return nil, err
	}
	return k, nil
}

func newKernel(key string) *Kernel {
	return &Kernel{
		exited: make(chan struct{}), session: rand.Text(), key: key,
		sockets: map[string]zmq4.Socket{}, waiting: map[string]chan Message{},
	}
}

// channels are those the kernel listens to, in the order of freePorts; it
// answers on them.
var channels = [...]string{"shell", "control", "stdin", "iopub", "hb"}

func (k *Kernel) connectionFile() (path string, ports map[string]int, err error) {
	info := map[string]any{
		"transport": "tcp", "ip": "127.0.0.1", "key": k.key,
		"signature_scheme": "hmac-sha256", "kernel_name": "test",
	}
	ports = map[string]int{}
	for _, channel := range channels {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return "", nil, err
		}
		defer func() { _ = listener.Close() }() // all at once: five different ports
		ports[channel] = listener.Addr().(*net.TCPAddr).Port
		info[channel+"_port"] = ports[channel]
	}
	data, err := json.Marshal(info)
	if err != nil {
		return "", nil, err
	}
	path = filepath.Join(k.dir, "kernel-"+k.session+".json")
	return path, ports, os.WriteFile(path, data, 0o600)
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
