package kernel

import (
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"syscall"
	"time"

	"cahiers/kernelext/history"
	"cahiers/kernelext/install"
	"cahiers/kernelext/private"
	"cahiers/kernelext/source"
	"cahiers/kernelext/wire"
	"cahiers/kernelext/zeromq"
)

// maxRequest bounds a client's message, in bytes.
const maxRequest = 64 << 20

// A front is the kernel as Jupyter sees it. All that it knows is read and
// written by the goroutine of run alone; the others send it what to do.
type front struct {
	connection wire.Connection
	layout     install.Layout
	session    string // names us in what we say by ourselves
	events     chan func()

	shell, control, stdin, heartbeat *zeromq.Router
	iopub                            *zeromq.Publisher

	dir          *private.Dir // nil when it could not be made
	unable       error        // why no cell can run, or nil
	signalWarden func(syscall.Signal)
	gonb         *gonb     // nil until it answers
	language     *language // nil until GoNB answers
	early        []func()  // what is to be done when it does
	history      *history.History

	count        int // GoNB's own: of the cells that count
	queue        []*execution
	running      *execution
	declarations source.Declarations
	comms        map[string]string // the target of each comm that is open
	stopping     bool
}

func newFront(connection wire.Connection, layout install.Layout) *front {
	// One that cannot be read or kept is forgotten with the kernel.
	past, _ := history.Open(layout.History(), historyLimit)
	return &front{
		connection: connection, layout: layout, session: rand.Text(),
		events: make(chan func(), 64), comms: map[string]string{},
		signalWarden: func(syscall.Signal) {},
		history:      past,
	}
}

// historyLimit is how many cells the history keeps.
const historyLimit = 1000

// listen opens the sockets that Jupyter connects to. What comes waits until
// run.
func (f *front) listen() (err error) {
	c := f.connection
	if c.Transport != "ipc" {
		if ip := net.ParseIP(c.IP); c.IP != "localhost" && (ip == nil || !ip.IsLoopback()) {
			return errors.New(listensElsewhere(c.IP))
		}
	}
	router := func(port int, handle func(identity []byte, m wire.Message)) (r *zeromq.Router, err error) {
		network, address := c.Address(port)
		return zeromq.ListenRouter(network, address, maxRequest, func(identity []byte, frames [][]byte) {
			m, err := wire.Parse(frames)
			if err != nil || !c.Key.Verify(&m) {
				return // not from Jupyter
			}
			f.events <- func() { handle(identity, m) }
		})
	}
	defer func() {
		if err != nil {
			f.close()
			err = fmt.Errorf("%s\n%w", cannotListen(), err)
		}
	}()
	network, address := c.Address(c.IOPub)
	if f.iopub, err = zeromq.ListenPublisher(network, address, f.greet); err != nil {
		return err
	}
	network, address = c.Address(c.Heartbeat)
	if f.heartbeat, err = zeromq.ListenEcho(network, address); err != nil {
		return err
	}
	if f.stdin, err = router(c.Stdin, f.input); err != nil {
		return err
	}
	if f.control, err = router(c.Control, func(id []byte, m wire.Message) { f.request(f.control, id, m) }); err != nil {
		return err
	}
	f.shell, err = router(c.Shell, func(id []byte, m wire.Message) { f.request(f.shell, id, m) })
	return err
}

// drain waits for clients to take what was sent to them.
func (f *front) drain() {
	until := time.Now().Add(goodbye)
	f.control.Drain(time.Until(until))
	f.shell.Drain(time.Until(until))
	f.iopub.Drain(time.Until(until))
}

// close closes the sockets, and removes what the warden did not.
func (f *front) close() {
	for _, r := range []*zeromq.Router{f.shell, f.control, f.stdin, f.heartbeat} {
		if r != nil {
			_ = r.Close()
		}
	}
	if f.iopub != nil {
		_ = f.iopub.Close()
	}
	if f.dir != nil {
		f.dir.Remove()
	}
}
