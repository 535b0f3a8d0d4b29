package lab

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"syscall"

	"cahiers/kernelext/install"
)

// FirstPort is the port tried first when none is asked for, Jupyter's own.
const FirstPort = 8888

// ports is how many are tried when none is asked for.
const ports = 100

// errTaken is the error of a port that another program has.
var errTaken = errors.New("the port is taken")

// A place is a port that was free a moment ago, and the log of who serves
// there.
type place struct {
	port int
	log  *os.File
}

// choose returns the port asked for, if it is free, or the first free one from
// FirstPort on. When another program has taken the last one before our server
// did, it begins anywhere: whoever lost with us begins again at this moment too.
func choose(o Options, again bool) (place, error) {
	if o.Port != 0 {
		p, err := take(o, o.Port)
		if errors.Is(err, errTaken) {
			err = &install.UserError{Summary: msgPortBusy(o.Port), Advice: advicePortBusy, Err: err}
		}
		return p, err
	}
	first := 0
	if again {
		first = rand.IntN(ports)
	}
	var errs []error
	for i := range ports {
		p, err := take(o, FirstPort+(first+i)%ports)
		if !errors.Is(err, errTaken) {
			return p, err
		}
		errs = append(errs, err)
	}
	return place{}, &install.UserError{Summary: msgNoPort(FirstPort, FirstPort+ports-1), Advice: advicePortBusy, Err: errors.Join(errs...)}
}

// take finds out whether a port is free, and opens its log. The log is locked
// as long as someone writes there, so that of those who start at the same time
// in one clone, none loses the port, nor its log, to another.
func take(o Options, port int) (place, error) {
	if err := tryPort(o.Address, port); err != nil {
		return place{}, err
	}
	log, err := os.OpenFile(filepath.Join(o.Layout.Logs(), fmt.Sprintf("jupyter-%d.log", port)), os.O_WRONLY|os.O_CREATE, 0o644)
	if err != nil {
		return place{}, err
	}
	// A file system that has no locks only loses their help.
	if err := syscall.Flock(int(log.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); errors.Is(err, syscall.EWOULDBLOCK) {
		_ = log.Close()
		return place{}, fmt.Errorf("%w: locking the log of port %d: %w", errTaken, port, err)
	}
	return place{port, log}, log.Truncate(0)
}

func tryPort(address string, port int) error {
	l, err := net.Listen("tcp", net.JoinHostPort(address, strconv.Itoa(port)))
	if err != nil {
		return fmt.Errorf("%w: %w", errTaken, err)
	}
	return l.Close()
}
