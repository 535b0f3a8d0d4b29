package lab_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/install"
	"cahiers/kernelext/install/installtest"
	"cahiers/kernelext/lab"
)

// clone is another clone of the course with the same installation, but logs of
// its own.
func clone(t *testing.T, l install.Layout) install.Layout {
	t.Helper()
	other := install.NewLayout(t.TempDir())
	entries, err := os.ReadDir(l.Dir())
	require.NoError(t, err)
	require.NoError(t, os.MkdirAll(other.Logs(), 0o700))
	require.NoError(t, os.Mkdir(other.Notebooks(), 0o700))
	for _, e := range entries {
		if path := filepath.Join(other.Dir(), e.Name()); path != other.Logs() {
			require.NoError(t, os.Symlink(filepath.Join(l.Dir(), e.Name()), path))
		}
	}
	return other
}

// begin starts a lab, which ends with ctx. The first value of its channel is
// the port on which it is ready, or why it ended before.
func begin(ctx context.Context, o lab.Options) <-chan any {
	said := make(chan any, 1)
	read, write := io.Pipe()
	go func() {
		err := lab.Run(ctx, o, write)
		_ = write.CloseWithError(errors.Join(err, io.EOF))
	}()
	go func() {
		lines := bufio.NewScanner(read)
		for lines.Scan() {
			if address, err := url.Parse(strings.TrimSpace(lines.Text())); err == nil && address.Scheme == "http" {
				said <- address.Port()
				break
			}
		}
		_, err := io.Copy(io.Discard, read)
		said <- err
	}()
	return said
}

// Two of each clone find each other's lock; those of two clones find the same
// port free, and lose it to each other a second later.
func TestLabsThatStartTogetherAllStart(t *testing.T) {
	one := installtest.Layout(t)
	two := clone(t, one)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var labs []<-chan any
	for _, l := range []install.Layout{one, one, two, two} {
		labs = append(labs, begin(ctx, lab.Options{Layout: l, Address: lab.Loopback, Folder: l.Notebooks()}))
	}
	used := map[any]bool{}
	for _, said := range labs {
		port := <-said
		require.IsType(t, "", port, "%v", port)
		require.False(t, used[port], "two labs say port %v", port)
		used[port] = true
	}
	stop()
	for _, said := range labs {
		require.ErrorIs(t, (<-said).(error), context.Canceled)
	}
}

func TestAPortThatIsAskedForAndLostIsRefused(t *testing.T) {
	free, err := net.Listen("tcp", net.JoinHostPort(lab.Loopback, "0"))
	require.NoError(t, err)
	port := free.Addr().(*net.TCPAddr).Port
	require.NoError(t, free.Close())
	one := installtest.Layout(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var labs []<-chan any
	for _, l := range []install.Layout{one, clone(t, one)} {
		labs = append(labs, begin(ctx, lab.Options{Layout: l, Address: lab.Loopback, Port: port, Folder: l.Notebooks()}))
	}
	var refused error
	var served <-chan any
	for _, said := range labs {
		switch first := (<-said).(type) {
		case error:
			require.NoError(t, refused, "both were refused")
			refused = first
		case string:
			require.Equal(t, strconv.Itoa(port), first)
			served = said
		}
	}
	require.ErrorContains(t, refused, "Le port "+strconv.Itoa(port)+" est déjà pris")
	stop()
	require.ErrorIs(t, (<-served).(error), context.Canceled)
}
