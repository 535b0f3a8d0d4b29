package kernel_test

import (
	"crypto/rand"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/kernel/kerneltest"
)

// A page does what the scripts that GoNB sends do in a browser: it opens a
// comm, gives every widget its first value, and tells what an element holds.
type page struct {
	kernel  *kerneltest.Kernel
	comm    string   // its id; "" until one is open
	widgets []string // their addresses, in order
}

var (
	scriptOpens   = regexp.MustCompile(`_kernel_id: "([^"]+)"`)
	scriptBinds   = regexp.MustCompile(`newSyncedVariable\("([^"]+)"`)
	scriptAnswers = regexp.MustCompile(`gonb_comm\.send\('([^']+)', html\)`)
)

// see runs the scripts in a message.
func (p *page) see(t *testing.T, m kerneltest.Message) {
	t.Helper()
	if data, _ := m.Content["data"].(map[string]any); data["address"] == "#heartbeat/ping" {
		p.send(t, "#heartbeat/pong", true)
	}
	html, _ := m.Data("text/html").(string)
	if opens := scriptOpens.FindStringSubmatch(html); opens != nil {
		p.open(t, opens[1])
	}
	if binds := scriptBinds.FindStringSubmatch(html); binds != nil {
		p.widgets = append(p.widgets, binds[1])
		p.send(t, binds[1], 0)
	}
	if answers := scriptAnswers.FindStringSubmatch(html); answers != nil {
		p.send(t, answers[1], "<b>dedans</b>")
	}
}

func (p *page) open(t *testing.T, kernelID string) {
	t.Helper()
	p.comm = rand.Text()
	r, err := p.kernel.Request("shell", "comm_open", map[string]any{
		"comm_id": p.comm, "target_name": "gonb_comm", "kernel_id": kernelID, "data": map[string]any{},
	})
	require.NoError(t, err)
	defer r.Close()
	_, err = r.Next(within(t, time.Minute), func(m kerneltest.Message) bool {
		data, _ := m.Content["data"].(map[string]any)
		return m.Header.Type == "comm_msg" && data["address"] == "#comm_open_ack"
	})
	require.NoError(t, err)
}

// send sends a value to an address, as a widget that is used does.
func (p *page) send(t *testing.T, address string, value any) {
	t.Helper()
	r, err := p.kernel.Request("shell", "comm_msg", map[string]any{
		"comm_id": p.comm, "data": map[string]any{"address": address, "value": value},
	})
	require.NoError(t, err)
	r.Close()
}

// begin starts a cell in the page.
func (p *page) begin(t *testing.T, code string) *kerneltest.Request {
	t.Helper()
	r, err := p.kernel.Begin(code)
	require.NoError(t, err)
	return r
}

// watch shows a cell in the page to its end, and what is shown to whoever uses
// the page, if anybody does.
func (p *page) watch(t *testing.T, r *kerneltest.Request, use func(kerneltest.Message)) kerneltest.Cell {
	t.Helper()
	c, err := r.Watch(within(t, 2*time.Minute), func(m kerneltest.Message) {
		p.see(t, m)
		if use != nil {
			use(m)
		}
	})
	require.NoError(t, err)
	return c
}

func TestWidgetsAndTheirCellTalk(t *testing.T) {
	k := startKernel(t)
	p := &page{kernel: k}
	const code = `
import (
	"github.com/janpfeifer/gonb/gonbui"
	"github.com/janpfeifer/gonb/gonbui/dom"
	"github.com/janpfeifer/gonb/gonbui/widgets"
)

func main() {
	div := dom.CreateTransientDiv()
	slider := widgets.Slider(0, 100, 50).AppendTo(div).Done()
	button := widgets.Button("Ok").AppendTo(div).Done()
	values, clicks := slider.Listen(), button.Listen()
	gonbui.Sync() // it listens
	fmt.Println("prêt")
	fmt.Println("curseur", <-values.C)
	fmt.Println("clic", <-clicks.C)
	fmt.Println(dom.GetInnerHtml(div))
}`
	for range 2 { // the second finds the comm open
		p.widgets = nil
		c := p.watch(t, p.begin(t, code), func(m kerneltest.Message) {
			switch m.Text("text") {
			case "prêt\n":
				require.Len(t, p.widgets, 2)
				p.send(t, p.widgets[0], 70)
			case "curseur 70\n":
				p.send(t, p.widgets[1], 1)
			}
		})
		require.True(t, c.OK(), "%v", c.Reply.Content)
		require.Equal(t, "prêt\ncurseur 70\nclic 1\n<b>dedans</b>\n", c.Stream("stdout"))
		reply := ask(t, k, "shell", "comm_info_request", map[string]any{})
		require.Equal(t, map[string]any{p.comm: map[string]any{"target_name": "gonb_comm"}}, reply.Content["comms"])
	}
	// A page that was loaded again opens another, and the first is closed.
	first := p.comm
	p = &page{kernel: k}
	p.open(t, kernelID(k))
	require.NotEqual(t, first, p.comm)
	reply := ask(t, k, "shell", "comm_info_request", map[string]any{})
	require.Equal(t, map[string]any{p.comm: map[string]any{"target_name": "gonb_comm"}}, reply.Content["comms"])
}

// kernelID is that of a kernel in the name of its connection file.
func kernelID(k *kerneltest.Kernel) string {
	return regexp.MustCompile(`kernel-(.+)\.json$`).FindStringSubmatch(k.Connection())[1]
}
