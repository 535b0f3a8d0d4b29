package kernel

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"cahiers/kernelext/gotool"
	"cahiers/kernelext/install"
)

// pathDir is the folder of the private folder that comes first in PATH.
const pathDir = "path"

// environment is that of GoNB, Go's tools and the cells.
func environment(l install.Layout, private string) ([]string, error) {
	env, err := install.ReadGoEnv(l)
	if err != nil {
		return nil, err
	}
	if err := placeGopls(filepath.Join(private, pathDir)); err != nil {
		return nil, err
	}
	// The learner's own settings for Go's caches and workspace would take the
	// cells away from what set-up made for them.
	inherited := slices.DeleteFunc(os.Environ(), func(variable string) bool {
		name, _, _ := strings.Cut(variable, "=")
		return slices.Contains([]string{"GOWORK", "GOOS", "GOARCH", "GOEXPERIMENT", "GOENV", "CGO_ENABLED"}, name)
	})
	path := []string{filepath.Join(private, pathDir), l.Path()}
	if inheritedPath := os.Getenv("PATH"); inheritedPath != "" {
		path = append(path, inheritedPath)
	}
	return append(
		inherited,
		"PATH="+strings.Join(path, string(os.PathListSeparator)),
		"TMPDIR="+private,
		"GOCACHE="+l.GoCache(),
		"GOMODCACHE="+l.GoModCache(),
		"GOFLAGS="+gotool.GoFlags,
		"GOENV="+userGoEnv(),
		"GOTOOLCHAIN=local",
		// The race detector sleeps for a second when a program ends, unless told
		// not to. The last setting counts: the learner's own comes after.
		strings.TrimSpace("GORACE=atexit_sleep_ms=0 "+os.Getenv("GORACE")),
		gotool.EnvGo+"="+env.Go,
		gotool.EnvRoot+"="+l.Root(),
		gotool.EnvPrecompiled+"="+l.Precompiled(),
		gotool.EnvPrivate+"="+private,
		gotool.EnvConfig+"="+l.Config(),
		goplsVar+"="+l.Gopls(),
	), nil
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
