package outcome

import "cahiers/kernelext/notebook"

// Judge compares how a cell ended with what its metadata announces. It returns
// "" when they agree and a French sentence when they do not.
//
// A cell with the tag raises-exception and no cahiers.expect may end in any
// error of its own, but not by a timeout or with the kernel.
func Judge(cell notebook.Cell, got Outcome) string {
	want := Outcome(cell.Expect())
	switch {
	case got == want && want == Success && cell.HasTag(notebook.TagRaises):
		return msgNoError
	case got == want:
		return ""
	case got == Timeout || got == Dead || got == NotRun:
		return msgGot(got)
	case want == Success && cell.HasTag(notebook.TagRaises):
		return ""
	case want == Success:
		return msgGot(got)
	case got == Success:
		return msgInsteadOfSuccess(want)
	}
	return msgInstead(want, got)
}
