package source

import "strings"

// words splits a command as GoNB does: at blanks outside double quotes, in
// which a backslash protects the next character.
//
// GoNB takes each byte for a character. So do we: the name that a %rm with an
// accent asks for is not found there, and must not be here.
func words(command string) []string {
	var words []string
	var word strings.Builder
	started, quoted := false, false
	for i := 0; i < len(command); i++ {
		c := command[i]
		switch {
		case !quoted && (c == ' ' || c == '\t' || c == '\n'):
			if started {
				words = append(words, word.String())
			}
			word.Reset()
			started = false
			continue
		case c == '"':
			quoted = !quoted
			started = true
			continue
		case c == '\\' && quoted:
			i++
			if i == len(command) {
				continue
			}
			switch c = command[i]; c {
			case 'n':
				c = '\n'
			case 't':
				c = '\t'
			}
		}
		word.WriteRune(rune(c))
		started = true
	}
	if started {
		words = append(words, word.String())
	}
	return words
}
