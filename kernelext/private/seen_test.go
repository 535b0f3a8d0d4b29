package private_test

import (
	"os/exec"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/private"
)

func TestTheReportOfGoVetIsReadWhenItsWriterHasEnded(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, private.ClearSeen(dir))
	require.Empty(t, private.ReadVetReport(dir, time.Minute), "there is none")
	report, err := private.CreateVetReport(dir)
	require.NoError(t, err)
	writer := exec.Command("sh", "-c", "printf '{'; read end; printf '}'")
	writer.Stdout = report
	pipe, err := writer.StdinPipe()
	require.NoError(t, err)
	require.NoError(t, writer.Start())
	require.NoError(t, report.Close())
	require.Empty(t, private.ReadVetReport(dir, 0), "it is not whole")
	require.NoError(t, pipe.Close())
	require.Equal(t, "{}", string(private.ReadVetReport(dir, time.Minute)))
	_ = writer.Wait()
}

func TestWhatWasSeenOfACellIsForgottenWithTheNext(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, private.ClearSeen(dir))
	built := private.Built{Race: true, Film: true}
	require.NoError(t, built.Write(dir))
	require.Equal(t, built, private.ReadBuilt(dir))
	require.NoError(t, private.ClearSeen(dir))
	require.Equal(t, private.Built{}, private.ReadBuilt(dir))
}
