package course

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/notebook"
)

var (
	link  = regexp.MustCompile(`(!?)\[([^\]]*)\]\(([^)\s]+)\)`)
	fence = regexp.MustCompile("(?ms)^```.*?^```$")
)

func TestLinksLeadSomewhere(t *testing.T) {
	eachNotebook(t, func(t *testing.T, _ string, nb *notebook.Notebook) {
		for _, c := range nb.Cells {
			if c.Kind != notebook.Markdown {
				continue
			}
			for _, m := range link.FindAllStringSubmatch(fence.ReplaceAllString(c.Source, ""), -1) {
				image, text, target := m[1] != "", m[2], m[3]
				require.NotEmpty(t, text, "%s: a link needs words", target)
				if strings.HasPrefix(target, "https://") && !image {
					continue
				}
				require.FileExists(t, filepath.Join(root, "notebooks", target))
				if image {
					require.Greater(t, len(strings.Fields(text)), 5, "%s: the alternative text says what the picture shows", target)
				}
			}
		}
	})
}

// The map of the course names every notebook, links those that exist, and
// promises nothing else.
func TestMapLinksWhatExists(t *testing.T) {
	nb, err := notebook.Read(root + "/notebooks/00-accueil.ipynb")
	require.NoError(t, err)
	row := regexp.MustCompile(`(?m)^\| (?:\*\*)?\[?(\d\d)\]?(?:\(([^)]+)\))?(?:\*\*)? \|(.*)$`)
	seen := 0
	for _, c := range nb.Cells {
		for _, m := range row.FindAllStringSubmatch(c.Source, -1) {
			number, target, rest := m[1], m[2], m[3]
			seen++
			found, err := filepath.Glob(root + "/notebooks/" + number + "-*.ipynb")
			require.NoError(t, err)
			switch {
			case number == "00":
			case len(found) == 1:
				require.Equal(t, filepath.Base(found[0]), target)
				require.NotContains(t, rest, "à venir")
			default:
				require.Empty(t, target, number)
				require.Contains(t, rest, "*(à venir)*", number)
			}
		}
	}
	require.Equal(t, 17, seen, "notebooks on the map")
}

// A diagram says what it shows, asks nothing of the network, and is used.
func TestDiagrams(t *testing.T) {
	info, err := os.Readlink(root + "/notebooks/images")
	require.NoError(t, err)
	require.Equal(t, filepath.Join("..", "images"), info)

	var pages strings.Builder
	eachNotebook(t, func(_ *testing.T, _ string, nb *notebook.Notebook) {
		for _, c := range nb.Cells {
			pages.WriteString(c.Source)
		}
	})
	readme, err := os.ReadFile(root + "/README.md")
	if !errors.Is(err, os.ErrNotExist) {
		require.NoError(t, err)
		pages.Write(readme)
	}
	paths, err := filepath.Glob(root + "/images/*.svg")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Contains(t, pages.String(), "images/"+filepath.Base(path))
			texts := svgTexts(t, data)
			require.NotEmpty(t, texts["title"])
			require.NotEmpty(t, texts["desc"])
			require.Contains(t, string(data), "prefers-color-scheme: dark")
			require.NotRegexp(t, `(href|src)="|url\(http|<script`, string(data))
		})
	}
}

// svgTexts parses the whole drawing and returns the text of each kind of element.
func svgTexts(t *testing.T, data []byte) map[string]string {
	t.Helper()
	texts := map[string]string{}
	var open []string
	for d := xml.NewDecoder(strings.NewReader(string(data))); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return texts
		}
		require.NoError(t, err)
		switch token := token.(type) {
		case xml.StartElement:
			open = append(open, token.Name.Local)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				texts[open[len(open)-1]] += string(token)
			}
		}
	}
}
