package lsp

import (
	"context"
	"regexp"
	"strings"
)

// Hover returns the documentation, as Markdown, of what is at the cursor, or
// "" when there is nothing.
func (s *Server) Hover(ctx context.Context, d Document) (markdown string, err error) {
	var hover struct {
		Contents struct{ Value string }
	}
	if err := s.ask(ctx, d, "textDocument/hover", &hover); err != nil {
		return "", err
	}
	return withoutLinks(hover.Contents.Value), nil
}

// docLink is a link that gopls makes of a name in a comment, whatever its
// settings.
var docLink = regexp.MustCompile(`\[([^\]\n]*)\]\(https://pkg\.go\.dev/[^)\n]*\)`)

// withoutLinks leaves the names, without the remote page: a class may have no
// network.
func withoutLinks(markdown string) string {
	return strings.TrimSpace(docLink.ReplaceAllString(markdown, "$1"))
}
