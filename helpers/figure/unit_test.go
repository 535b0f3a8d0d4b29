package figure

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestFormatIsFrench(t *testing.T) {
	for _, c := range []struct {
		unit  Unit
		value float64
		want  string
	}{
		{Seconds, 1.2e-6, "1,2\u202fµs"},
		{Seconds, 0, "0\u202fs"},
		{Seconds, 3e-10, "0,3\u202fns"},
		{Seconds, 19.4e-9, "19,4\u202fns"},
		{Seconds, 999.6e-9, "1\u202fµs"}, // three digits round up to the next prefix
		{Seconds, 0.25, "250\u202fms"},
		{Seconds, 5400, "5\u202f400\u202fs"},
		{PerSecond, 35.44e6, "35,4\u202fMop/s"},
		{PerSecond, 0, "0\u202fop/s"},
		{PerSecond, 0.5, "0,5\u202fop/s"},
		{PerSecond, 1234, "1,23\u202fkop/s"},
		{PerSecond, 2.5e12, "2\u202f500\u202fGop/s"},
		{Count, 8000, "8\u202f000"},
		{Count, 999, "999"},
		{Count, 1234567, "1\u202f234\u202f567"},
		{Count, 1.25, "1,25"},
		{Count, 1234.6, "1\u202f235"},
		{Ratio, 1.8, "1,8\u202f×"},
		{Ratio, 0.04266, "0,0427\u202f×"},
		{Share, 0.12, "12\u202f%"},
		{Share, 1, "100\u202f%"},
		{Count, -3, "\u22123"},
		{Seconds, math.Inf(1), "∞"},
		{Seconds, math.Inf(-1), "\u2212∞"},
		{Seconds, math.NaN(), "–"},
	} {
		require.Equal(t, c.want, c.unit.Format(c.value), "%v of %q", c.value, c.unit)
	}
}
