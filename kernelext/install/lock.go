package install

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// acquire takes the lock that lets one process at a time change .cahiers, and
// returns what releases it. The kernel releases it when its holder dies,
// whatever the way. waiting is called once, with the holder's process number
// (0 when unknown), if the lock is not free at once.
func acquire(ctx context.Context, l Layout, waiting func(holder int)) (release func(), err error) {
	if err := os.MkdirAll(filepath.Dir(l.lock()), 0o755); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(l.lock(), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	// Another process holds it for minutes at worst, and flock cannot be
	// interrupted: ask again from time to time.
	const pause = 100 * time.Millisecond
	for warned := false; ; warned = true {
		err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if err == nil {
			break
		}
		if !errors.Is(err, unix.EWOULDBLOCK) && !errors.Is(err, unix.EINTR) {
			return nil, errors.Join(err, f.Close())
		}
		if !warned {
			waiting(holder(f))
		}
		select {
		case <-ctx.Done():
			return nil, errors.Join(ctx.Err(), f.Close())
		case <-time.After(pause):
		}
	}
	// The number is only a help to whoever waits: not being able to write it
	// is no reason to stop.
	if f.Truncate(0) == nil {
		_, _ = f.WriteAt([]byte(strconv.Itoa(os.Getpid())), 0)
	}
	return func() { _ = f.Close() }, nil
}

func holder(f *os.File) int {
	data, err := io.ReadAll(io.NewSectionReader(f, 0, 32))
	if err != nil {
		return 0
	}
	pid, _ := strconv.Atoi(strings.TrimSpace(string(data)))
	return pid
}
