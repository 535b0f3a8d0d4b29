package lab

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"cahiers/kernelext/install"
	"cahiers/kernelext/lineage"
)

// Loopback is the address that only this machine reaches.
const Loopback = "127.0.0.1"

// welcome is the notebook that the browser opens on.
const welcome = "00-accueil.ipynb"

// grace is what the server gets to stop its kernels.
const grace = 10 * time.Second

// Options say how to start JupyterLab.
type Options struct {
	Layout  install.Layout
	Address string // to listen on; Loopback, but in a container
	Port    int    // 0 takes the first that is free from FirstPort on
	Browser bool   // open one
	Folder  string // what the file browser shows; the course's notebooks when empty
}

// Run starts JupyterLab, tells the user on out where it is as soon as it
// answers, and waits until it ends or ctx does: then the server and all its
// kernels are stopped, and ctx's error is returned.
func Run(ctx context.Context, o Options, out io.Writer) error {
	for attempt := range attempts {
		p, err := choose(o, attempt > 0)
		if err != nil {
			return err
		}
		err = serve(ctx, o, p, out)
		_ = p.log.Close()
		// Jupyter is not asked to look for another: it would not tell us which.
		if !errors.Is(err, errTaken) {
			return err
		}
	}
	return &install.UserError{Summary: msgPortsTaken(attempts), Advice: advicePortBusy, Err: errTaken}
}

// attempts is how often a server may lose its port to another program, in the
// second that it takes to start.
const attempts = 10

// serve runs the server from its start to its end, which errTaken is when it
// could not listen.
func serve(ctx context.Context, o Options, p place, out io.Writer) error {
	l := o.Layout
	folder := cmp.Or(o.Folder, l.Notebooks())
	first := "/lab"
	if _, err := os.Stat(filepath.Join(folder, welcome)); err == nil {
		first = "/lab/tree/" + welcome
	}
	token := rand.Text()
	server := lineage.Command(
		ctx, grace, syscall.SIGTERM, l.Python(), "-m", "jupyterlab",
		"--ServerApp.ip="+o.Address,
		"--ServerApp.port="+strconv.Itoa(p.port),
		"--ServerApp.port_retries=0",
		"--ServerApp.open_browser="+map[bool]string{true: "True", false: "False"}[o.Browser],
		"--ServerApp.root_dir="+folder,
		"--ServerApp.allow_root=True",
		"--LabApp.default_url="+first,
	)
	// Not an argument: any user of the machine may read those.
	server.Env = append(l.Environ(), "JUPYTER_TOKEN="+token)
	server.Dir = folder
	server.Stdout, server.Stderr = p.log, p.log

	ended := make(chan error, 1)
	go func() { ended <- lineage.Run(ctx, server) }()

	host := o.Address
	if host != Loopback {
		host = Loopback // what a container publishes
	}
	address := url.URL{Scheme: "http", Host: net.JoinHostPort(host, strconv.Itoa(p.port))}
	asking, stop := context.WithCancel(ctx)
	defer stop()
	select {
	case err := <-ended:
		if err != nil && ctx.Err() == nil {
			if taken := tryPort(o.Address, p.port); taken != nil {
				return taken
			}
		}
		return serverEnded(ctx, err, p.log.Name())
	case <-answers(asking, address, token):
	}
	address.Path = first
	address.RawQuery = url.Values{"token": {token}}.Encode()
	fmt.Fprintln(out, msgReady(address.String(), p.log.Name()))
	return serverEnded(ctx, <-ended, p.log.Name())
}

// serverEnded is nil when the user stopped the server from JupyterLab's menu.
func serverEnded(ctx context.Context, err error, logPath string) error {
	if err == nil || ctx.Err() != nil {
		return ctx.Err()
	}
	return &install.UserError{Summary: msgServerDied(err), Advice: adviceServerDied, Log: logPath, Err: err}
}

// answers returns a channel that closes when the server at address accepts our
// token, which no other server would.
func answers(ctx context.Context, address url.URL, token string) <-chan struct{} {
	ready := make(chan struct{})
	request := func() bool {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, address.JoinPath("api", "status").String(), http.NoBody)
		if err != nil {
			return false
		}
		r.Header.Set("Authorization", "token "+token)
		client := http.Client{Timeout: 2 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
		response, err := client.Do(r)
		if err != nil {
			return false
		}
		_ = response.Body.Close()
		return response.StatusCode == http.StatusOK
	}
	go func() {
		ticker := time.NewTicker(50 * time.Millisecond)
		defer ticker.Stop()
		for !request() {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
			}
		}
		close(ready)
	}()
	return ready
}
