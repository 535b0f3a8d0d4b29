package proofread

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ErrNoSpeller is returned where hunspell or its French dictionary is missing.
var ErrNoSpeller = errors.New("hunspell with its French dictionary is not here: apt-get install hunspell hunspell-fr")

var (
	// code is a field that is not made of words: a path, an option, an address, a file name.
	code = regexp.MustCompile(`[/_=@\\#~^<>$]|^-|\pL\.\pL|^\.\pL`)
	word = regexp.MustCompile(`[\p{Lu}\p{Ll}\pN][\p{Lu}\p{Ll}\pM\pN'-]*`)
)

// Spelling returns the words of the passages that neither hunspell's French
// dictionary nor the word list knows, each with the first place it stands at.
// It starts one process for all of them.
func Spelling(ctx context.Context, passages []Passage, wordList string) ([]Fault, error) {
	first := map[string]Fault{}
	var asked []string
	for _, p := range passages {
		for field := range strings.FieldsSeq(strings.ReplaceAll(p.Text, "’", "'")) {
			if code.MatchString(field) {
				continue
			}
			for _, w := range word.FindAllString(field, -1) {
				w = strings.TrimRight(withoutPlaceholder(w), "'-")
				if _, seen := first[w]; seen || w == "" || w[0] <= '9' || slices.Contains(p.Known, w) {
					continue
				}
				first[w] = Fault{p.Place, "not in the dictionary", fmt.Sprintf("%q in %q", w, p.Text)}
				asked = append(asked, w)
			}
		}
	}
	unknown, err := speller(ctx, strings.Join(asked, "\n"), wordList)
	if err != nil {
		return nil, err
	}
	var faults []Fault
	for _, w := range unknown {
		f, whole := first[w]
		if !whole { // hunspell cut a word of ours in two
			f = Fault{What: "not in the dictionary", Around: w}
		}
		faults = append(faults, f)
	}
	return faults, nil
}

// withoutPlaceholder takes what stands for a formatting verb off the word it
// touches, as in %dGio or goroutine%s, and leaves Xeon whole.
func withoutPlaceholder(w string) string {
	w = strings.TrimSuffix(w, placeholder)
	rest := strings.TrimPrefix(w, placeholder)
	if first, _ := utf8.DecodeRuneInString(rest); unicode.IsLower(first) {
		return w
	}
	return rest
}

// speller gives text to hunspell and returns the words it does not know.
func speller(ctx context.Context, text, wordList string) ([]string, error) {
	cmd := exec.CommandContext(ctx, "hunspell", "-d", "fr", "-i", "UTF-8", "-p", wordList, "-l")
	cmd.Env = append(cmd.Environ(), "LC_ALL=C.UTF-8")
	cmd.Stdin = strings.NewReader(text)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if errors.Is(err, exec.ErrNotFound) || strings.Contains(stderr.String(), "Can't open") {
		return nil, ErrNoSpeller
	}
	if err != nil {
		return nil, fmt.Errorf("hunspell: %w: %s", err, stderr.String())
	}
	return strings.Fields(string(out)), nil
}
