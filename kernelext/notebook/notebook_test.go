package notebook_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/notebook"
)

// draft is what an author writes before the first `notebook fmt`.
const draft = `{"nbformat": 4, "nbformat_minor": 2, "metadata": {"widgets": {}}, "cells": [
	{"cell_type": "markdown", "metadata": {}, "source": "# Le verrou\n\nUne idée :\nle **verrou**.\n\n**Durée** : 45 minutes\n\n## Scène 1"},
	{"cell_type": "code", "metadata": {"execution": {"x": 1}, "tags": ["raises-exception"], "cahiers": {"expect": "panic"}},
	 "execution_count": 7, "source": ["%%\n", "panic(\"<aïe> & co\")"],
	 "outputs": [{"output_type": "stream", "name": "stdout", "text": "x"}]},
	{"cell_type": "code", "id": "stable-1", "metadata": {}, "execution_count": null, "source": "fmt.Println(1)", "outputs": []}
]}`

const canonical = `{
 "cells": [
  {
   "cell_type": "markdown",
   "id": "ID0",
   "metadata": {},
   "source": [
    "# Le verrou\n",
    "\n",
    "Une idée :\n",
    "le **verrou**.\n",
    "\n",
    "**Durée** : 45 minutes\n",
    "\n",
    "## Scène 1"
   ]
  },
  {
   "cell_type": "code",
   "execution_count": null,
   "id": "ID1",
   "metadata": {
    "cahiers": {
     "expect": "panic"
    },
    "tags": [
     "raises-exception"
    ]
   },
   "outputs": [],
   "source": [
    "%%\n",
    "panic(\"<aïe> & co\")"
   ]
  },
  {
   "cell_type": "code",
   "execution_count": null,
   "id": "stable-1",
   "metadata": {},
   "outputs": [],
   "source": [
    "fmt.Println(1)"
   ]
  }
 ],
 "metadata": {
  "kernelspec": {
   "display_name": "Go (cahiers)",
   "language": "go",
   "name": "cahiers"
  },
  "language_info": {
   "file_extension": ".go",
   "mimetype": "text/x-go",
   "name": "go",
   "pygments_lexer": "go"
  }
 },
 "nbformat": 4,
 "nbformat_minor": 5
}
`

func parse(t *testing.T, text string) *notebook.Notebook {
	t.Helper()
	nb, err := notebook.Parse([]byte(text))
	require.NoError(t, err)
	return nb
}

func bytesOf(t *testing.T, nb *notebook.Notebook) string {
	t.Helper()
	data, err := nb.Bytes()
	require.NoError(t, err)
	return string(data)
}

func TestCanonicaliseWritesTheOneForm(t *testing.T) {
	nb := parse(t, draft)
	nb.Canonicalise()
	want := strings.NewReplacer("ID0", nb.Cells[0].ID, "ID1", nb.Cells[1].ID).Replace(canonical)
	require.Equal(t, want, bytesOf(t, nb))
	require.Len(t, nb.Cells[0].ID, 8)
	require.NotEqual(t, nb.Cells[0].ID, nb.Cells[1].ID)
	require.NoError(t, notebook.Check([]byte(want)))

	again := parse(t, want)
	again.Canonicalise()
	require.Equal(t, want, bytesOf(t, again), "a second pass changes nothing")
}

func TestCanonicaliseKeepsGoodIDsAndReplacesTheOthers(t *testing.T) {
	nb := &notebook.Notebook{Cells: []notebook.Cell{
		{ID: "a", Kind: notebook.Code, Source: "x"},
		{ID: "a", Kind: notebook.Code, Source: "y"},
		{ID: "pas bon", Kind: notebook.Code, Source: "z"},
		{Kind: notebook.Code, Source: "z"},
	}}
	nb.Canonicalise()
	seen := map[string]bool{}
	for _, c := range nb.Cells {
		seen[c.ID] = true
	}
	require.Equal(t, "a", nb.Cells[0].ID)
	require.Len(t, seen, 4)
}

func TestOutputsSurviveARoundTrip(t *testing.T) {
	nb := parse(t, draft)
	back := parse(t, bytesOf(t, nb))
	require.Equal(t, nb, back)
	require.Equal(t, "x", back.Cells[1].Outputs[0]["text"])
}

