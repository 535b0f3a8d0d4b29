package install

import (
	"os"
	"strings"
)

// childEnviron is our environment without what would lead a Python or a
// Jupyter of ours astray: another environment that is active, the user's own
// packages and settings, and the wish for no compiled bytecode, which would
// cost each start several seconds.
func childEnviron() []string {
	kept := []string{"PYTHONNOUSERSITE=1"}
	for _, pair := range os.Environ() {
		switch name, _, _ := strings.Cut(pair, "="); {
		case strings.HasPrefix(name, "JUPYTER"), strings.HasPrefix(name, "JPY_"), strings.HasPrefix(name, "VIRTUAL_ENV"):
		case name == "PYTHONDONTWRITEBYTECODE", name == "PYTHONPATH", name == "PYTHONHOME", name == "PYTHONNOUSERSITE":
		case name == "PIP_TARGET", name == "PIP_PREFIX", name == "PIP_USER", name == "PIP_REQUIRE_VIRTUALENV":
		default:
			kept = append(kept, pair)
		}
	}
	return kept
}

// Environ is the environment in which to start Jupyter's programs: the
// Python environment first in PATH, and Jupyter's own folders inside
// .cahiers, so that the user's other kernels, settings and servers are
// neither seen nor touched.
func (l Layout) Environ() []string {
	bin := l.in("venv", "bin")
	return append(childEnviron(),
		"VIRTUAL_ENV="+l.Venv(),
		"PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"),
		"JUPYTER_CONFIG_DIR="+l.JupyterConfig(),
		"JUPYTER_DATA_DIR="+l.JupyterData(),
		"JUPYTER_RUNTIME_DIR="+l.JupyterRuntime(),
		"JUPYTER_PREFER_ENV_PATH=1",
		"IPYTHONDIR="+l.in("jupyter", "ipython"),
	)
}
