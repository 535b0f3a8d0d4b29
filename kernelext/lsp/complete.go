package lsp

import (
	"context"
	"slices"
	"strings"
)

// maxItems is how many proposals are kept: who finds none that fits among them
// types one more letter.
const maxItems = 100

// A Completion is what may stand at the cursor.
type Completion struct {
	Items      []Item // best first
	Start, End int    // what they replace on the cursor's line, in bytes
}

// An Item is one proposal.
type Item struct {
	Text   string // what to write
	Kind   string // the protocol's word, such as "function"; "" for one it has not
	Detail string // a signature, a type or an import path in quotes; may be empty
}

// Complete returns what may stand at the cursor. It waits for a gopls that is
// not ready, until ctx ends or a newer completion is asked for.
func (s *Server) Complete(ctx context.Context, d Document) (Completion, error) {
	line, err := d.line()
	if err != nil {
		return Completion{}, err
	}
	var list completionList
	if err := s.ask(ctx, d, methodCompletion, &list); err != nil {
		return Completion{}, err
	}
	return list.completion(line, d, s.options.Hide), nil
}

// A completionList is gopls's answer. An edit of the imports that goes with an
// item is left to GoNB, which makes it when the cell runs.
type completionList struct {
	Items []completionItem
}

type completionItem struct {
	Detail   string
	SortText string
	Kind     int
	TextEdit struct {
		Range   span
		NewText string
	}
}

// completion is what is shown of the list.
func (l completionList) completion(line string, d Document, hide []string) Completion {
	slices.SortStableFunc(l.Items, func(a, b completionItem) int { return strings.Compare(a.SortText, b.SortText) })
	c := Completion{Start: d.Column, End: d.Column}
	seen := map[string]bool{}
	var replaced span
	for _, item := range l.Items {
		at, text := item.TextEdit.Range, item.TextEdit.NewText
		kind := kindOf(item.Kind)
		switch {
		case text == "" || seen[text] || len(c.Items) == maxItems:
			continue
		case kind == "module" && hidden(strings.Trim(item.Detail, `"`), hide):
			continue
		case len(c.Items) == 0:
			start, end := offset(line, at.Start.Character), offset(line, at.End.Character)
			if at.Start.Line != d.Line || at.End.Line != d.Line || start > d.Column || end < d.Column {
				continue
			}
			replaced, c.Start, c.End = at, start, end
		case at != replaced:
			continue
		}
		seen[text] = true
		c.Items = append(c.Items, Item{Text: text, Kind: kind, Detail: item.Detail})
	}
	return c
}

// hidden reports whether no cell can, or should, import path. gopls proposes
// the internal packages of others, and, where the module cache is inside the
// course, each package of the cache as one of the course's.
func hidden(path string, hide []string) bool {
	for element := range strings.SplitSeq(path, "/") {
		if element == "internal" || element == "vendor" || strings.HasPrefix(element, ".") {
			return true
		}
	}
	return slices.ContainsFunc(hide, func(root string) bool {
		return path == root || strings.HasPrefix(path, root+"/")
	})
}

// kinds are the protocol's words for what completes, from number 1 on.
var kinds = [...]string{
	"text", "method", "function", "constructor", "field", "variable", "class", "interface", "module",
	"property", "unit", "value", "enum", "keyword", "snippet", "color", "file", "reference", "folder",
	"enumMember", "constant", "struct", "event", "operator", "typeParameter",
}

func kindOf(number int) string {
	if number < 1 || number > len(kinds) {
		return ""
	}
	return kinds[number-1]
}
