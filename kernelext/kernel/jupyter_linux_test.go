package kernel_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/install"
	"cahiers/kernelext/kernel/kerneltest"
)

// A jupyter is a real Jupyter server, which starts our kernel by its
// kernelspec.
type jupyter struct {
	cmd        *exec.Cmd
	runtime    string // where it writes how to reach it and its kernels
	url, token string
}

func (c course) serve(t *testing.T) *jupyter {
	t.Helper()
	l := install.NewLayout(c.root)
	j := &jupyter{runtime: t.TempDir()}
	j.cmd = c.command(l.Python(), "-m", "jupyter_server", "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0",
		"--ServerApp.open_browser=False", "--ServerApp.log_level=ERROR", "--ServerApp.allow_root=True", "--ServerApp.root_dir="+l.Notebooks(),
		"--ServerApp.jpserver_extensions={}") // Lab's is the half of its start
	j.cmd.Env = append(l.Environ(), "JUPYTER_RUNTIME_DIR="+j.runtime, "TMPDIR="+c.tmp, c.mark)
	require.NoError(t, j.cmd.Start())
	t.Cleanup(func() {
		_ = j.cmd.Process.Kill()
		_ = j.cmd.Wait()
	})
	file := filepath.Join(j.runtime, "jpserver-"+strconv.Itoa(j.cmd.Process.Pid)+".json")
	require.Eventually(t, func() bool {
		var info struct{ URL, Token string }
		data, err := os.ReadFile(file)
		if err != nil || json.Unmarshal(data, &info) != nil {
			return false
		}
		j.url, j.token = info.URL, info.Token
		// It writes the file before it listens.
		response, err := http.Get(j.url + "api")
		if err != nil {
			return false
		}
		return response.Body.Close() == nil
	}, time.Minute, 20*time.Millisecond, "the server does not start")
	return j
}

// ask asks the server's REST interface about kernels.
func (j *jupyter) ask(t *testing.T, method, path, body string) (id string) {
	t.Helper()
	request, err := http.NewRequestWithContext(within(t, time.Minute), method, j.url+"api/kernels"+path, strings.NewReader(body))
	require.NoError(t, err)
	request.Header.Set("Authorization", "token "+j.token)
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	var said bytes.Buffer
	_, err = said.ReadFrom(response.Body)
	require.NoError(t, err)
	require.Less(t, response.StatusCode, 300, said.String())
	var kernel struct{ ID string }
	if said.Len() > 0 {
		require.NoError(t, json.Unmarshal(said.Bytes(), &kernel))
	}
	return kernel.ID
}

// start starts a kernel.
func (j *jupyter) start(t *testing.T) (id string, k *kerneltest.Kernel) {
	t.Helper()
	id = j.ask(t, http.MethodPost, "", `{"name": "`+install.KernelName+`"}`)
	return id, j.attach(t, id)
}

// attach makes us a client of a kernel of the server's.
func (j *jupyter) attach(t *testing.T, id string) *kerneltest.Kernel {
	t.Helper()
	k, err := kerneltest.Attach(within(t, time.Minute), filepath.Join(j.runtime, "kernel-"+id+".json"))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, k.Close()) })
	return k
}

func TestAJupyterServerInterruptsRestartsAndEndsItsKernels(t *testing.T) {
	c := newCourse(t, layout(t).Root())
	j := c.serve(t)
	require.Equal(t, []int{j.cmd.Process.Pid}, c.alive())

	id, k := j.start(t)
	require.True(t, execute(t, k, `func reste() {}`).OK())

	r := beginBusy(t, c, k)
	j.ask(t, http.MethodPost, "/"+id+"/interrupt", "")
	require.False(t, finish(t, r).OK())
	require.Empty(t, c.ofKernel(c.alive(), "sleep"))
	require.True(t, execute(t, k, `func main() { reste() }`).OK(), "the kernel forgot its declarations")

	beginBusy(t, c, k)
	old, folder := slices.DeleteFunc(c.alive(), func(pid int) bool { return pid == j.cmd.Process.Pid }), c.files(t)
	j.ask(t, http.MethodPost, "/"+id+"/restart", "") // answered before there is a new one
	k = j.attach(t, id)
	c.settles(t, func() []string {
		left := slices.DeleteFunc(c.alive(), func(pid int) bool { return !slices.Contains(old, pid) })
		return append(described(left), slices.DeleteFunc(c.files(t), func(name string) bool { return !slices.Contains(folder, name) })...)
	})
	require.False(t, execute(t, k, `func main() { reste() }`).OK(), "it is the same kernel")
	require.True(t, execute(t, k, `func main() {}`).OK())

	j.ask(t, http.MethodDelete, "/"+id, "")
	c.leavesOnly(t, j.cmd.Process.Pid)
}

// Each server is killed with a kernel that runs a cell, one that has answered
// with gopls, and one that is about to start.
func TestNothingOutlivesAJupyterServerThatIsKilled(t *testing.T) {
	l := layout(t)
	const side = 4 // by side, a processor's time being mostly Python's
	for range side {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			for range times / side {
				c := newCourse(t, l.Root())
				j := c.serve(t)
				_, k := j.start(t)
				beginBusy(t, c, k)
				_, k = j.start(t)
				matches, _, _ := complete(t, k, "%%\nstrings.EqualFol▮")
				require.Contains(t, matches, "EqualFold")
				j.ask(t, http.MethodPost, "", `{"name": "`+install.KernelName+`"}`)
				require.NoError(t, j.cmd.Process.Kill())
				require.Error(t, j.cmd.Wait())
				c.leavesOnly(t)
			}
		})
	}
}
