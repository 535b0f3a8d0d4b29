package install

import (
	"slices"
	"strings"
)

// warmProgram is a Go program that imports packages.
func warmProgram(packages []string) string {
	var b strings.Builder
	b.WriteString("package main\n\nimport (\n")
	for _, path := range packages {
		b.WriteString("\t_ \"" + path + "\"\n")
	}
	b.WriteString(")\n\nfunc main() {}\n")
	return b.String()
}

// standardPackages are those of the standard library that a course on
// concurrency meets.
func standardPackages() []string {
	return strings.Fields(`
		bufio bytes cmp container/heap container/list container/ring context
		crypto/rand crypto/sha256 database/sql embed encoding/binary encoding/json
		errors expvar flag fmt hash/fnv hash/maphash html/template io iter log
		log/slog maps math math/bits math/cmplx math/rand math/rand/v2 net net/http
		net/http/httptest net/url os os/exec os/signal path path/filepath reflect
		regexp runtime runtime/debug runtime/metrics runtime/pprof runtime/trace
		slices sort strconv strings sync sync/atomic testing testing/synctest
		text/tabwriter text/template time unicode unicode/utf8 unsafe`)
}

// leakPackages are the standard packages that are compiled a second time for
// cells that look for leaks: without those that bring the network, which are
// half of the work, and are compiled when a cell first asks for them.
func leakPackages() []string {
	return slices.DeleteFunc(standardPackages(), func(path string) bool {
		first, _, _ := strings.Cut(path, "/")
		return slices.Contains([]string{"crypto", "database", "expvar", "html", "net"}, first)
	})
}

// libraryPackages are those of other authors that a cell may use by name.
func libraryPackages() []string {
	return strings.Fields(`
		github.com/go-echarts/go-echarts/v2/charts
		github.com/go-echarts/go-echarts/v2/opts
		github.com/janpfeifer/gonb/gonbui
		github.com/stretchr/testify/assert
		github.com/stretchr/testify/require`)
}
