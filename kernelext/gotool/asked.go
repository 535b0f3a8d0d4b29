package gotool

import (
	"os"

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
	cell := session.Current()
	program := c.args[0] == "build"
	return private.Built{
		Race:  cell.Asks(source.Race) || hasFlag(c.args, "race"),
		Leaks: program && cell.Asks(source.Leaks),
		Film:  program && cell.Asks(source.Film),
	}
}
