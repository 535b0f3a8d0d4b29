package kernel

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"cahiers/kernelext/install"
	"cahiers/kernelext/private"
)

// environment is that of GoNB, Go's tools and the cells.
func environment(l install.Layout, dir string) ([]string, error) {
	env, err := install.ReadGoEnv(l)
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, private.PathDir)
	if err := hideGopls(l, path); err != nil {
		return nil, err
	}
	// The learner's own settings for Go's caches and workspace would take the
	// cells away from what set-up made for them.
	inherited := slices.DeleteFunc(os.Environ(), func(variable string) bool {
		name, _, _ := strings.Cut(variable, "=")
		return slices.Contains([]string{"GOWORK", "GOOS", "GOARCH", "GOEXPERIMENT", "GOENV", "CGO_ENABLED"}, name)
	})
	return append(
		inherited,
		"PATH="+searchPath(path, l.Path(), os.Getenv("PATH")),
		"TMPDIR="+dir,
		"GOCACHE="+l.GoCache(),
		"GOMODCACHE="+l.GoModCache(),
		"GOFLAGS="+private.GoFlags,
		"GOENV="+userGoEnv(),
		"GOTOOLCHAIN=local",
		// The race detector sleeps for a second when a program ends, unless told
		// not to. The last setting counts: the learner's own comes after.
		strings.TrimSpace("GORACE=atexit_sleep_ms=0 "+os.Getenv("GORACE")),
		private.EnvGo+"="+env.Go,
		private.EnvRoot+"="+l.Root(),
		private.EnvPrecompiled+"="+l.Precompiled(),
		private.EnvGoimports+"="+l.Goimports(),
		private.EnvStandard+"="+l.Standard(),
		private.EnvConfig+"="+l.Config(),
		private.EnvDir+"="+dir,
	), nil
}

// searchPath is a PATH of folders that are not empty.
func searchPath(dirs ...string) string {
	dirs = slices.DeleteFunc(dirs, func(dir string) bool { return dir == "" })
	return strings.Join(dirs, string(os.PathListSeparator))
}

// hideGopls puts into dir, which comes first in GoNB's PATH, a gopls that ends
// at once, if GoNB would otherwise find one there and start it: ours serves the
// cells.
func hideGopls(l install.Layout, dir string) error {
	if _, err := exec.LookPath("gopls"); err != nil {
		if _, err := os.Stat(filepath.Join(l.Path(), "gopls")); err != nil {
			return nil
		}
	}
	if err := os.Symlink(l.Cell(), filepath.Join(dir, "gopls")); err != nil {
		return fmt.Errorf("hiding gopls: %w", err)
	}
	return nil
}

// userGoEnv is the file of the user's `go env -w`, which holds for one the
// proxy of a school: Go's tools run with another configuration folder.
func userGoEnv() string {
	if path := os.Getenv("GOENV"); path != "" {
		return path
	}
	config, err := os.UserConfigDir()
	if err != nil {
		return "off"
	}
	return filepath.Join(config, "go", "env")
}
