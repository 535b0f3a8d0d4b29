package sight

import (
	_ "embed"
	"strings"
)

// sightCSS is the colours and what all sights have, graphCSS what is drawn and
// its explanation, pageCSS what is written of code and goroutines.
var (
	//go:embed sight.css
	sightCSS string
	//go:embed graph.css
	graphCSS string
	//go:embed page.css
	pageCSS string
)

// style is the style sheet of a kind of sights.
func style(k Kind) string {
	css := themed(sightCSS, ".cahiers-sight")
	if k == Film {
		return css
	}
	return css + graphCSS + pageCSS
}

// themed is a style sheet whose block DARK is written for both pages that a
// sight can stand in: JupyterLab says its theme on the body, a handout follows
// the reader's preference. Paper is always light.
func themed(css, selector string) string {
	before, dark, after := parts(css)
	return before +
		"@media screen { body[data-jp-theme-light=\"false\"] " + selector + " " + dark + " }\n" +
		"@media screen and (prefers-color-scheme: dark) { body:not([data-jp-theme-light]) " + selector + " " + dark + " }" + after
}

// parts are the block DARK of a style sheet and what is around it.
func parts(css string) (before, dark, after string) {
	before, rest, _ := strings.Cut(css, "DARK {")
	dark, after, _ = strings.Cut(rest, "}")
	return before, "{" + dark + "}", after
}
