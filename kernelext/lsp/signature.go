package lsp

import (
	"context"
	"strings"
)

// Signature returns the signature of the call the cursor is in, as Markdown
// with the active parameter in bold, then its documentation; on the name of a
// function, it is that of the function; elsewhere it is "".
func (s *Server) Signature(ctx context.Context, d Document) (markdown string, err error) {
	var help signatureHelp
	if err := s.ask(ctx, d, "textDocument/signatureHelp", &help); err != nil {
		return "", err
	}
	return help.markdown(), nil
}

// A signatureHelp is gopls's answer.
type signatureHelp struct {
	Signatures []struct {
		Label         string
		Documentation struct{ Value string }
		Parameters    []struct{ Label string }
	}
	ActiveSignature int
	ActiveParameter *int // nil: none
}

func (h signatureHelp) markdown() string {
	if h.ActiveSignature < 0 || h.ActiveSignature >= len(h.Signatures) {
		return ""
	}
	signature := h.Signatures[h.ActiveSignature]
	start, end := 0, 0
	if h.ActiveParameter != nil {
		var names []string
		for _, p := range signature.Parameters {
			names = append(names, p.Label)
		}
		start, end = parameter(signature.Label, names, *h.ActiveParameter)
	}
	text := code(signature.Label[:start])
	if start < end {
		text += "**" + code(signature.Label[start:end]) + "**"
	}
	text += code(signature.Label[end:])
	return strings.TrimSpace(text + "\n\n" + withoutLinks(signature.Documentation.Value))
}

// parameter finds the active one of the parameters, which follow one another
// in the label, as bytes [start, end); an empty range when it is not there.
func parameter(label string, names []string, active int) (start, end int) {
	at := strings.IndexByte(label, '(') + 1
	for i, name := range names {
		found := strings.Index(label[at:], name)
		if found < 0 || name == "" {
			return 0, 0
		}
		start, at = at+found, at+found+len(name)
		if i == active {
			return start, at
		}
	}
	return 0, 0
}

// code is s as Markdown shows code: as it is.
func code(s string) string {
	switch {
	case s == "":
		return ""
	case strings.Contains(s, "`"): // the tag of a field
		return "`` " + s + " ``"
	default:
		return "`" + s + "`"
	}
}
