package explain

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"cahiers/kernelext/stacks"
)

// variable is what both accesses touch, as the line of a write names it, if
// the line of the other names it as well, or nothing.
func (p *programs) variable(r stacks.Race, at [2]stacks.Frame) string {
	var found []expression
	for i, a := range r.Accesses {
		program := p.of(at[i].File)
		other := p.of(at[1-i].File)
		if !a.Write || program == nil || other == nil {
			continue
		}
		for _, e := range program.changed(at[i]) {
			same := func(known expression) bool { return known.text == e.text }
			if other.mentions(at[1-i], e) && !slices.ContainsFunc(found, same) {
				found = append(found, e)
			}
		}
	}
	switch {
	case len(found) == 1:
		return found[0].text
	case len(found) == 2 && tail(found[0].text) == tail(found[1].text): // of two names for it
		return found[0].text
	case len(found) == 0:
		return strings.TrimPrefix(r.Global, "main.")
	default:
		return ""
	}
}

// tail is the last name of an expression.
func tail(text string) string { return text[strings.LastIndexByte(text, '.')+1:] }

// changed are the variables that the line of a frame changes, a map or a slice
// in the place of its elements.
func (s *syntax) changed(f stacks.Frame) (all []expression) {
	add := func(e ast.Expr) {
		if index, ok := ast.Unparen(e).(*ast.IndexExpr); ok {
			e = index.X
		}
		if x := s.expression(e); x.root != nil {
			all = append(all, x)
		}
	}
	s.walk(func(n ast.Node, around []ast.Node) {
		if s.line(n.Pos()) != f.Line || !runs(f, function(around)) {
			return
		}
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE {
				for _, left := range n.Lhs {
					add(left)
				}
			}
		case *ast.IncDecStmt:
			add(n.X)
		case *ast.CallExpr:
			if name, ok := n.Fun.(*ast.Ident); ok && len(n.Args) > 0 && slices.Contains([]string{"delete", "clear", "copy"}, name.Name) {
				add(n.Args[0])
			}
			if of, ok := n.Fun.(*ast.SelectorExpr); ok && len(n.Args) > 0 && s.source(of.X) == "atomic" {
				add(n.Args[0])
			}
		}
	})
	return all
}

// mentions reports whether the line of a frame names a variable, or the same
// field of another name for its owner.
func (s *syntax) mentions(f stacks.Frame, e expression) (found bool) {
	s.walk(func(n ast.Node, _ []ast.Node) {
		part, ok := n.(ast.Expr)
		if !ok || found || s.line(n.Pos()) != f.Line {
			return
		}
		x := s.expression(part)
		found = x.root != nil && (x.key == e.key || e.path != "" && x.path == e.path)
	})
	return found
}
