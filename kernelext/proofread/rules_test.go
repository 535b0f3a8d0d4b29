package proofread_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/notebook"
	"cahiers/kernelext/proofread"
)

// In this table ° is a no-break space and _ a narrow one.
var spaces = strings.NewReplacer("°", "\u00a0", "_", "\u202f")

func TestTypographyMarks(t *testing.T) {
	for name, c := range map[string]struct{ wrong, right string }{
		"ordinary space before a semicolon":    {"libre ; pris", "libre_; pris"},
		"wide no-break space before a mark":    {"pris°?", "pris_?"},
		"ordinary space before a colon":        {"le verrou : libre", "le verrou°: libre"},
		"narrow no-break space before a colon": {"le verrou_: libre", "le verrou°: libre"},
		"no space before a mark":               {"Pourquoi? Parce que", "Pourquoi_? Parce que"},
		"no space before a colon":              {"Question: quand", "Question°: quand à 10:30"},
		"ordinary space inside quotes":         {"« pris »", "«°pris°»"},
		"no space inside quotes":               {"«pris»", "«_pris_»"},
		"three points":                         {"et puis...", "et puis…"},
		"straight quotes":                      {`un "verrou" libre`, "un «°verrou°» libre"},
		"straight apostrophe":                  {"l'attente", "l’attente"},
		"percentage":                           {"12 % ou 12%", "12_% ou 12°%"},
		"groups of digits":                     {"8 000 tours", "8_000 tours"},
		"unit":                                 {"en 10 ms", "en 10°ms"},
		"multiplication":                       {"8 × 3", "8°×°3"},
	} {
		t.Run(name, func(t *testing.T) {
			faults := proofread.Typography(proofread.Passage{Place: "here", Text: spaces.Replace(c.wrong)})
			require.NotEmpty(t, faults)
			require.Equal(t, "here", faults[0].Place)
			require.Empty(t, proofread.Typography(proofread.Passage{Text: spaces.Replace(c.right)}))
		})
	}
}

func TestFaultShowsItsSpaces(t *testing.T) {
	f := proofread.Typography(proofread.Passage{Place: "page, line 3", Text: "un verrou\u00a0: libre ;"})
	require.Len(t, f, 1)
	require.Equal(t, "page, line 3: U+202F wanted before ; ! ?: un·verrou°:·libre·;", f[0].String())
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

// said returns what is left to proof-read, without the empty lines.
func said(t *testing.T, read func(string) ([]proofread.Passage, error), path string) []string {
	t.Helper()
	passages, err := read(path)
	require.NoError(t, err)
	var lines []string
	for _, p := range passages {
		if line := strings.TrimSpace(p.Text); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

func TestNotebookKeepsProseCommentsAndStrings(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.ipynb")
	require.NoError(t, notebook.Write(path, &notebook.Notebook{Cells: []notebook.Cell{
		{ID: "prose", Kind: notebook.Markdown, Source: "# Le `Lock`\n\n```go\nhidden()\n```\n![une image](a.svg) et [un lien](b.md) à $x = 1$ <br> **près**"},
		{ID: "code", Kind: notebook.Code, Source: "import (\n\t\"hidden\"\n)\n\n%%\nfmt.Printf(\"%d prises, %5.1f %%\\n\", n) // compte `hidden` et \"hidden\""},
	}}))
	require.Equal(t, []string{
		"Le X", "une image et un lien à X  près", "X prises, X %", "compte X et X",
	}, said(t, proofread.Notebook, path))

	passages, err := proofread.Notebook(path)
	require.NoError(t, err)
	last := passages[len(passages)-1]
	require.Equal(t, path+", cell code, line 6", last.Place)
	require.Contains(t, last.Known, "Printf")
}

func TestMessagesKeepsLiterals(t *testing.T) {
	path := write(t, "messages.go", "package p\n\nimport \"os\"\n\ntype s struct{ A int `json:\"hidden\"` }\n\n"+
		"const a = \"un \" + b + \" et \" + `deux\nlignes`\n\nvar c = 'x'\n\nvar d = `trois\n{{.Hidden}}quatre`\n\n"+
		"var e = regexp.MustCompile(`hidden`)\n\nvar f = map[string]string{\"hidden\": \"cinq $1 et $2\"}\n\n"+
		"func g(s string) string {\n\tswitch s {\n\tcase \"hidden\":\n\t\treturn \"six\"\n\t}\n\treturn strings.TrimPrefix(s, \"hidden\")\n}\n")
	require.Equal(t, []string{"un X et deux", "lignes", "trois", "quatre", "cinq X et X", "six"}, said(t, proofread.Messages, path))
	passages, err := proofread.Messages(path)
	require.NoError(t, err)
	require.Equal(t, path+":13", passages[3].Place)
}

func TestTemplateKeepsTextAndSpokenAttributes(t *testing.T) {
	path := write(t, "page.j2", `<style>hidden</style>{% if hidden %}<a title="aide" class="hidden">Le {{ hidden }} cahier</a>{# hidden #}<p>fin&nbsp;: oui</p>`)
	require.Equal(t, []string{"aide", "Le X cahier", "fin\u00a0: oui"}, said(t, proofread.Template, path))
}

func TestSpellingKnowsFrenchTheListAndTheIdentifiersAround(t *testing.T) {
	passages := []proofread.Passage{
		{Place: "first", Text: "L’attente d’une gorouttine, et --lab ./x.ipynb"},
		{Place: "second", Text: "Widget attend une gorouttine. Gadgett aussi.", Known: []string{"Widget"}},
	}
	faults, err := proofread.Spelling(t.Context(), passages, write(t, "words.txt", "Gadgett\n"))
	skipWithoutSpeller(t, err)
	require.NoError(t, err)
	require.Len(t, faults, 1)
	require.Equal(t, "first", faults[0].Place)
	require.Contains(t, faults[0].Around, "gorouttine")
}

func TestTermsWantTheirEnglishOnceInItalics(t *testing.T) {
	terms := func(text string) []proofread.Fault {
		return proofread.Terms("x", &notebook.Notebook{Cells: []notebook.Cell{{ID: "c", Kind: notebook.Markdown, Source: text}}})
	}
	require.Empty(t, terms("Un **interblocage** (*deadlock*), puis un interblocage, `deadlock!`"))
	require.Len(t, terms("Un deadlock."), 1)
	require.Len(t, terms("Un **interblocage**."), 1)
	require.Len(t, terms("Un interblocage (*deadlock*) et un autre (*deadlock*)."), 1)
}
