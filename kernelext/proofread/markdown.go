package proofread

import (
	"regexp"
	"strings"
)

var (
	fence      = regexp.MustCompile("(?ms)^[ \t]*(?:```|~~~).*?^[ \t]*(?:```|~~~)[ \t]*$")
	displayed  = regexp.MustCompile(`(?s)\$\$.*?\$\$`)
	comment    = regexp.MustCompile(`(?s)<!--.*?-->`)
	inline     = regexp.MustCompile("`[^`\n]*`|\\$[^$\n]+\\$")
	target     = regexp.MustCompile(`\]\([^)\n]*\)`)
	tag        = regexp.MustCompile(`</?[a-zA-Z][^>]*>`)
	command    = regexp.MustCompile(`«[\x{a0}\x{202f}](?:go|git) [^»\n]*[\x{a0}\x{202f}]»`)
	address    = regexp.MustCompile(`https?://\S+`)
	tableRule  = regexp.MustCompile(`(?m)^\s*\|?[-:| ]+\|[-:| ]*$`)
	lineMarker = regexp.MustCompile(`(?m)^\s*(?:#+|>|[-*+]|\d+\.)\s+`)
)

// markdownLines returns the prose of Markdown text, line for line: what is not
// prose leaves an empty line or a placeholder.
func markdownLines(text string) []string {
	for _, block := range []*regexp.Regexp{fence, displayed, comment} {
		text = block.ReplaceAllStringFunc(text, func(s string) string {
			return strings.Repeat("\n", strings.Count(s, "\n"))
		})
	}
	text = inline.ReplaceAllString(text, placeholder)
	text = command.ReplaceAllString(text, "«\u00a0"+placeholder+"\u00a0»")
	text = target.ReplaceAllString(text, "]")
	text = tag.ReplaceAllString(text, "")
	text = address.ReplaceAllString(text, placeholder)
	text = tableRule.ReplaceAllString(text, "")
	text = lineMarker.ReplaceAllString(text, "")
	text = strings.NewReplacer("**", "", "*", "", "![", "", "[", "", "]", "").Replace(text)
	return strings.Split(text, "\n")
}
