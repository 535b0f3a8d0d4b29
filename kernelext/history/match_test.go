package history

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

func TestMatch(t *testing.T) {
	for pattern, texts := range map[string]map[string]bool{
		"":           {"": true, "a": false},
		"*":          {"": true, "a\nb": true},
		"?":          {"": false, "é": true, "\n": true, "ab": false, "\xff": true},
		"a*":         {"a": true, "ab": true, "ba": false},
		"*b":         {"b": true, "ab": true, "abc": false, "bab": true},
		"*a*b*":      {"xaxbx": true, "ba": false, "ab": true, "aab": true},
		"a?c*":       {"abc": true, "ac": false, "aéc d": true},
		"**?":        {"": false, "a": true, "abc": true},
		"[a]*":       {"a": false, "[a]b": true},
		"é*à":        {"é à": true, "e à": false},
		"*\n*Lock()": {"mu sync.Mutex\nmu.Lock()": true, "mu.Lock()": false},
	} {
		for text, want := range texts {
			require.Equal(t, want, match(pattern, text), "%q %q", pattern, text)
		}
	}
}

func FuzzMatch(f *testing.F) {
	f.Add("*a?b*", "xaébx")
	f.Add("**a**", "aaaa")
	f.Add("\xff?", "\xff\xff")
	f.Fuzz(func(t *testing.T, pattern, text string) {
		got := match(pattern, text)
		if !utf8.ValidString(pattern) || !utf8.ValidString(text) {
			return
		}
		quoted := strings.NewReplacer(`\*`, ".*", `\?`, ".").Replace(regexp.QuoteMeta(pattern))
		want, err := regexp.MatchString("(?s)^"+quoted+"$", text)
		if err != nil { // too long
			return
		}
		require.Equal(t, want, got)
	})
}
