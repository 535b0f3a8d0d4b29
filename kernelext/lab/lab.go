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

// FirstPort is the port tried first when none is asked for, Jupyter's own.
const FirstPort = 8888

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
	port, err := choosePort(o.Address, o.Port)
	if err != nil {
		return err
	}
	l := o.Layout
	logPath := filepath.Join(l.Logs(), fmt.Sprintf("jupyter-%d.log", port))
	log, err := os.Create(logPath)
	if err != nil {
		return err
	}
	defer log.Close()

	folder := cmp.Or(o.Folder, l.Notebooks())
	first := "/lab"
	if _, err := os.Stat(filepath.Join(folder, welcome)); err == nil {
		first = "/lab/tree/" + welcome
	}
	token := rand.Text()
	server := lineage.Command(
		ctx, grace, syscall.SIGTERM, l.Python(), "-m", "jupyterlab",
		"--ServerApp.ip="+o.Address,
		"--ServerApp.port="+strconv.Itoa(port),
		"--ServerApp.port_retries=0",
		"--ServerApp.open_browser="+map[bool]string{true: "True", false: "False"}[o.Browser],
		"--ServerApp.root_dir="+folder,
		"--ServerApp.allow_root=True",
		"--LabApp.default_url="+first,
	)
	// Not an argument: any user of the machine may read those.
	server.Env = append(l.Environ(), "JUPYTER_TOKEN="+token)
	server.Dir = folder
	server.Stdout, server.Stderr = log, log

	ended := make(chan error, 1)
	go func() { ended <- lineage.Run(ctx, server) }()

	host := o.Address
	if host != Loopback {
		host = Loopback // what a container publishes
	}
	address := url.URL{Scheme: "http", Host: net.JoinHostPort(host, strconv.Itoa(port))}
	select {
	case err := <-ended:
		return serverEnded(ctx, err, logPath)
	case <-answers(ctx, address, token):
	}
	address.Path = first
	address.RawQuery = url.Values{"token": {token}}.Encode()
	fmt.Fprintln(out, msgReady(address.String(), logPath))
	return serverEnded(ctx, <-ended, logPath)
}

// serverEnded is nil when the user stopped the server from JupyterLab's menu.
func serverEnded(ctx context.Context, err error, logPath string) error {
	if err == nil || ctx.Err() != nil {
		return ctx.Err()
	}
	return &install.UserError{Summary: msgServerDied(err), Advice: adviceServerDied, Log: logPath, Err: err}
}

// choosePort returns the port asked for, if it is free, or the first free one
// from FirstPort on. Another program may still take it before the server does: the
// server then fails, and its log says why.
func choosePort(address string, wanted int) (int, error) {
	if wanted != 0 {
		if err := tryPort(address, wanted); err != nil {
			return 0, &install.UserError{Summary: msgPortBusy(wanted), Advice: advicePortBusy, Err: err}
		}
		return wanted, nil
	}
	const last = FirstPort + 100
	var errs []error
	for port := FirstPort; port <= last; port++ {
		err := tryPort(address, port)
		if err == nil {
			return port, nil
		}
		errs = append(errs, err)
	}
	return 0, &install.UserError{Summary: msgNoPort(FirstPort, last), Advice: advicePortBusy, Err: errors.Join(errs...)}
}

func tryPort(address string, port int) error {
	l, err := net.Listen("tcp", net.JoinHostPort(address, strconv.Itoa(port)))
	if err != nil {
		return err
	}
	return l.Close()
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
