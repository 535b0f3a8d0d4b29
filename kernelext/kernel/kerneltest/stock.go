package kerneltest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"cahiers/kernelext/install"
)

// Stock makes commands that start GoNB as its own documentation does: with the
// real go, goimports and gopls in PATH, and our module cache, where nothing has
// to be downloaded. Its files, and the links to these programs, are in dir.
func Stock(l install.Layout, dir string) (func(connectionFile string) *exec.Cmd, error) {
	env, err := install.ReadGoEnv(l)
	if err != nil {
		return nil, err
	}
	bin := filepath.Join(dir, "bin")
	if err := os.Mkdir(bin, 0o700); err != nil {
		return nil, fmt.Errorf("making a folder of programs: %w", err)
	}
	for name, target := range map[string]string{"go": env.Go, "goimports": l.Goimports(), "gopls": l.GoplsProgram()} {
		if err := os.Symlink(target, filepath.Join(bin, name)); err != nil {
			return nil, fmt.Errorf("linking to %s: %w", name, err)
		}
	}
	return func(connectionFile string) *exec.Cmd {
		cmd := exec.Command(l.Gonb(), "--kernel", connectionFile, "-logtostderr=false")
		cmd.Env = append(os.Environ(),
			"PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"),
			"GOMODCACHE="+l.GoModCache(),
			"GOFLAGS=-modcacherw",
			"TMPDIR="+dir,
		)
		cmd.Dir = l.Notebooks()
		return cmd
	}, nil
}
