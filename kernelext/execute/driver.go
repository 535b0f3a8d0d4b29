package execute

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"cahiers/kernelext/lineage"
	"cahiers/kernelext/notebook"
)

//go:embed driver.py
var driver string

// An event is one line of the driver: ready, start and end of a cell, done.
type event struct {
	Event   string            `json:"event"`
	Cell    int               `json:"cell"`    // index in the notebook, for start and end
	Status  string            `json:"status"`  // end: ok, error, timeout, dead
	Seconds float64           `json:"seconds"` // end: wall time
	Outputs []notebook.Output `json:"outputs"` // end: what the cell put out
}

const (
	// interruptGrace is how long an interrupted cell has to end: the kernel
	// itself gives up on one after 5 s.
	interruptGrace = 15 * time.Second
	// stopGrace is how long the driver has to stop its kernel when told to;
	// Jupyter's own patience with a kernel is 5 s.
	stopGrace = 10 * time.Second
)

// drive runs the driver on the notebook and hands each event to see. It
// returns when the driver and its kernel are gone.
func (r Runner) drive(ctx context.Context, path string, nb *notebook.Notebook, see func(event)) error {
	source, err := nb.Bytes()
	if err != nil {
		return err
	}
	folder, err := filepath.Abs(filepath.Dir(path))
	if err != nil {
		return err
	}
	reader, writer, err := os.Pipe()
	if err != nil {
		return err
	}
	defer reader.Close()

	var noise tail
	cmd := lineage.Command(ctx, stopGrace, syscall.SIGTERM, r.Python, "-I", "-X", "utf8", "-c", driver, folder, r.Kernel,
		strconv.Itoa(int(r.Timeout.Seconds())), strconv.Itoa(int(interruptGrace.Seconds())))
	cmd.Env = r.Env
	cmd.Dir = folder
	cmd.Stdin = bytes.NewReader(source)
	cmd.Stdout = &noise
	cmd.Stderr = &noise
	cmd.ExtraFiles = []*os.File{writer}

	var done bool
	var broken error
	followed := make(chan struct{})
	go func() {
		defer close(followed)
		done, broken = follow(reader, see)
	}()
	err = lineage.Run(ctx, cmd)
	writer.Close()
	<-followed
	switch {
	case ctx.Err() != nil:
		return stopped{context.Cause(ctx)}
	case err != nil && cmd.Process == nil:
		return fmt.Errorf("%s%w", msgNoPython, err)
	case err != nil || broken != nil || !done:
		return msgDriver(errors.Join(err, broken), noise.String())
	}
	return nil
}

// stopped is the error of a run that was told to stop, in the user's words.
type stopped struct{ cause error }

func (stopped) Error() string   { return msgStopped }
func (s stopped) Unwrap() error { return s.cause }

// follow reads events until the driver closes its end; it says whether the
// driver came to its end by itself.
func follow(r io.Reader, see func(event)) (done bool, err error) {
	decoder := json.NewDecoder(r)
	decoder.UseNumber()
	for {
		var e event
		if err := decoder.Decode(&e); errors.Is(err, io.EOF) {
			return done, nil
		} else if err != nil {
			_, _ = io.Copy(io.Discard, r) // let the driver end
			return false, err
		}
		done = done || e.Event == "done"
		see(e)
	}
}

// A tail keeps the last bytes written to it: enough of what Python and the
// kernel say to explain a failure.
type tail struct{ kept []byte }

const tailSize = 4096

func (t *tail) Write(p []byte) (int, error) {
	t.kept = append(t.kept, p...)
	if extra := len(t.kept) - tailSize; extra > 0 {
		t.kept = t.kept[extra:]
	}
	return len(p), nil
}

func (t *tail) String() string { return string(t.kept) }
