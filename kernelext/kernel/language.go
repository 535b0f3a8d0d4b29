package kernel

import (
	"context"
	"fmt"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"cahiers/kernelext/install"
	"cahiers/kernelext/lsp"
	"cahiers/kernelext/precompiled"
	"cahiers/kernelext/wire"
	"cahiers/kernelext/zeromq"
)

// helpTime bounds the wait for an answer of gopls, which every client has
// forgotten the question of by then.
const helpTime = 10 * time.Second

// A language is what the front knows of Go.
type language struct {
	server *lsp.Server
	known  map[string]string // path of the package that goimports gives a name
	// imports stands in the header of every cell: gopls asks the go command
	// each time that what a file imports changes.
	imports string
}

func newLanguage(l install.Layout, dir string) *language {
	g := &language{known: map[string]string{}}
	var imports strings.Builder
	if list, err := precompiled.Read(l.Precompiled()); err == nil {
		for _, path := range list.Imports {
			name := packageName(path)
			if _, taken := g.known[name]; !taken {
				g.known[name] = path
			}
			fmt.Fprintf(&imports, "; import _ %q", path)
		}
	}
	g.imports = imports.String()
	env, _ := install.ReadGoEnv(l) // read already, when GoNB was started
	caches := filepath.Join(dir, "gopls")
	options := l.Gopls(env, goplsDir(dir), caches)
	command, seed := options.Command, sync.OnceFunc(func() {
		// Without them gopls begins at the beginning: slower.
		_ = lsp.Seed(caches, l.GoplsCache())
	})
	options.Command = func() *exec.Cmd {
		seed()
		return command()
	}
	g.server = lsp.New(options)
	return g
}

// closeLanguage ends gopls, if there is one.
func (f *front) closeLanguage() {
	if f.language != nil {
		f.language.server.Close()
	}
}

// find is the path of the package that goimports gives a name.
func (g *language) find(name string) (path string, ok bool) {
	path, ok = g.known[name]
	return path, ok
}

// packageName is the name of the package with a path, by Go's own custom.
func packageName(importPath string) string {
	if majorVersion.MatchString(path.Base(importPath)) {
		importPath = path.Dir(importPath)
	}
	return path.Base(importPath)
}

var majorVersion = regexp.MustCompile(`^v\d+$`)

// A cursor is a place in a cell that is being typed.
type cursor struct {
	Code   string `json:"code"`
	At     int    `json:"cursor_pos"` // in characters
	Detail int    `json:"detail_level"`
}

// offset is the cursor in bytes.
func (c cursor) offset() int {
	offset := 0
	for range c.At {
		if offset >= len(c.Code) {
			break
		}
		_, size := utf8.DecodeRuneInString(c.Code[offset:])
		offset += size
	}
	return offset
}

// help answers what may stand at the cursor, or what stands there.
func (f *front) help(on *zeromq.Router, identity []byte, m wire.Message) {
	if f.language == nil && f.unable == nil { // GoNB has not made its folder yet
		f.early = append(f.early, func() { f.help(on, identity, m) })
		return
	}
	var at cursor
	if m.Decode(&at) != nil {
		return
	}
	f.status(busy, &m)
	answer := func(kind string, content any) {
		reply := f.say(kind, &m, content)
		f.reply(on, identity, &reply)
		f.settle(&m)
	}
	kind, nothing, ask := "complete_reply", any(noMatches(at)), complete
	if m.Header.Type == "inspect_request" {
		kind, nothing, ask = "inspect_reply", notFound(), inspect
	}
	documents := f.documents(at)
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), helpTime)
		defer cancel()
		content := nothing
		for _, d := range documents {
			if found, ok := ask(ctx, f.language.server, d, at); ok {
				content = found
				break
			}
		}
		f.events <- func() { answer(kind, content) }
	}()
}

// documents are what gopls is to see of a cell and of those before it: the
// cell as it is, then, for who types a statement before the %% that will make
// it one, the cell as a func main.
func (f *front) documents(at cursor) []lsp.Document {
	if f.language == nil {
		return nil
	}
	cell, ok := f.declarations.View(at.Code, f.language.find)
	if !ok {
		return nil
	}
	before := at.Code[:at.offset()]
	header, rest, _ := strings.Cut(cell, "\n")
	header += f.language.imports
	d := lsp.Document{
		Cell: header + "\n" + rest, Earlier: f.declarations.Without(at.Code, f.language.find),
		Line: strings.Count(before, "\n") + 1, Column: len(before) - 1 - strings.LastIndexByte(before, '\n'),
	}
	inMain := d
	inMain.Cell = header + "; func main() {\n" + rest + "\n}\n"
	return []lsp.Document{d, inMain}
}

type completeReply struct {
	Status   string   `json:"status"`
	Matches  []string `json:"matches"`
	Start    int      `json:"cursor_start"`
	End      int      `json:"cursor_end"`
	Metadata metadata `json:"metadata"`
}

type metadata struct {
	// What Lab shows beside each match.
	Types []matchType `json:"_jupyter_types_experimental,omitempty"`
}

type matchType struct {
	Start     int    `json:"start"`
	End       int    `json:"end"`
	Text      string `json:"text"`
	Type      string `json:"type"`
	Signature string `json:"signature"`
}

func noMatches(at cursor) completeReply {
	return completeReply{Status: "ok", Matches: []string{}, Start: at.At, End: at.At}
}

func complete(ctx context.Context, server *lsp.Server, d lsp.Document, at cursor) (reply any, ok bool) {
	found, err := server.Complete(ctx, d)
	if err != nil || len(found.Items) == 0 {
		return nil, false
	}
	offset := at.offset()
	line := offset - d.Column // where the cursor's line begins
	matches := completeReply{
		Status: "ok", Matches: []string{},
		Start: utf8.RuneCountInString(at.Code[:min(line+found.Start, len(at.Code))]),
		End:   utf8.RuneCountInString(at.Code[:min(line+found.End, len(at.Code))]),
	}
	for _, item := range found.Items {
		matches.Matches = append(matches.Matches, item.Text)
		matches.Metadata.Types = append(matches.Metadata.Types, matchType{matches.Start, matches.End, item.Text, item.Kind, item.Detail})
	}
	return matches, true
}

type inspectReply struct {
	Status   string            `json:"status"`
	Found    bool              `json:"found"`
	Data     map[string]string `json:"data"`
	Metadata struct{}          `json:"metadata"`
}

func notFound() inspectReply { return inspectReply{Status: "ok", Data: map[string]string{}} }

// inspect tells what is at the cursor, or the call it is in: the call first
// where an argument is to begin.
func inspect(ctx context.Context, server *lsp.Server, d lsp.Document, at cursor) (reply any, ok bool) {
	ask := []func(context.Context, lsp.Document) (string, error){server.Hover, server.Signature}
	if before := strings.TrimRight(at.Code[:at.offset()], " \t\n"); strings.HasSuffix(before, "(") || strings.HasSuffix(before, ",") {
		slices.Reverse(ask)
	}
	for _, ask := range ask {
		if text, err := ask(ctx, d); err == nil && text != "" {
			return inspectReply{Status: "ok", Found: true, Data: map[string]string{"text/markdown": text, "text/plain": text}}, true
		}
	}
	return nil, false
}

// goplsDir is the folder of GoNB's module of cells.
func goplsDir(dir string) string {
	found, _ := filepath.Glob(filepath.Join(dir, "gonb_*", "go.mod"))
	if len(found) == 0 {
		return dir
	}
	return filepath.Dir(found[0])
}
