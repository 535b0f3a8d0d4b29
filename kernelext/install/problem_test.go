package install

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// What the programs really said, the first of each kind shortened.
func TestTheCauseIsReadInWhatProgramsSay(t *testing.T) {
	for name, test := range map[string]struct {
		said   string
		err    error
		advice string
	}{
		"go, module never fetched": {
			said:   "go: github.com/janpfeifer/gonb@v0.11.4: module lookup disabled by GOPROXY=off\n",
			advice: adviceNetwork,
		},
		"go, no name server": {
			said:   `go: downloading x: Get "https://proxy.golang.org/x": dial tcp: lookup proxy.golang.org on [::1]:53: read: connection refused`,
			advice: adviceNetwork,
		},
		"pip": {
			said:   "WARNING: Retrying … NewConnectionError('<pip._vendor…>: Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')\nERROR: No matching distribution found for uv==0.13.9\n",
			advice: adviceNetwork,
		},
		"uv": {
			said:   "error: Failed to fetch: `https://pypi.org/simple/jupyterlab/`\n  Caused by: error sending request for url\n",
			advice: adviceNetwork,
		},
		"a full disk, before the downloads it breaks": {
			said:   "go: downloading x\nwrite /tmp/x: no space left on device\ndial tcp: i/o timeout\n",
			advice: adviceDisk,
		},
		"a full disk, met by ourselves": {err: &os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}, advice: adviceDisk},
		"a folder of someone else":      {err: &os.PathError{Op: "mkdir", Path: "x", Err: syscall.EACCES}, advice: adviceReadOnly},
		"an altered download": {
			said:   "verifying github.com/x@v1: checksum mismatch\n\tdownloaded: h1:a\n\tgo.sum: h1:b\n\nSECURITY ERROR\n",
			advice: adviceHash,
		},
		"a compiler killed for its memory": {said: "compile: signal: killed\n", advice: adviceMemory},
		"something else":                   {said: "undefined: x\n", advice: ""},
	} {
		t.Run(name, func(t *testing.T) {
			err := test.err
			if err == nil {
				err = errors.New("exit status 1")
			}
			require.Equal(t, test.advice, adviceFor(test.said, err))
		})
	}
}

// Without network, both halves say so in French and name a log. The programs
// are the real ones; only the network is missing.
func TestWithoutNetwork(t *testing.T) {
	root, err := FindRoot(".")
	require.NoError(t, err)
	offline := newCourse(t)
	for _, name := range []string{
		"go.mod", "go.sum", "kernelext/install/tools/go.mod", "kernelext/install/tools/go.sum",
		"kernelext/install/requirements.txt", "kernelext/install/installer.txt", "kernelext/draw/echarts/echarts.min.js",
	} {
		data, err := os.ReadFile(filepath.Join(root, name))
		require.NoError(t, err)
		require.NoError(t, writeFile(offline, filepath.Join(offline.Root(), name), data))
	}
	check := func(t *testing.T, s step) {
		err := s.do(t.Context(), offline, silence{})
		var problem *UserError
		require.ErrorAs(t, err, &problem)
		require.Equal(t, adviceNetwork, problem.Advice)
		require.Contains(t, err.Error(), "une seule fois")
		require.FileExists(t, problem.Log)
		require.False(t, s.isDone(offline))
	}

	t.Run("go", func(t *testing.T) {
		user, err := probeGo(t.Context(), offline)
		require.NoError(t, err)
		user.GOPROXY, user.GOMODCACHE = "off", t.TempDir()
		setup := goSetup{layout: offline, user: user, env: GoEnv{Go: filepath.Join(user.GOROOT, "bin", "go")}}
		check(t, step{name: "gonb", title: titleGonb, run: setup.gonb})
	})

	t.Run("python", func(t *testing.T) {
		t.Setenv("PIP_NO_INDEX", "1")
		t.Setenv("PIP_FIND_LINKS", "")
		python, err := FindPython(t.Context())
		require.NoError(t, err)
		steps, err := pythonSteps(offline, python)
		require.NoError(t, err)
		check(t, steps[0])
	})
}

// A machine is a PATH with only the programs given, each a shell script that
// answers as the real one does on such a machine.
func machine(t *testing.T, programs map[string]string) {
	t.Helper()
	dir := t.TempDir()
	for name, answer := range programs {
		script := "#!/bin/sh\ncat <<'END'\n" + answer + "\nEND\n"
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(script), 0o700))
	}
	cat, err := filepath.EvalSymlinks("/bin/cat")
	require.NoError(t, err)
	require.NoError(t, os.Symlink(cat, filepath.Join(dir, "cat")))
	t.Setenv("PATH", dir)
}

func TestAMachineThatLacksSomethingIsToldWhatToInstall(t *testing.T) {
	python := func(version string, number, venv string) string {
		return `{"executable": "/usr/bin/python3", "version": "` + version + `", "number": ` + number + `, "base": "/usr", "venv": ` + venv + `}`
	}
	for name, test := range map[string]struct {
		programs map[string]string
		says     []string
	}{
		"no Go":      {says: []string{"introuvable ou ne répond pas", "go.dev/dl"}},
		"an old Go":  {programs: map[string]string{"go": `{"GOVERSION": "go1.24.4"}`}, says: []string{"demande Go 1.26", "a 1.24.4"}},
		"no Python":  {says: []string{"Python 3 est introuvable", "python3-venv"}},
		"old Python": {programs: map[string]string{"python3": python("3.9.2", "309", "true")}, says: []string{"Python 3.10", "Python 3.9.2"}},
		"no venv":    {programs: map[string]string{"python3": python("3.11.2", "311", "false")}, says: []string{"sudo apt install python3-venv"}},
	} {
		t.Run(name, func(t *testing.T) {
			machine(t, test.programs)
			var err error
			if strings.Contains(name, "Go") {
				_, err = FindGo(t.Context(), newCourse(t))
			} else {
				_, err = FindPython(t.Context())
			}
			var problem *UserError
			require.ErrorAs(t, err, &problem)
			for _, words := range test.says {
				require.Contains(t, err.Error(), words)
			}
		})
	}
	t.Run("an old python3 beside a newer one", func(t *testing.T) {
		machine(t, map[string]string{
			"python3":    python("3.9.2", "309", "true"),
			"python3.12": python("3.12.1", "312", "true"),
		})
		found, err := FindPython(t.Context())
		require.NoError(t, err)
		require.Equal(t, "3.12.1", found.Version)
	})
}

func TestTheOldestGoIsTheOneOfGoMod(t *testing.T) {
	data, err := os.ReadFile("../../go.mod")
	require.NoError(t, err)
	require.Contains(t, string(data), "\ngo "+strings.TrimPrefix(minGo, "go")+"\n")
}
