package install

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

func TestProgressInALogIsOneLineAnEvent(t *testing.T) {
	var out strings.Builder
	p := &lines{out: &out}
	p.Waiting(42)
	p.Begin("GoNB")
	p.Begin("JupyterLab")
	p.Detail("GoNB", "net/http")
	p.End("JupyterLab", 12*time.Second, nil)
	p.End("GoNB", 125*time.Second, errors.New("exit status 1"))
	p.Finish(126*time.Second, errors.New("exit status 1"))
	require.Equal(t, msgWaiting(42)+`
… GoNB
… JupyterLab
✓ JupyterLab (12 s)
✗ GoNB (2 min 05 s)
`, out.String())
}

func TestProgressSaysNothingWhenThereWasNothingToDo(t *testing.T) {
	var out strings.Builder
	(&lines{out: &out}).Finish(time.Second, nil)
	newLive(&out, func() int { return 80 }).Finish(time.Second, nil)
	require.Equal(t, "\r\x1b[J", out.String()+"\r\x1b[J")
}

// screen is what a terminal shows after text: enough of one for the sequences
// that live uses.
func screen(text string) string {
	rows, row := []string{""}, 0
	for text != "" {
		switch {
		case strings.HasPrefix(text, "\x1b[J"):
			rows, text = rows[:row+1], text[3:]
			rows[row] = ""
		case strings.HasPrefix(text, "\x1b["):
			end := strings.IndexByte(text, 'A')
			row, text = row-int(text[2]-'0'), text[end+1:]
		case text[0] == '\r':
			text = text[1:]
		case text[0] == '\n':
			row, text = row+1, text[1:]
			if row == len(rows) {
				rows = append(rows, "")
			}
		default:
			end := strings.IndexAny(text, "\x1b\r\n")
			rows[row], text = rows[row]+text[:end], text[end:]
		}
	}
	return strings.Join(rows, "\n")
}

func TestProgressOnATerminalKeepsOneLineForEachStepUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out strings.Builder
		p := newLive(&out, func() int { return 40 })
		p.Begin("GoNB")
		p.Begin("JupyterLab")
		defer p.End("GoNB", 0, nil) // its ticker ends with the steps, also when the test fails
		defer p.End("JupyterLab", 0, nil)
		p.Detail("GoNB", "github.com/janpfeifer/gonb/internal/kernel")
		time.Sleep(67*time.Second + time.Millisecond) // synctest's clock: no time passes
		synctest.Wait()
		p.mu.Lock()
		shown := screen(out.String())
		p.mu.Unlock()
		require.Equal(t, "  1:07  GoNB  github.com/janpfeifer/go…\n  1:07  JupyterLab  \n", shown)

		p.End("JupyterLab", 67*time.Second, nil)
		p.End("GoNB", 68*time.Second, nil)
		p.Finish(68*time.Second, nil)
		require.Equal(t, "✓ JupyterLab (1 min 07 s)\n✓ GoNB (1 min 08 s)\nInstallation terminée en 1 min 08 s.\n", screen(out.String()))
	})
}
