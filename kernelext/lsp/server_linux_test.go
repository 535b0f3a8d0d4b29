package lsp

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestGoplsEndsWithAParentThatIsKilled(t *testing.T) {
	f := newFake(t, "none")
	parent := command("parent", f.write)
	require.NoError(t, parent.Start())
	f.heard("textDocument/hover")
	require.NoError(t, parent.Process.Kill())
	require.Error(t, parent.Wait())
	f.silent()
}
