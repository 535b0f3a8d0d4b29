package lsp

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// proposal is an item as gopls writes it, for a word that begins at unit
// start of line 1 and ends at end.
func proposal(order int, text string, kind int, detail string, start, end int) string {
	return fmt.Sprintf(`{"label": "x", "sortText": "%05d", "kind": %d, "detail": %q, "textEdit": {"newText": %q,
		"range": {"start": {"line": 1, "character": %d}, "end": {"line": 1, "character": %d}}}}`, order, kind, detail, text, start, end)
}

func completion(t *testing.T, line string, column int, hide []string, items ...string) Completion {
	t.Helper()
	list := completionList{Items: make([]completionItem, len(items))}
	for i, item := range items {
		require.NoError(t, json.Unmarshal([]byte(item), &list.Items[i]))
	}
	return list.completion(line, Document{Line: 1, Column: column}, hide)
}

func TestProposalsComeBestFirstAndOnce(t *testing.T) {
	require.Equal(t,
		Completion{Start: 7, End: 9, Items: []Item{{"Print", "function", "func()"}, {"Pi", "constant", ""}, {"P", "", ""}}},
		completion(t, "é😀 Pr", 9, nil,
			proposal(2, "P", 99, "", 4, 6),
			proposal(1, "Pi", 21, "", 4, 6),
			proposal(0, "Print", 3, "func()", 4, 6),
			proposal(3, "Pi", 9, `"pi"`, 4, 6),
			proposal(4, "", 3, "", 4, 6)))
}

func TestProposalsReplaceWhatSurroundsTheCursor(t *testing.T) {
	first := proposal(0, "abc", 6, "", 0, 3)
	require.Len(t, completion(t, "abc", 1, nil, first, proposal(1, "ab", 6, "", 0, 2)).Items, 1, "another range")
	require.Equal(t, Completion{Start: 1, End: 1}, completion(t, "abc d", 1, nil, proposal(0, "d", 6, "", 4, 5)), "away from the cursor")
	elsewhere := `{"textEdit": {"newText": "x", "range": {"start": {"line": 0}, "end": {"line": 1, "character": 1}}}}`
	require.Empty(t, completion(t, "abc", 1, nil, elsewhere).Items, "two lines")
	require.Empty(t, completion(t, "", 0, nil).Items)
}

func TestThereIsAnEndToProposals(t *testing.T) {
	var items []string
	for i := range 3 * maxItems {
		items = append(items, proposal(i, fmt.Sprint("x", i), 6, "", 0, 0))
	}
	c := completion(t, "", 0, nil, items...)
	require.Len(t, c.Items, maxItems)
	require.Equal(t, "x99", c.Items[maxItems-1].Text)
}

func TestPackagesThatNoCellImportsAreHidden(t *testing.T) {
	hide := []string{"cours/programme"}
	for path, want := range map[string]bool{
		"fmt": false, "cours/helpers/show": false, "cours/programmes": false, "example.org/x": false,
		"cours/programme": true, "cours/programme/x": true, "cours/programme/": true,
		"internal/abi": true, "x/internal/y": true, "cours/.cache/mod/x": true, "net/vendor/x": true,
	} {
		items := completion(t, "", 0, hide, proposal(0, "x", 9, `"`+path+`"`, 0, 0)).Items
		require.Equal(t, want, len(items) == 0, path)
	}
	require.NotEmpty(t, completion(t, "", 0, hide, proposal(0, "internal", 6, "internal", 0, 0)).Items, "a variable")
}
