package install

import (
	"context"
	"encoding/json"
	"fmt"
	"go/version"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
)

// minGo is the oldest Go the course runs on, in the form of GOVERSION. It is
// the version that go.mod asks for (a test holds them equal).
const minGo = "go1.26.0"

// A GoEnv is what set-up learned about the machine's Go. The kernel reads it
// instead of asking `go env` each time it starts.
type GoEnv struct {
	Go        string `json:"go"`        // the real go command, never ours
	Goroot    string `json:"goroot"`    // GOROOT
	Goversion string `json:"goversion"` // GOVERSION, such as go1.26.8
	Race      bool   `json:"race"`      // whether -race works: cgo, a C compiler, and a platform that has it
}

// ReadGoEnv reads what the last set-up wrote.
func ReadGoEnv(l Layout) (GoEnv, error) {
	var env GoEnv
	data, err := os.ReadFile(l.GoEnvFile())
	if err != nil {
		return env, errNotInstalled(err)
	}
	if err := json.Unmarshal(data, &env); err != nil {
		return env, fmt.Errorf("reading %s: %w", l.GoEnvFile(), err)
	}
	return env, nil
}

// userGo is the part of `go env` that set-up needs: the user's own settings,
// which we follow where they reach the network and leave elsewhere.
type userGo struct {
	GOROOT, GOVERSION, GOENV, GOMODCACHE, GOPROXY, GOOS, GOARCH, CC string
}

// probeGo asks the go command found first in PATH, in the repository, so that
// one that may switch to the toolchain of go.mod answers for that one.
func probeGo(ctx context.Context, l Layout) (userGo, error) {
	path, err := exec.LookPath("go")
	if err != nil {
		return userGo{}, &UserError{Summary: msgNoGo, Advice: adviceGo, Err: err}
	}
	user, err := askGo(ctx, path, l.Root())
	if err != nil {
		// An old Go refuses go.mod; elsewhere it says how old it is.
		if user, err = askGo(ctx, path, os.TempDir()); err != nil {
			return user, &UserError{Summary: msgNoGo, Advice: adviceGo, Err: err}
		}
	}
	if version.Compare(user.GOVERSION, minGo) < 0 {
		return user, &UserError{Summary: msgOldGo(user.GOVERSION), Advice: adviceGo}
	}
	return user, nil
}

func askGo(ctx context.Context, path, dir string) (userGo, error) {
	var user userGo
	cmd := exec.CommandContext(ctx, path, "env", "-json",
		"GOROOT", "GOVERSION", "GOENV", "GOMODCACHE", "GOPROXY", "GOOS", "GOARCH", "CC")
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		return user, err
	}
	return user, json.Unmarshal(out, &user)
}

// env is what cells will later need to know of this Go.
func (u userGo) env(ctx context.Context) GoEnv {
	return GoEnv{
		Go:        filepath.Join(u.GOROOT, "bin", "go"),
		Goroot:    u.GOROOT,
		Goversion: u.GOVERSION,
		Race:      u.race(ctx),
	}
}

// race reports whether `go build -race` can work here. It compiles an empty C
// file rather than look for gcc by name: a compiler without the C library's
// headers, as on a bare Debian, would fail in the first race cell.
func (u userGo) race(ctx context.Context) bool {
	switch u.GOOS + "/" + u.GOARCH {
	case "linux/amd64", "linux/arm64", "linux/ppc64le", "linux/s390x", "linux/riscv64", "linux/loong64",
		"darwin/amd64", "darwin/arm64", "freebsd/amd64", "netbsd/amd64":
	default:
		return false
	}
	compiler, err := exec.LookPath(u.CC)
	if err != nil {
		return false
	}
	dir, err := os.MkdirTemp("", "cahiers-cc-")
	if err != nil {
		return false
	}
	defer func() { _ = os.RemoveAll(dir) }()
	source := filepath.Join(dir, "c.c")
	if os.WriteFile(source, []byte("#include <stdlib.h>\n#include <pthread.h>\nint main(void) { return 0; }\n"), 0o600) != nil {
		return false
	}
	return exec.CommandContext(ctx, compiler, source, "-o", filepath.Join(dir, "c"), "-lpthread").Run() == nil
}

// environ is the environment of the go commands set-up starts: our caches, the
// user's proxy after their own module cache, so that what `go run` has already
// fetched is not fetched twice. go.sum is still checked.
func (u userGo) environ(l Layout) []string {
	cache := url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(u.GOMODCACHE, "cache", "download"))}
	return append(childEnviron(),
		"XDG_CONFIG_HOME="+l.Config(), // where Go's telemetry is off
		"GOENV="+u.GOENV,
		"GOPROXY="+cache.String()+","+u.GOPROXY,
		"GOMODCACHE="+l.GoModCache(),
		"GOCACHE="+l.GoCache(),
		// Read-only modules could not be removed by `rm -rf .cahiers`.
		"GOFLAGS=-modcacherw -mod=readonly -buildvcs=false",
		"GOWORK=off",
		"GOTOOLCHAIN=local",
		// Cells are built without cgo (see the package cell): the tools are
		// too, so that both share one compiled standard library.
		"CGO_ENABLED=0",
	)
}
