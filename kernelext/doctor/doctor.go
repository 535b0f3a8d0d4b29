package doctor

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os/exec"
	"runtime"
	"strconv"

	"golang.org/x/sys/unix"

	"cahiers/kernelext/install"
	"cahiers/kernelext/lab"
)

// A Status says how much a finding matters.
type Status string

const (
	Good    Status = "ok"      // as it should be
	Warning Status = "warning" // the course works, but something is less good
	Missing Status = "missing" // the course does not work without it
)

// A Finding is one thing looked at. What it says is French.
type Finding struct {
	Name   string `json:"name"`
	Status Status `json:"status"`
	Detail string `json:"detail"`           // what was found
	Advice string `json:"advice,omitempty"` // what to do about it
}

// Examine looks at everything. It takes about a second, mostly Jupyter's.
func Examine(ctx context.Context, l install.Layout) []Finding {
	findings := []Finding{}
	goEnv, err := install.FindGo(ctx, l)
	findings = append(findings, language(nameGo, goDetail(goEnv), err))
	if err == nil {
		findings = append(findings, race(goEnv))
	}
	python, err := install.FindPython(ctx)
	findings = append(findings, language(namePython, pythonDetail(python), err))
	findings = append(findings, steps(ctx, l)...)
	return append(findings, kernelspec(ctx, l), disk(l), port(), processor(),
		forTests(nameChromium, adviceChromium, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
		forTests(nameHunspell, adviceHunspell, "hunspell"))
}

// Healthy reports whether nothing needed is missing.
func Healthy(findings []Finding) bool {
	for _, f := range findings {
		if f.Status == Missing {
			return false
		}
	}
	return true
}

func language(name, detail string, err error) Finding {
	var problem *install.UserError
	switch {
	case errors.As(err, &problem):
		return Finding{name, Missing, problem.Summary, problem.Advice}
	case err != nil:
		return Finding{name, Missing, err.Error(), ""}
	}
	return Finding{name, Good, detail, ""}
}

func race(env install.GoEnv) Finding {
	if env.Race {
		return Finding{nameRace, Good, detailCompiler, ""}
	}
	return Finding{nameRace, Warning, detailNoCompiler, adviceCompiler}
}

func steps(ctx context.Context, l install.Layout) []Finding {
	states, err := install.Examine(ctx, l)
	if err != nil {
		return []Finding{{nameInstall, Missing, err.Error(), ""}}
	}
	var findings []Finding
	for _, s := range states {
		switch {
		case s.Done:
			findings = append(findings, Finding{s.Title, Good, detailDone, ""})
		case s.Stale:
			findings = append(findings, Finding{s.Title, Warning, detailStale, adviceInstall})
		default:
			findings = append(findings, Finding{s.Title, Missing, detailToDo, adviceInstall})
		}
	}
	return findings
}

// kernelspec asks Jupyter itself which kernels it knows.
func kernelspec(ctx context.Context, l install.Layout) Finding {
	missing := Finding{nameKernel, Missing, detailNoKernel, adviceInstall}
	cmd := exec.CommandContext(ctx, l.Python(), "-m", "jupyter_client.kernelspecapp", "list", "--json")
	cmd.Env = l.Environ()
	out, err := cmd.Output()
	if err != nil {
		return missing
	}
	var known struct {
		Kernelspecs map[string]struct {
			Folder string `json:"resource_dir"`
		} `json:"kernelspecs"`
	}
	if err := json.Unmarshal(out, &known); err != nil {
		return missing
	}
	spec, found := known.Kernelspecs[install.KernelName]
	if !found {
		return missing
	}
	return Finding{nameKernel, Good, spec.Folder, ""}
}

// disk compares what is free with what set-up takes.
func disk(l install.Layout) Finding {
	const needed = 2e9
	var fs unix.Statfs_t
	if err := unix.Statfs(l.Root(), &fs); err != nil {
		return Finding{nameDisk, Warning, err.Error(), ""}
	}
	free := float64(fs.Bavail) * float64(fs.Bsize)
	if free < needed {
		return Finding{nameDisk, Warning, detailDisk(free), adviceDisk}
	}
	return Finding{nameDisk, Good, detailDisk(free), ""}
}

func port() Finding {
	l, err := net.Listen("tcp", net.JoinHostPort(lab.Loopback, strconv.Itoa(lab.FirstPort)))
	if err != nil {
		return Finding{namePort, Good, detailPortBusy(lab.FirstPort), ""}
	}
	_ = l.Close()
	return Finding{namePort, Good, detailPortFree(lab.FirstPort), ""}
}

// processor compares what Go believes it has with what a container grants.
func processor() Finding {
	procs := runtime.GOMAXPROCS(0)
	limit := cpuLimit()
	if limit > 0 && limit < float64(procs) {
		return Finding{nameProcessor, Warning, detailThrottled(procs, limit), adviceThrottled}
	}
	return Finding{nameProcessor, Good, detailProcessor(runtime.NumCPU(), procs), ""}
}

// forTests looks for a program that the project's tests alone use: any of the
// names it goes by.
func forTests(name, advice string, names ...string) Finding {
	for _, program := range names {
		if path, err := exec.LookPath(program); err == nil {
			return Finding{name, Good, path, ""}
		}
	}
	return Finding{name, Warning, detailForTests, advice}
}

// String is the finding as a person reads it: a mark, what it is about, what
// was found, and on a second line what to do.
func (f Finding) String() string {
	mark := map[Status]string{Good: "✓", Warning: "!", Missing: "✗"}[f.Status]
	if f.Advice == "" {
		return fmt.Sprintf("%s %s", mark, about(f.Name, f.Detail))
	}
	return fmt.Sprintf("%s %s\n    → %s", mark, about(f.Name, f.Detail), f.Advice)
}
