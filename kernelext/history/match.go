package history

import "unicode/utf8"

// match reports whether a pattern of * and ? matches all of a text. What looks
// like a class in brackets is text: Go is full of brackets.
//
// Of the stars met so far only the last has to be tried again, so the cost is
// at most the product of both lengths.
func match(pattern, text string) bool {
	star, again := -1, 0 // the pattern after the last star, the text it was tried on
	p, t := 0, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			p++
			star, again = p, t
			continue
		case p < len(pattern) && pattern[p] == '?':
			_, n := utf8.DecodeRuneInString(text[t:])
			p++
			t += n
			continue
		case p < len(pattern) && pattern[p] == text[t]:
			p++
			t++
			continue
		case star < 0:
			return false
		}
		_, n := utf8.DecodeRuneInString(text[again:])
		again += n
		p, t = star, again
	}
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}
