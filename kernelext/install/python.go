package install

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// minPython is the oldest Python JupyterLab's locked packages run on.
// A version 3.N is written 3NN.
const minPython = 310

// A Python is what an interpreter says of itself.
type Python struct {
	Executable string `json:"executable"`
	Version    string `json:"version"` // such as 3.11.7
	Number     int    `json:"number"`  // the same as 311
	Base       string `json:"base"`    // the installation a virtual environment would lean on
	Venv       bool   `json:"venv"`    // has venv and ensurepip, which Debian packs apart
}

// The interpreter below an active virtual environment is asked for, because
// that environment may be ours, which set-up is about to remove.
const askPython = `
import importlib.util as u, json, sys
print(json.dumps({
    "executable": getattr(sys, "_base_executable", sys.executable),
    "version": ".".join(map(str, sys.version_info[:3])),
    "number": sys.version_info[0] * 100 + sys.version_info[1],
    "base": sys.base_prefix,
    "venv": all(u.find_spec(m) is not None for m in ("venv", "ensurepip")),
}))`

// FindPython finds a Python that can carry JupyterLab: python3 when it can,
// else the newest python3.N that can. Its error, a *UserError, speaks of python3.
func FindPython(ctx context.Context) (Python, error) {
	var best error = &UserError{Summary: msgNoPython, Advice: advicePython}
	for i, name := range []string{"python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10"} {
		info, err := askInterpreter(ctx, name)
		if err != nil {
			continue
		}
		problem := info.problem()
		if problem == nil {
			return info, nil
		}
		if i == 0 {
			best = problem
		}
	}
	return Python{}, best
}

func askInterpreter(ctx context.Context, name string) (Python, error) {
	var info Python
	path, err := exec.LookPath(name)
	if err != nil {
		return info, err
	}
	// -I: neither the user's site nor PYTHON… variables have a say in it.
	out, err := exec.CommandContext(ctx, path, "-I", "-c", askPython).Output()
	if err != nil {
		return info, err
	}
	return info, json.Unmarshal(out, &info)
}

// problem says why this Python will not do, or is nil.
func (p Python) problem() error {
	switch {
	case p.Number < minPython:
		return &UserError{Summary: msgOldPython(p.Version), Advice: advicePython}
	case !p.Venv:
		return &UserError{Summary: msgNoVenv(p.Executable), Advice: adviceVenv}
	}
	return nil
}

// pythonSteps is the Python half of set-up, in order.
func pythonSteps(l Layout, python Python) ([]step, error) {
	installer, err := hashFile(l.installer())
	if err != nil {
		return nil, err
	}
	packages, err := hashFile(l.requirements())
	if err != nil {
		return nil, err
	}
	files, err := jupyterFiles(l)
	if err != nil {
		return nil, err
	}
	jupyter := step{name: "jupyter", title: titleJupyter, run: func(_ context.Context, _ *work) error { return writeAll(l, files) }}
	for _, f := range files {
		jupyter.inputs = append(jupyter.inputs, f.path, string(f.data))
		jupyter.makes = append(jupyter.makes, f.path)
	}
	return []step{
		{
			name: "python", title: titlePython(python.Version),
			inputs: []string{l.Root(), python.Version, python.Base, installer, packages},
			makes:  []string{l.Python()},
			run:    func(ctx context.Context, w *work) error { return makeVenv(ctx, w, python) },
		},
		jupyter,
	}, nil
}

// makeVenv makes the Python environment anew. It cannot be made aside and then
// renamed, as its scripts carry its path; the step's missing stamp says that
// it is unfinished.
//
// uv, itself locked, installs and compiles the packages: 3 s of processor
// against 11 s for pip. Where it cannot (an index that only pip's own
// configuration knows), pip does.
func makeVenv(ctx context.Context, w *work, python Python) error {
	l := w.layout
	if err := os.RemoveAll(l.Venv()); err != nil {
		return err
	}
	environ := append(childEnviron(),
		"PIP_CACHE_DIR="+l.in("cache", "pip"), "PIP_DISABLE_PIP_VERSION_CHECK=1", "PIP_NO_INPUT=1",
		"UV_CACHE_DIR="+l.in("cache", "uv"), "UV_NO_PROGRESS=1", "UV_NO_CONFIG=1",
	)
	run := func(name string, args ...string) error { return w.run(ctx, l.Root(), environ, name, args...) }
	pip := func(file string) error {
		return run(l.Python(), "-m", "pip", "install", "--require-hashes", "--retries", "2", "-r", file)
	}
	if err := run(python.Executable, "-m", "venv", l.Venv()); err != nil {
		if strings.Contains(w.said(), "ensurepip") {
			return &UserError{Summary: msgNoVenv(python.Executable), Advice: adviceVenv, Log: w.log.Name(), Err: err}
		}
		return err
	}
	if err := pip(l.installer()); err != nil {
		return fmt.Errorf("installing uv: %w", err)
	}
	err := run(l.Python(), "-m", "uv", "pip", "install", "--python", l.Python(),
		"--require-hashes", "--compile-bytecode", "-r", l.requirements())
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	if err := pip(l.requirements()); err != nil {
		return fmt.Errorf("installing JupyterLab: %w", err)
	}
	return nil
}