func TestCheckNamesEachFault(t *testing.T) {
	good := func() *notebook.Notebook {
		nb := parse(t, draft)
		nb.Canonicalise()
		return nb
	}
	for name, test := range map[string]struct {
		change func(nb *notebook.Notebook)
		want   string
	}{
		"outputs":            {func(nb *notebook.Notebook) { nb.Cells[1].Outputs = []notebook.Output{{"output_type": "stream"}} }, "cellule 2 : elle a des sorties"},
		"no id":              {func(nb *notebook.Notebook) { nb.Cells[1].ID = "" }, `cellule 2 : son identifiant "" n’est pas valable`},
		"same id":            {func(nb *notebook.Notebook) { nb.Cells[1].ID = nb.Cells[0].ID }, "déjà celui de la cellule 1"},
		"too long":           {func(nb *notebook.Notebook) { nb.Cells[2].Source = strings.Repeat("x()\n", 41) }, "cellule 3 : elle a 41 lignes"},
		"empty":              {func(nb *notebook.Notebook) { nb.Cells[2].Source = "\n" }, "cellule 3 : elle est vide"},
		"unknown expect":     {func(nb *notebook.Notebook) { nb.Cells[2].Metadata["cahiers"] = map[string]any{"expect": "boum"} }, `cahiers.expect vaut "boum"`},
		"expect without tag": {func(nb *notebook.Notebook) { delete(nb.Cells[1].Metadata, "tags") }, "il faut aussi l’étiquette"},
		"tag without expect": {func(nb *notebook.Notebook) { delete(nb.Cells[1].Metadata, "cahiers") }, "ne dit pas, dans cahiers.expect"},
		"race with the tag": {func(nb *notebook.Notebook) {
			nb.Cells[1].Metadata["cahiers"] = map[string]any{"expect": "race"}
		}, "est de trop"},
		"expect on text": {func(nb *notebook.Notebook) {
			nb.Cells[0].Metadata["cahiers"] = map[string]any{"expect": "race"}
		}, "que sur une cellule de code"},
		"no title": {func(nb *notebook.Notebook) { nb.Cells[0].Source = "Bonjour" }, "aucun titre"},
	} {
		t.Run(name, func(t *testing.T) {
			nb := good()
			test.change(nb)
			err := notebook.Check([]byte(bytesOf(t, nb)))
			require.Error(t, err)
			require.Contains(t, breakable(err.Error()), test.want)
		})
	}
	require.ErrorContains(t, notebook.Check([]byte(strings.TrimSpace(bytesOf(t, good())))), "forme canonique")
}

func TestParseRefusesWhatIsNoNotebook(t *testing.T) {
	for name, text := range map[string]string{
		"not JSON":       `{"cells": [`,
		"trailing":       `{"nbformat": 4, "cells": []} {}`,
		"version 3":      `{"nbformat": 3, "cells": []}`,
		"unknown kind":   `{"nbformat": 4, "cells": [{"cell_type": "heading", "source": ""}]}`,
		"no source":      `{"nbformat": 4, "cells": [{"cell_type": "code"}]}`,
		"number in text": `{"nbformat": 4, "cells": [{"cell_type": "code", "source": ["a", 1]}]}`,
		"bad output":     `{"nbformat": 4, "cells": [{"cell_type": "code", "source": "", "outputs": [1]}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := notebook.Parse([]byte(text))
			require.ErrorIs(t, err, notebook.ErrFormat)
		})
	}
}

func TestOutline(t *testing.T) {
	nb := parse(t, `{"nbformat": 4, "cells": [
		{"cell_type": "markdown", "source": "# Les `+"`verrous`"+`\n\n![](x.png)\n\nUn *verrou*,\nexpliqué.\n\n- **Durée :** 45 min"},
		{"cell_type": "code", "source": "a"},
		{"cell_type": "markdown", "source": "`+"```\\n# pas un titre\\n```"+`\n## [Deux](x) **fois** ##\n\ntexte"},
		{"cell_type": "raw", "source": "# pas un titre"},
		{"cell_type": "code", "source": "b"}]}`)
	require.Equal(t, notebook.Summary{Title: "Les verrous", Description: "Un *verrou*, expliqué.", Duration: "45 min"}, nb.Summary())
	require.Equal(t, "Les verrous", nb.Section(1))
	require.Equal(t, "Deux fois", nb.Section(4))
	require.Equal(t, 1, nb.Number(1))
	require.Equal(t, 2, nb.Number(4))
	require.Empty(t, parse(t, `{"nbformat": 4, "cells": []}`).Summary())
}

func TestWriteReplacesTheFileWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.ipynb")
	require.NoError(t, os.WriteFile(path, []byte("avant"), 0o600))
	nb := parse(t, draft)
	require.NoError(t, notebook.Write(path, nb))
	back, err := notebook.Read(path)
	require.NoError(t, err)
	require.Equal(t, nb, back)
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm(), "the mode is the author's")
	beside, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	require.Len(t, beside, 1, "nothing is left beside it")
}

// breakable makes no-break spaces plain, so that a test reads easily.
func breakable(text string) string { return strings.ReplaceAll(text, "\u00a0", " ") }

func FuzzParse(f *testing.F) {
	f.Add([]byte(draft))
	f.Add([]byte(canonical))
	f.Add([]byte(`{"nbformat":4,"metadata":{"n":1e400,"s":"\ud800\u2028"},"cells":[{"cell_type":"raw","source":["a","\nb"]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		nb, err := notebook.Parse(data)
		if err != nil {
			require.ErrorIs(t, err, notebook.ErrFormat)
			return
		}
		_ = notebook.Check(data)
		first := bytesOf(t, nb)
		require.Equal(t, first, bytesOf(t, parse(t, first)), "reading back what was written changes nothing")
		nb.Canonicalise()
		written := bytesOf(t, nb)
		again := parse(t, written)
		again.Canonicalise()
		require.Equal(t, written, bytesOf(t, again), "the canonical form is a fixed point")
	})
}
