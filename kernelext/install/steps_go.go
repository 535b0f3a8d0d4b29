package install

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"cahiers/kernelext/precompiled"
	"cahiers/kernelext/private"
	"cahiers/kernelext/standard"
)

// goSteps is the Go half of set-up, in order.
func goSteps(l Layout, user userGo, env GoEnv) ([]step, error) {
	sources, err := hashTrees(l, "go.mod", "go.sum", "kernelext", "helpers/figure")
	if err != nil {
		return nil, err
	}
	course, err := hashTrees(l, courseFolders(l)...)
	if err != nil {
		return nil, err
	}
	var locks []string // the versions of everything, and of Go
	for _, name := range []string{"go.mod", "go.sum", "kernelext/install/tools/go.mod", "kernelext/install/tools/go.sum"} {
		hash, err := hashFile(filepath.Join(l.Root(), name))
		if err != nil {
			return nil, err
		}
		locks = append(locks, hash)
	}
	root, tools := locks[:2], locks[2:]
	go_ := goSetup{layout: l, user: user, env: env}
	steps := []step{
		{
			name: "cahiers", title: titleCahiers,
			inputs: []string{user.GOVERSION, sources},
			makes:  []string{l.Cahiers(), l.Kernel(), l.Cell(), filepath.Join(l.Path(), "go")},
			run:    go_.cahiers,
		},
		{
			name: "gonb", title: titleGonb,
			inputs: append([]string{user.GOVERSION}, root...),
			makes:  []string{l.Gonb()},
			run:    go_.gonb,
		},
		{
			name: "tools", title: titleTools,
			inputs: append([]string{user.GOVERSION, standard.Format}, tools...),
			makes:  []string{l.GoplsProgram(), l.Goimports(), l.Standard(), filepath.Join(l.Path(), "goimports")},
			run:    go_.tools,
		},
		{
			name: "cells", title: titleCells,
			inputs: append([]string{user.GOVERSION, l.Root(), course, warmProgram(slices.Concat(standardPackages(), libraryPackages()))}, root...),
			makes:  []string{l.GoCache(), l.GoModCache(), l.Precompiled()},
			// A checkout may touch files that it does not change; the list would serve
			// no cell any more.
			holds: func() bool {
				list, err := precompiled.Read(l.Precompiled())
				return err == nil && list.Serves(nil)
			},
			run: go_.cells,
		},
	}
	steps = append(steps, step{
		name: "gopls", title: titleGopls,
		inputs: slices.Concat([]string{user.GOVERSION, l.Root(), course, warmProgram(standardPackages())}, root, tools),
		makes:  []string{l.GoplsCache()},
		run:    go_.gopls,
	})
	steps = append(steps, step{
		name: "leaks", title: titleLeaks,
		inputs: append([]string{user.GOVERSION, l.Root(), course, warmProgram(leakPackages())}, root...),
		makes:  []string{l.GoCache()},
		run:    go_.leaks,
	})
	if env.Race {
		steps = append(steps, step{
			name: "race", title: titleRace,
			inputs: append([]string{user.GOVERSION, user.CC, l.Root(), course, warmProgram(standardPackages())}, root...),
			makes:  []string{l.GoCache()},
			run:    go_.race,
		})
	}
	return steps, nil
}

// saveGoEnv writes what the kernel reads with ReadGoEnv, unless it is there.
func saveGoEnv(l Layout, env GoEnv) error {
	if old, err := ReadGoEnv(l); err == nil && old == env {
		return nil
	}
	data, err := json.MarshalIndent(env, "", "\t")
	if err != nil {
		return err
	}
	return writeFile(l, l.GoEnvFile(), append(data, '\n'))
}

// hashTrees is the hash of files and folders of the repository, without tests.
func hashTrees(l Layout, names ...string) (string, error) {
	var hashes strings.Builder
	add := func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (path == l.tools() || d.Name() == "testdata"):
			return filepath.SkipDir
		case d.IsDir() || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		hash, err := hashFile(path)
		fmt.Fprintln(&hashes, path, hash)
		return err
	}
	for _, name := range names {
		if err := filepath.WalkDir(filepath.Join(l.Root(), name), add); err != nil {
			return "", err
		}
	}
	return hashes.String(), nil
}

