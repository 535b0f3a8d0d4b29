package source

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWhatGoNBEndsItselfOver(t *testing.T) {
	for text, line := range map[string]int{
		"": 0, "%%\nx()": 0, "%exec F": 0, "%%bash\n%%\n%%": 0, "!ls": 0, "%rm a\n%%\nx()": 0, "100 %\n": 0,
		"% ": 1, "a\n! ": 2, "//gonb:%  ": 1, "%exec\tF": 1, "%execute": 1, "%exec": 1,
		"%%\n%%": 2, "%main\n\n%exec F": 3, "%exec F\n%exec G": 2,
	} {
		require.Equal(t, line, Untellable(text), "%q", text)
	}
}
