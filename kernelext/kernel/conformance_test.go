package kernel_test

import (
	"context"
	"os/exec"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Jupyter's own tests, each on a fresh kernel, each within a time limit: a
// kernel that does not answer would block them for ever.
func TestTheKernelConformsToJupytersOwnTests(t *testing.T) {
	l := layout(t)
	list := exec.Command(l.Python(), "-c", "import conformance as c, unittest as u\n"+
		"for s in (c.Kernel, c.Welcome):\n for n in u.TestLoader().getTestCaseNames(s): print(s.__name__ + '.' + n)")
	list.Dir, list.Env = "testdata", l.Environ()
	out, err := list.Output()
	require.NoError(t, err)
	names := fields(string(out))
	require.Len(t, names, 10)
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
			defer cancel()
			cmd := exec.CommandContext(ctx, l.Python(), "conformance.py", name)
			cmd.Dir, cmd.Env = "testdata", append(l.Environ(), "PYTHONDONTWRITEBYTECODE=1")
			said, err := cmd.CombinedOutput()
			require.NoError(t, err, "%s", said)
			require.Contains(t, string(said), "Ran 1 test")
			require.NotContains(t, string(said), "skipped")
		})
	}
}