// goSetup is what the steps of the Go half share.
type goSetup struct {
	layout Layout
	user   userGo
	env    GoEnv
}

// cahiers builds our programs, in the environment of whoever started us, where
// `go run` or `go test` has just compiled most of them: little but the links
// is left. They are always built, never copies of the running program, which a `git pull`
// may have left behind.
func (g goSetup) cahiers(ctx context.Context, w *work) error {
	dir, remove, err := w.aside("cahiers")
	if err != nil {
		return err
	}
	defer remove()
	// Without cgo, which net would bring into the kernel.
	err = w.run(ctx, g.layout.Root(), append(os.Environ(), "CGO_ENABLED=0"), g.env.Go,
		"build", "-buildvcs=false", "-ldflags=-s -w", "-o", dir+string(filepath.Separator), "./kernelext", "./kernelext/cahiers-kernel", "./kernelext/cahiers-cell")
	if err != nil {
		return err
	}
	// The go command names a program after its folder.
	if err := os.Rename(filepath.Join(dir, "kernelext"), filepath.Join(dir, "cahiers")); err != nil {
		return err
	}
	return errors.Join(
		w.publish(dir, "cahiers", "cahiers-kernel", "cahiers-cell"),
		w.link("../bin/cahiers-cell", filepath.Join(g.layout.Path(), "go")),
	)
}

func (g goSetup) gonb(ctx context.Context, w *work) error {
	dir, remove, err := w.aside("gonb")
	if err != nil {
		return err
	}
	defer remove()
	err = w.run(ctx, g.layout.Root(), g.user.environ(g.layout), g.env.Go,
		"build", "-v", "-ldflags=-w", "-o", filepath.Join(dir, "gonb"), "github.com/janpfeifer/gonb")
	if err != nil {
		return err
	}
	return w.publish(dir, "gonb")
}

func (g goSetup) tools(ctx context.Context, w *work) error {
	dir, remove, err := w.aside("tools")
	if err != nil {
		return err
	}
	defer remove()
	environ := append(g.user.environ(g.layout), "GOBIN="+dir)
	if err := w.run(ctx, g.layout.tools(), environ, g.env.Go, "install", "-v", "-ldflags=-w", "tool"); err != nil {
		return err
	}
	return errors.Join(
		w.publish(dir, "gopls", "goimports"),
		g.standard(ctx, w),
		w.link("../bin/cahiers-cell", filepath.Join(g.layout.Path(), "goimports")),
	)
}

// standard lists what goimports knows of the standard library, from the module
// that it was just built from.
func (g goSetup) standard(ctx context.Context, w *work) error {
	dir, err := g.askIn(ctx, w, g.layout.tools(), "list", "-m", "-f", "{{.Dir}}", "golang.org/x/tools")
	if err != nil {
		return err
	}
	manifest, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(standard.Manifest)))
	if err != nil {
		return err
	}
	list, err := standard.Make(manifest)
	if err != nil {
		return err
	}
	return writeFile(g.layout, g.layout.Standard(), list)
}

func (g goSetup) cells(ctx context.Context, w *work) error {
	packages, err := g.coursePackages(ctx, w)
	if err != nil {
		return err
	}
	environ := g.user.environ(g.layout)
	if err := g.warm(ctx, w, environ, slices.Concat(standardPackages(), packages, libraryPackages())); err != nil {
		return err
	}
	return g.precompile(ctx, w, slices.Concat(standardPackages(), packages))
}

