package notebook

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"regexp"
)

// Canonicalise makes the notebook what is committed: no outputs, our kernel,
// an id on every cell, no trace of the editor. Ids that are already there and
// good are kept.
func (nb *Notebook) Canonicalise() {
	nb.Metadata = maps.Clone(orEmpty(nb.Metadata))
	nb.Metadata["kernelspec"] = map[string]any{
		"display_name": "Go (cahiers)",
		"language":     "go",
		"name":         "cahiers",
	}
	nb.Metadata["language_info"] = map[string]any{
		"file_extension": ".go",
		"mimetype":       "text/x-go",
		"name":           "go",
		"pygments_lexer": "go",
	}
	delete(nb.Metadata, "widgets")

	for i := range nb.Cells {
		cell := &nb.Cells[i]
		cell.Outputs = nil
		cell.Metadata = maps.Clone(orEmpty(cell.Metadata))
		for _, transient := range []string{"execution", "collapsed", "scrolled"} {
			delete(cell.Metadata, transient)
		}
	}
	nb.Identify()
}

// Identify gives an id to each cell that has none, a bad one or that of an
// earlier cell.
func (nb *Notebook) Identify() {
	taken := map[string]bool{}
	for i := range nb.Cells {
		cell := &nb.Cells[i]
		if !validID.MatchString(cell.ID) || taken[cell.ID] {
			cell.ID = ""
			continue
		}
		taken[cell.ID] = true
	}
	for i := range nb.Cells {
		cell := &nb.Cells[i]
		for attempt := 0; cell.ID == ""; attempt++ {
			if id := contentID(*cell, attempt); !taken[id] {
				cell.ID = id
				taken[id] = true
			}
		}
	}
}

// validID is nbformat's rule for a cell's id.
var validID = regexp.MustCompile(`^[a-zA-Z0-9_-]{1,64}$`)

// contentID depends on the cell alone, so that the same draft always gets the
// same ids.
func contentID(c Cell, attempt int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%d", c.Kind, c.Source, attempt))
	return hex.EncodeToString(sum[:4])
}
