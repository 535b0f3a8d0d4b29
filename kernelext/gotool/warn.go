package gotool

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	"cahiers/kernelext/precompiled"
	"cahiers/kernelext/private"
)

// vetFlags name what go vet looks for in a cell: each finds a mistake of
// concurrency that compiles.
var vetFlags = []string{"-json", "-copylocks", "-loopclosure", "-lostcancel", "-waitgroup"}

// suspects are what a program must mention for vet to find any of it: most
// cells are spared the check.
var suspects = []string{"sync", "context", "metered", "atomic"}

// warn has go vet examine the cell's program while it is compiled, and leave
// its report for the kernel's front. It does not wait for it. What vet cannot
// do, or has to say of a program that does not compile, is nobody's concern.
func (c *call) warn() {
	dir := os.Getenv(private.EnvDir)
	if dir == "" || c.args[0] != "build" {
		return
	}
	text, err := os.ReadFile(filepath.Join(c.dir, mainGo))
	if err != nil || !slices.ContainsFunc(suspects, func(s string) bool { return bytes.Contains(text, []byte(s)) }) {
		return
	}
	path := os.Getenv(private.EnvPrecompiled)
	list, err := precompiled.Read(path)
	if err != nil {
		return
	}
	archives, err := precompiled.Archives(path)
	if err != nil {
		return
	}
	config, err := json.Marshal(map[string]any{
		"ID": "main", "Compiler": "gc", "Dir": c.dir, "ImportPath": "main", "GoVersion": list.Language,
		"GoFiles":   []string{filepath.Join(c.dir, mainGo)},
		"ImportMap": identity(archives), "PackageFile": archives,
		"VetxOutput": os.DevNull, "SucceedOnTypecheckFailure": true,
	})
	if err != nil {
		return
	}
	file := filepath.Join(private.VetFolder(dir), "vet.cfg")
	if os.WriteFile(file, config, 0o600) != nil {
		return
	}
	report, err := private.CreateVetReport(dir)
	if err != nil {
		return
	}
	defer report.Close()
	cmd := exec.Command(filepath.Join(list.Tools, "vet"), append(slices.Clone(vetFlags), file)...)
	cmd.Env = append(os.Environ(), sparing()...)
	cmd.Stdout = report
	_ = cmd.Start() // it outlives us; the warden buries it
}

// identity maps each import path to itself.
func identity(archives map[string]string) map[string]string {
	m := make(map[string]string, len(archives))
	for path := range archives {
		m[path] = path
	}
	return m
}