// precompile lists what is compiled now, for cells that import nothing else.
func (g goSetup) precompile(ctx context.Context, w *work, packages []string) error {
	list := precompiled.List{
		Version:  g.user.GOVERSION,
		Language: "go" + strings.Join(strings.Split(strings.TrimPrefix(minGo, "go"), ".")[:2], "."),
		Imports:  slices.Sorted(slices.Values(packages)),
	}
	// First the stamps: what changes from here on makes the list untrue.
	compiler, err := precompiled.NewStamp(g.env.Go)
	if err != nil {
		return err
	}
	list.Stamps = []precompiled.Stamp{compiler}
	for _, folder := range courseFolders(g.layout) {
		stamps, err := precompiled.Stamps(filepath.Join(g.layout.Root(), folder))
		if err != nil {
			return err
		}
		list.Stamps = append(list.Stamps, stamps...)
	}
	if list.Tools, err = g.ask(ctx, w, "env", "GOTOOLDIR"); err != nil {
		return err
	}
	archives, err := g.ask(ctx, w, append([]string{"list", "-export", "-deps", "-f", "{{if .Export}}{{.ImportPath}}={{.Export}}{{end}}"}, packages...)...)
	if err != nil {
		return err
	}
	data, err := list.Bytes(strings.Split(archives, "\n"))
	if err != nil {
		return err
	}
	return writeFile(g.layout, g.layout.Precompiled(), data)
}

func (g goSetup) race(ctx context.Context, w *work) error {
	packages, err := g.coursePackages(ctx, w)
	if err != nil {
		return err
	}
	return g.warm(ctx, w, append(g.user.environ(g.layout), "CGO_ENABLED=1"), slices.Concat(standardPackages(), packages), "-race")
}

// leaks compiles what cells import with Go's profile of leaked goroutines, in
// which the runtime is another. A Go that does not have it is left alone: the
// cells do with less.
func (g goSetup) leaks(ctx context.Context, w *work) error {
	environ := append(g.user.environ(g.layout), "GOEXPERIMENT="+private.LeakProfile)
	cmd := exec.CommandContext(ctx, g.env.Go, "env", "GOVERSION")
	cmd.Env = environ
	if cmd.Run() != nil {
		return ctx.Err()
	}
	packages, err := g.coursePackages(ctx, w)
	if err != nil {
		return err
	}
	return g.warm(ctx, w, environ, slices.Concat(leakPackages(), packages))
}

// courseFolders are those whose packages a cell may import.
func courseFolders(l Layout) []string {
	folders := []string{"helpers", "projects"}
	return slices.DeleteFunc(folders, func(name string) bool { return !exists(filepath.Join(l.Root(), name)) })
}

// coursePackages lists the packages of the course that a cell may import.
func (g goSetup) coursePackages(ctx context.Context, w *work) ([]string, error) {
	args := []string{"list", "-f", `{{if ne .Name "main"}}{{.ImportPath}}{{end}}`}
	for _, folder := range courseFolders(g.layout) {
		args = append(args, "./"+folder+"/...")
	}
	out, err := g.ask(ctx, w, args...)
	return strings.Fields(out), err
}

// ask returns what go answers in the repository, without the last newline.
func (g goSetup) ask(ctx context.Context, w *work, args ...string) (string, error) {
	return g.askIn(ctx, w, g.layout.Root(), args...)
}

// askIn is ask in another module.
func (g goSetup) askIn(ctx context.Context, w *work, dir string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, g.env.Go, args...)
	cmd.Dir, cmd.Env, cmd.Stderr = dir, g.user.environ(g.layout), w
	out, err := cmd.Output()
	return strings.TrimSpace(string(out)), err
}

// warm builds a program that imports what cells import, from a module of its
// own, as theirs is, with the course in its workspace. What this fetches and
// compiles is what cells will find in the caches.
func (g goSetup) warm(ctx context.Context, w *work, environ, packages []string, flags ...string) error {
	dir, remove, err := w.aside("warm")
	if err != nil {
		return err
	}
	defer remove()
	cell := filepath.Join(dir, "cell")
	version := strings.TrimPrefix(minGo, "go")
	for path, text := range map[string]string{
		filepath.Join(dir, "go.work"):  fmt.Sprintf("go %s\n\nuse (\n\t./cell\n\t%q\n)\n", version, g.layout.Root()),
		filepath.Join(cell, "go.mod"):  fmt.Sprintf("module warm\n\ngo %s\n", version),
		filepath.Join(cell, "main.go"): warmProgram(packages),
	} {
		if err := writeFile(g.layout, path, []byte(text)); err != nil {
			return err
		}
	}
	args := append([]string{"build", "-v", "-ldflags=-w", "-o", filepath.Join(dir, "warm")}, flags...)
	return w.run(ctx, cell, append(environ, "GOWORK="+filepath.Join(dir, "go.work")), g.env.Go, args...)
}
