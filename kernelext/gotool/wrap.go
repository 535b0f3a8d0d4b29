package gotool

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"

	"cahiers/kernelext/private"
	"cahiers/kernelext/source"
)

// wrapperGo holds the main that calls the learner's.
const wrapperGo = "cahiers.go"

// wrap makes the go command see, in the place of main.go, the same with main
// renamed, and beside it a main that calls it. It returns the overlay to build
// with, and how to remove it. Lines stay what they are.
func (c *call) wrap(asked private.Built) (overlay string, remove func(), err error) {
	text, err := os.ReadFile(filepath.Join(c.dir, mainGo))
	if err != nil {
		return "", nil, fmt.Errorf("reading the cell's program: %w", err)
	}
	renamed, ok := renameMain(text)
	if !ok { // the compiler says what is wrong with it
		renamed, asked = text, private.Built{}
	}
	dir, err := os.MkdirTemp("", "cahiers-wrap-")
	if err != nil {
		return "", nil, fmt.Errorf("making a folder: %w", err)
	}
	remove = func() { _ = os.RemoveAll(dir) }
	in := func(name string) string { return filepath.Join(dir, name) }
	paths := map[string]string{filepath.Join(c.dir, mainGo): in(mainGo)}
	files := map[string][]byte{mainGo: renamed}
	if asked.Leaks || asked.Film {
		paths[filepath.Join(c.dir, wrapperGo)] = in(wrapperGo)
		files[wrapperGo] = wrapper(asked)
	}
	if files["overlay.json"], err = json.Marshal(map[string]any{"Replace": paths}); err != nil {
		return "", remove, fmt.Errorf("encoding the overlay: %w", err)
	}
	for name, data := range files {
		if err := os.WriteFile(in(name), data, 0o600); err != nil {
			return "", remove, fmt.Errorf("writing the overlay: %w", err)
		}
	}
	return in("overlay.json"), remove, nil
}

// renameMain gives the function main of a program another name. It reports
// whether there is one.
func renameMain(text []byte) (renamed []byte, ok bool) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, mainGo, text, parser.SkipObjectResolution)
	if err != nil {
		return nil, false
	}
	for _, d := range file.Decls {
		f, isFunc := d.(*ast.FuncDecl)
		if !isFunc || f.Recv != nil || f.Name.Name != "main" {
			continue
		}
		at := files.Position(f.Name.Pos()).Offset
		return fmt.Appendf(nil, "%s%s%s", text[:at], source.WrappedMain, text[at+len("main"):]), true
	}
	return nil, false
}

// wrapper is the main that calls the learner's: the film, if there is one, does
// not show how the leaks are found.
func wrapper(asked private.Built) []byte {
	imports, call := "", source.WrappedMain
	if asked.Film {
		imports += "import \"cahiers/helpers/film\"\n"
		call = "func() { film.Main(" + call + ") }"
	}
	if asked.Leaks {
		imports += "import \"cahiers/helpers/leaks\"\n"
		call = "func() { leaks.Main(" + call + ") }"
	}
	return fmt.Appendf(nil, "package main\n\n%s\nfunc main() { (%s)() }\n", imports, call)
}
