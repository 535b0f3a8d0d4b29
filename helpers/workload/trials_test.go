package workload_test

import (
	"math"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/helpers/workload"
)

func TestTrials(t *testing.T) {
	n := 0
	next := func() int { n++; return n }
	require.Equal(t, []int{1, 2, 3}, workload.Trials(3, next))
	require.Empty(t, workload.Trials(0, next))
	require.Empty(t, workload.Trials(-1, next))
}

func TestGrow(t *testing.T) {
	for name, test := range map[string]struct {
		from, limit, seenAt int
		want                workload.Growth
		french              string
	}{
		"seen at once":      {1000, 1 << 20, 0, workload.Growth{Size: 1000, Seen: true, Tried: 1}, "vu à la taille 1\u202f000 (1\u00a0essai)"},
		"seen later":        {1000, 1 << 20, 5000, workload.Growth{Size: 8000, Seen: true, Tried: 4}, "vu à la taille 8\u202f000 (4\u00a0essais)"},
		"seen at the limit": {1, 8, 8, workload.Growth{Size: 8, Seen: true, Tried: 4}, "vu à la taille 8 (4\u00a0essais)"},
		"never seen":        {3, 20, 100, workload.Growth{Size: 12, Tried: 3}, "pas vu jusqu’à la taille 12 (3\u00a0essais)"},
		"from nothing":      {-5, 4, 4, workload.Growth{Size: 4, Seen: true, Tried: 3}, "vu à la taille 4 (3\u00a0essais)"},
		"a limit below":     {10, 5, 0, workload.Growth{}, "aucune taille essayée"},
	} {
		t.Run(name, func(t *testing.T) {
			g := workload.Grow(test.from, test.limit, func(size int) bool { return size >= test.seenAt })
			require.Equal(t, test.want, g)
			require.Equal(t, test.french, g.String())
		})
	}
}

func TestGrowEndsWithoutALimit(t *testing.T) {
	g := workload.Grow(1, math.MaxInt, func(int) bool { return false })
	require.Equal(t, workload.Growth{Size: math.MaxInt/2 + 1, Tried: strconv.IntSize - 1}, g)
}
