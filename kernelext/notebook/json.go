package notebook

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// ErrFormat is wrapped by every error of [Parse].
var ErrFormat = errors.New(msgFormat)

// Parse reads a notebook from its JSON. It accepts any nbformat 4, with text
// as a string or as a list of lines.
func Parse(data []byte) (*Notebook, error) {
	var file struct {
		Cells         []map[string]any `json:"cells"`
		Metadata      map[string]any   `json:"metadata"`
		NBFormat      int              `json:"nbformat"`
		NBFormatMinor int              `json:"nbformat_minor"`
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	if err := decoder.Decode(&file); err != nil {
		return nil, fmt.Errorf("%w : %w", ErrFormat, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w : %s", ErrFormat, msgTrailing)
	}
	if file.NBFormat != 4 {
		return nil, fmt.Errorf("%w : %s", ErrFormat, msgVersion(file.NBFormat))
	}
	nb := &Notebook{Metadata: orEmpty(file.Metadata)}
	for i, raw := range file.Cells {
		cell, err := parseCell(raw)
		if err != nil {
			return nil, fmt.Errorf("%w : %s : %w", ErrFormat, msgCell(i+1), err)
		}
		nb.Cells = append(nb.Cells, cell)
	}
	return nb, nil
}

func parseCell(raw map[string]any) (Cell, error) {
	kind, _ := raw["cell_type"].(string)
	cell := Cell{Kind: Kind(kind)}
	switch cell.Kind {
	case Code, Markdown, Raw:
	default:
		return cell, msgKind(kind)
	}
	cell.ID, _ = raw["id"].(string)
	metadata, _ := raw["metadata"].(map[string]any)
	cell.Metadata = orEmpty(metadata)
	cell.Attachments, _ = raw["attachments"].(map[string]any)
	source, ok := Text(raw["source"])
	if !ok {
		return cell, errors.New(msgSource)
	}
	cell.Source = source
	outputs, _ := raw["outputs"].([]any)
	for _, v := range outputs {
		output, ok := v.(map[string]any)
		if !ok || cell.Kind != Code {
			return cell, errors.New(msgOutput)
		}
		cell.Outputs = append(cell.Outputs, output)
	}
	return cell, nil
}

// Text joins what nbformat calls a multi-line string: a string, or a list of
// strings. It reports false for anything else.
func Text(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case []any:
		var b strings.Builder
		for _, line := range v {
			s, ok := line.(string)
			if !ok {
				return "", false
			}
			b.WriteString(s)
		}
		return b.String(), true
	}
	return "", false
}

// Bytes returns the notebook's canonical JSON: keys sorted, one space of
// indent, text as a list of lines, characters beyond ASCII as they are, a
// final newline.
func (nb *Notebook) Bytes() ([]byte, error) {
	cells := make([]any, len(nb.Cells))
	for i, c := range nb.Cells {
		cell := map[string]any{
			"cell_type": c.Kind,
			"id":        c.ID,
			"metadata":  orEmpty(c.Metadata),
			"source":    lines(c.Source),
		}
		if c.Attachments != nil {
			cell["attachments"] = c.Attachments
		}
		if c.Kind == Code {
			cell["execution_count"] = nil
			cell["outputs"] = append([]Output{}, c.Outputs...)
		}
		cells[i] = cell
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	err := encoder.Encode(map[string]any{
		"cells":          cells,
		"metadata":       orEmpty(nb.Metadata),
		"nbformat":       4,
		"nbformat_minor": 5,
	})
	return b.Bytes(), err
}

func lines(text string) []string {
	if text == "" {
		return []string{}
	}
	list := strings.SplitAfter(text, "\n")
	if list[len(list)-1] == "" {
		list = list[:len(list)-1]
	}
	return list
}

func orEmpty(m map[string]any) map[string]any {
	if m == nil {
		return map[string]any{}
	}
	return m
}
