package gotool

import (
	"os"
	"slices"

	"cahiers/kernelext/private"
	"cahiers/kernelext/source"
)

// asked is what the cell asks for by its directives: nothing outside of a
// kernel. Only a program with a main of its own can be wrapped.
func (c *call) asked() private.Built {
	session, err := source.ReadSession(os.Getenv(private.EnvDir))
	if err != nil {
		return private.Built{}
	}
	directives := session.Current().Directives()
	asks := func(d source.Directive) bool { return slices.Contains(directives, string(d)) }
	program := c.args[0] == "build"
	return private.Built{
		Race:  asks(source.Race) || hasFlag(c.args, "race"),
		Leaks: program && asks(source.Leaks),
		Film:  program && asks(source.Film),
	}
}
