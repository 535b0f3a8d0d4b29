package browser

import (
	"context"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// A page is one tab of a Chromium started for one test. It keeps the address
// of every request that left the machine, or would have.
type page struct {
	t   *testing.T
	ctx context.Context

	mu     sync.Mutex
	remote []string
}

// chromium finds the browser. Without one the test is skipped by name, except
// in CI, where nothing may be skipped.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatal("CI has no Chromium: install Debian's package chromium")
	}
	t.Skip("no Chromium on this machine: install it to run the browser tests")
	return ""
}

// open starts a Chromium that resolves no name but this machine's.
func open(t *testing.T, limit time.Duration, flags ...chromedp.ExecAllocatorOption) *page {
	t.Helper()
	options := append([]chromedp.ExecAllocatorOption{
		chromedp.ExecPath(chromium(t)),
		chromedp.NoSandbox,
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"),
		chromedp.Flag("lang", "fr"),
	}, flags...)
	ctx, cancel := chromedp.NewContext(t.Context(), chromedp.WithAllocatorOptions(options...))
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, limit)
	t.Cleanup(cancel)
	p := &page{t: t, ctx: ctx}
	require.NoError(t, chromedp.Listen(ctx, p.watch))
	p.do(chromedp.EmulateViewport(1280, 900))
	return p
}

// watch notes each request that is not for this machine.
func (p *page) watch(event any) {
	request, ok := event.(*network.EventRequestWillBeSent)
	if !ok {
		return
	}
	address, err := url.Parse(request.Request.URL)
	if err == nil {
		switch address.Scheme {
		case "data", "blob", "file", "about", "chrome", "devtools":
			return
		}
		if address.Hostname() == "127.0.0.1" {
			return
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.remote = append(p.remote, request.Request.URL)
}

// stayedHere fails the test if the page asked anything of another machine.
func (p *page) stayedHere() {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	require.Empty(p.t, p.remote, "requests that would leave the machine")
}

func (p *page) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.shoot("failed")
		require.NoError(p.t, err)
	}
}

// evaluate returns what a JavaScript expression, or the promise it makes, is worth.
func evaluate[T any](p *page, expression string) T {
	p.t.Helper()
	value, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	require.NoError(p.t, err, expression)
	return value
}

// call runs a command of the browser's protocol.
func call[P, R any](p *page, command cdp.Command[P, R], params P) R {
	p.t.Helper()
	result, err := chromedp.Call(p.ctx, command, params)
	require.NoError(p.t, err)
	return result
}

// until waits for an expression to become true. A minute is enough for
// whatever is not a notebook that runs.
func (p *page) until(expression string) {
	p.t.Helper()
	p.within(time.Minute, expression)
}

// within is until with another limit.
func (p *page) within(limit time.Duration, expression string) {
	p.t.Helper()
	_, err := chromedp.Run(p.ctx, chromedp.Poll[bool]("!!("+expression+")",
		chromedp.WithPollingTimeout(limit), chromedp.WithPollingInterval(100*time.Millisecond)))
	if err != nil {
		p.shoot("failed")
		require.NoError(p.t, err, "waited for %s", expression)
	}
}

// shoot writes a screenshot when CAHIERS_SCREENSHOTS names a folder.
func (p *page) shoot(name string) {
	folder := os.Getenv("CAHIERS_SCREENSHOTS")
	if folder == "" {
		return
	}
	image, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.t.Logf("no screenshot %s: %v", name, err)
		return
	}
	require.NoError(p.t, os.MkdirAll(folder, 0o755))
	file := strings.ReplaceAll(p.t.Name()+"-"+name+".png", "/", "-")
	require.NoError(p.t, os.WriteFile(filepath.Join(folder, file), image, 0o644))
}
