package install

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"cahiers/kernelext/lineage"
	"cahiers/kernelext/lsp"
	"cahiers/kernelext/private"
)

// Gopls is how to run gopls for the module of cells in dir, with its caches in
// a folder: with little memory, without network, and seldom on a processor that
// a cell could use.
//
// gopls 0.23 holds 100 MB of ballast that count against its limit without being
// resident: under 140 MiB it does nothing but collect.
func (l Layout) Gopls(env GoEnv, dir, caches string) lsp.Options {
	environ := append(os.Environ(),
		"PATH="+filepath.Join(env.Goroot, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"),
		"GOCACHE="+l.GoCache(), "GOMODCACHE="+l.GoModCache(), "GOFLAGS="+private.GoFlags,
		"GOPROXY=off", "GOWORK=off", "GOTOOLCHAIN=local", "CGO_ENABLED=0", "GOOS=", "GOARCH=", "GOEXPERIMENT=", "GOENV=off",
		"GOGC=off", "GOMEMLIMIT=160MiB",
		"XDG_CONFIG_HOME="+l.Config(), // its telemetry, a process of its own, is off there
		"GOPLSCACHE="+caches, "XDG_CACHE_HOME="+caches,
	)
	return lsp.Options{
		Dir:  dir,
		Hide: []string{"cahiers/kernelext"},
		Command: func() *exec.Cmd {
			cmd := exec.Command(l.GoplsProgram())
			if nice, err := exec.LookPath("nice"); err == nil {
				cmd = exec.Command(nice, "-n", "5", l.GoplsProgram())
			}
			cmd.Dir, cmd.Env, cmd.SysProcAttr = dir, environ, lineage.Attributes(syscall.SIGKILL)
			return cmd
		},
	}
}

// goplsTime is more than gopls takes to read what it is to know.
const goplsTime = 5 * time.Minute

// gopls has gopls work out once what the kernels' own start with: what the
// packages of cells export, and the index of all others.
func (g goSetup) gopls(ctx context.Context, w *work) error {
	dir, remove, err := w.aside("gopls")
	if err != nil {
		return err
	}
	defer remove()
	// The module is made as the kernel makes it: by our go.
	cell := filepath.Join(dir, "gonb_0")
	if err := os.Mkdir(cell, 0o700); err != nil {
		return err
	}
	environ := append(g.user.environ(g.layout), private.EnvDir+"="+dir, private.EnvRoot+"="+g.layout.Root(), private.EnvGo+"="+g.env.Go)
	if err := w.run(ctx, cell, environ, filepath.Join(g.layout.Path(), "go"), "mod", "init", filepath.Base(cell)); err != nil {
		return err
	}
	packages, err := g.coursePackages(ctx, w)
	if err != nil {
		return err
	}
	var header strings.Builder
	header.WriteString("package main")
	for _, path := range slices.Concat(standardPackages(), packages) {
		fmt.Fprintf(&header, "; import _ %q", path)
	}
	ctx, cancel := context.WithTimeout(ctx, goplsTime)
	defer cancel()
	caches := g.layout.GoplsCache()
	if err := os.MkdirAll(caches, 0o755); err != nil {
		return err
	}
	return lsp.Prepare(ctx, g.layout.Gopls(g.env, cell, caches), indexes(caches), lsp.Document{Cell: header.String() + "\n\n", Line: 1})
}

// indexes is the folder of gopls's index of packages.
func indexes(caches string) string {
	if runtime.GOOS == "darwin" { // where XDG_CACHE_HOME means nothing
		if dir, err := os.UserCacheDir(); err == nil {
			caches = dir
		}
	}
	return filepath.Join(caches, "goimports")
}
