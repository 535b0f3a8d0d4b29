package proofread

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

var (
	unseen     = regexp.MustCompile(`(?is)<script.*?</script>|<style.*?</style>|<!--.*?-->|{#.*?#}|{%.*?%}`)
	expression = regexp.MustCompile(`(?s){{.*?}}`)
	attribute  = regexp.MustCompile(`(?:title|alt|aria-label)="([^"{]*)"`)
	english    = regexp.MustCompile(`(?m)^\*In English.*$`) // a paragraph in that language
)

// Template returns the text of an HTML page, of its Go or Jinja template, or of
// an SVG drawing, and of the attributes that are read aloud.
func Template(path string) ([]Passage, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	text := unseen.ReplaceAllStringFunc(string(data), func(s string) string {
		return strings.Repeat("\n", strings.Count(s, "\n"))
	})
	text = expression.ReplaceAllString(text, placeholder)
	text = tag.ReplaceAllStringFunc(text, func(s string) string {
		said := []string{""}
		for _, m := range attribute.FindAllStringSubmatch(s, -1) {
			said = append(said, m[1])
		}
		return strings.Join(append(said, ""), "\n")
	})
	var passages []Passage
	for line := range strings.Lines(html.UnescapeString(text)) {
		if line = strings.TrimSpace(line); letters.MatchString(line) {
			passages = append(passages, Passage{Place: filepath.ToSlash(path), Text: line})
		}
	}
	return passages, nil
}

// Page returns the French of a Markdown file.
func Page(path string) ([]Passage, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var passages []Passage
	for i, line := range markdownLines(english.ReplaceAllString(string(data), "")) {
		passages = append(passages, Passage{Place: fmt.Sprintf("%s:%d", path, i+1), Text: line})
	}
	return passages, nil
}
