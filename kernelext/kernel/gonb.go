package kernel

import (
	"context"
	"path/filepath"
	"time"

	"cahiers/kernelext/wire"
	"cahiers/kernelext/zeromq"
)

const (
	// maxDisplay bounds a message of GoNB's, in bytes.
	maxDisplay = 1 << 30
	// linkIdentity is ours on all of GoNB's sockets: it asks for input whoever
	// sent it the cell.
	linkIdentity = "front"
	// retry is how often to try what needs GoNB to have come further.
	retry = 2 * time.Millisecond
)

// A gonb is the link to GoNB.
type gonb struct{ shell, stdin, iopub *zeromq.Link }

// handlers receive what GoNB says.
type handlers struct{ shell, stdin, iopub func(wire.Message) }

// gonbConnection is where GoNB is to listen: on sockets in the private folder,
// with Jupyter's key, so that what is signed stays signed.
func gonbConnection(dir string, key wire.Key) wire.Connection {
	return wire.Connection{
		Transport: "ipc", IP: filepath.Join(dir, "s"), Scheme: "hmac-sha256", Key: key,
		Shell: 1, Control: 2, Stdin: 3, IOPub: 4, Heartbeat: 5,
	}
}

// connectGonb connects to GoNB as soon as it listens, and returns when it also
// speaks on its iopub: what it says before our subscription has reached it is
// lost. It returns nil when ctx ends first.
func connectGonb(ctx context.Context, c wire.Connection, to handlers) *gonb {
	heard := make(chan struct{}, 1)
	probe := wire.NewHeader("kernel_info_request", "probe", "kernel")
	from := func(handle func(wire.Message)) func(frames [][]byte) {
		return func(frames [][]byte) {
			m, err := wire.Parse(frames)
			switch {
			case err != nil: // GoNB does not do that
			case m.Parent.ID != probe.ID:
				handle(m)
			case m.Header.Type == "status":
				select {
				case heard <- struct{}{}:
				default:
				}
			}
		}
	}
	link := func(port int, dial func(network, address string) (*zeromq.Link, error)) *zeromq.Link {
		network, address := c.Address(port)
		for ; ctx.Err() == nil; time.Sleep(retry) {
			if link, err := dial(network, address); err == nil {
				return link
			}
		}
		return nil
	}
	dealer := func(handle func(wire.Message)) func(network, address string) (*zeromq.Link, error) {
		return func(network, address string) (*zeromq.Link, error) {
			return zeromq.DialDealer(ctx, network, address, linkIdentity, maxDisplay, from(handle))
		}
	}
	g := &gonb{
		shell: link(c.Shell, dealer(to.shell)),
		stdin: link(c.Stdin, dealer(to.stdin)),
		iopub: link(c.IOPub, func(network, address string) (*zeromq.Link, error) {
			return zeromq.DialSubscriber(ctx, network, address, maxDisplay, from(to.iopub))
		}),
	}
	if ctx.Err() != nil {
		return nil
	}
	ask, err := wire.New(probe, nil, map[string]any{})
	if err != nil {
		return nil
	}
	c.Key.Sign(&ask)
	for wait := retry; ; wait = min(2*wait, 20*time.Millisecond) {
		g.shell.Send(ask.Frames())
		select {
		case <-heard:
			return g
		case <-time.After(wait):
		case <-ctx.Done():
			return nil
		}
	}
}
