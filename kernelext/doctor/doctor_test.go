package doctor

import (
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/install"
)

func TestAQuotaIsProcessorsWorthOfTime(t *testing.T) {
	for text, want := range map[string]float64{
		"max 100000\n":   0,
		"200000 100000":  2,
		"50000 100000\n": .5,
		"-1\n 100000\n":  0, // cgroups of version 1
		"":               0,
	} {
		require.Equal(t, want, quota(text), "%q", text)
	}
}

func TestAFindingIsOneLineAndItsRemedyTheNext(t *testing.T) {
	require.Equal(t, "✓ Go\u00a0: 1.26.8", Finding{Name: "Go", Status: Good, Detail: "1.26.8"}.String())
	require.Equal(t, "✗ GoNB\u00a0: à faire\n    → go run ./kernelext install",
		Finding{Name: "GoNB", Status: Missing, Detail: "à faire", Advice: adviceInstall}.String())
}

func TestOnlyWhatIsNeededMakesItUnhealthy(t *testing.T) {
	good, warning, missing := Finding{Status: Good}, Finding{Status: Warning}, Finding{Status: Missing}
	require.True(t, Healthy([]Finding{good, warning}))
	require.False(t, Healthy([]Finding{good, missing}))
}

func TestAMachineWithoutCompilerIsWarnedNotRefused(t *testing.T) {
	f := race(install.GoEnv{Race: false})
	require.Equal(t, Warning, f.Status)
	require.Contains(t, f.Advice, "apt install gcc libc6-dev")
}
