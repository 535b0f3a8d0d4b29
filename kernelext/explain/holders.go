package explain

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"cahiers/kernelext/stacks"
)

// A held is a lock that the source says a goroutine took and has not released.
type held struct {
	expression
	read   bool // by RLock
	looped bool // in an earlier turn of the loop, if there was one
	line   int
}

// holds are the locks that the function of a frame has taken on its way to the
// frame's line, or to the operation there.
func (s *syntax) holds(f stacks.Frame, op *operation) []held {
	var way []ast.Node
	if op != nil {
		way = append(slices.Clone(op.around), op.node)
	} else {
		way = s.statement(f)
	}
	fn := function(way)
	if fn == nil {
		return nil
	}
	way = way[slices.Index(way, fn):]
	var locks []held
	for i, n := range way[:len(way)-1] {
		next := way[i+1]
		if i > 0 && isLoop(way[i-1]) {
			if body, ok := n.(*ast.BlockStmt); ok {
				for _, lock := range s.after(body.List, nil) {
					lock.looped = true
					locks = append(locks, lock)
				}
			}
		}
		var list []ast.Stmt
		switch n := n.(type) {
		case *ast.BlockStmt:
			list = n.List
		case *ast.CaseClause:
			list = n.Body
		case *ast.CommClause:
			list = n.Body
		}
		before := slices.IndexFunc(list, func(one ast.Stmt) bool { return one == next })
		if before > 0 {
			locks = s.after(list[:before], locks)
		}
	}
	return locks
}

// statement is the innermost statement at a frame's line, and what is around.
func (s *syntax) statement(f stacks.Frame) (way []ast.Node) {
	s.walk(func(n ast.Node, around []ast.Node) {
		if one, ok := n.(ast.Stmt); ok && s.line(one.Pos()) <= f.Line && f.Line <= s.line(one.End()) && runs(f, function(around)) {
			way = append(slices.Clone(around), n)
		}
	})
	return way
}

// after is what is held after statements that follow each other. A lock that
// only some ways through them take or release is not.
func (s *syntax) after(list []ast.Stmt, locks []held) []held {
	for _, one := range list {
		locks = s.through(one, locks)
	}
	return locks
}

func (s *syntax) through(one ast.Stmt, locks []held) []held {
	switch one := one.(type) {
	case *ast.ExprStmt:
		return s.call(one.X, locks)
	case *ast.LabeledStmt:
		return s.through(one.Stmt, locks)
	case *ast.BlockStmt:
		return s.after(one.List, locks)
	case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
		for _, branch := range branches(one) {
			if ends(branch) {
				continue
			}
			other := s.after(branch, slices.Clone(locks))
			locks = slices.DeleteFunc(slices.Clone(locks), func(h held) bool { return !slices.ContainsFunc(other, h.same) })
		}
	}
	return locks
}

func (h held) same(other held) bool {
	return h.key == other.key && h.read == other.read && h.text == other.text
}

// call is what is held after a call.
func (s *syntax) call(e ast.Expr, locks []held) []held {
	if on, pos := method(e, "Lock", "RLock"); pos.IsValid() {
		_, read := method(e, "RLock")
		return append(slices.Clone(locks), held{expression: s.expression(on), read: read.IsValid(), line: s.line(pos)})
	}
	if on, pos := method(e, "Unlock", "RUnlock"); pos.IsValid() {
		_, read := method(e, "RUnlock")
		freed := held{expression: s.expression(on), read: read.IsValid()}
		return slices.DeleteFunc(slices.Clone(locks), freed.same)
	}
	return locks
}

// branches are the lists of statements that a statement may or may not go
// through.
func branches(one ast.Stmt) (all [][]ast.Stmt) {
	clauses := func(body *ast.BlockStmt) {
		for _, clause := range body.List {
			switch clause := clause.(type) {
			case *ast.CaseClause:
				all = append(all, clause.Body)
			case *ast.CommClause:
				all = append(all, clause.Body)
			}
		}
	}
	switch one := one.(type) {
	case *ast.IfStmt:
		all = append(all, one.Body.List)
		if one.Else != nil {
			all = append(all, []ast.Stmt{one.Else})
		}
	case *ast.ForStmt:
		all = append(all, one.Body.List)
	case *ast.RangeStmt:
		all = append(all, one.Body.List)
	case *ast.SwitchStmt:
		clauses(one.Body)
	case *ast.TypeSwitchStmt:
		clauses(one.Body)
	case *ast.SelectStmt:
		clauses(one.Body)
	}
	return all
}

// ends reports whether statements never come to what follows them.
func ends(list []ast.Stmt) bool {
	if len(list) == 0 {
		return false
	}
	switch last := list[len(list)-1].(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return last.Tok != token.FALLTHROUGH
	case *ast.ExprStmt:
		call, _ := last.X.(*ast.CallExpr)
		if call == nil {
			return false
		}
		name, _ := call.Fun.(*ast.Ident)
		return name != nil && name.Name == "panic"
	default:
		return false
	}
}

// forgotten is the line by which a function of the program leaves without
// releasing a lock that is written so, or 0. What follows the line blocked to
// the end was not come to.
func (s *syntax) forgotten(lock expression, blocked int) (leaves int) {
	s.walk(func(n ast.Node, _ []ast.Node) {
		var body *ast.BlockStmt
		switch fn := n.(type) {
		case *ast.FuncDecl:
			body = fn.Body
		case *ast.FuncLit:
			body = fn.Body
		}
		if body == nil || leaves > 0 {
			return
		}
		ast.PreorderStack(body, nil, func(n ast.Node, around []ast.Node) bool {
			if _, inner := n.(*ast.FuncLit); inner {
				return false
			}
			list, ok := n.(*ast.BlockStmt)
			if !ok {
				return true
			}
			for i, one := range list.List {
				taken, isCall := one.(*ast.ExprStmt)
				if !isCall {
					continue
				}
				on, pos := method(taken.X, "Lock", "RLock")
				if !pos.IsValid() || !lock.like(s.expression(on)) {
					continue
				}
				line := s.leaves(list.List[i+1:], lock, n == body)
				switch {
				case line == 0 || leaves > 0:
				case line != atEnd:
					leaves = line
				case s.line(pos) != blocked:
					leaves = s.line(pos)
				}
			}
			return true
		})
	})
	return leaves
}

// like reports whether expressions mean the same lock, or the same field of
// the same type.
func (x expression) like(other expression) bool {
	if x.root == nil || other.root == nil {
		return false
	}
	kind := func(x expression) string { return strings.TrimPrefix(x.root.Type().String(), "*") }
	return x.key == other.key || x.path != "" && x.path == other.path && kind(x) == kind(other)
}

const atEnd = 1 << 30

// leaves is the line that leaves statements while a lock is held, or atEnd if
// they never release it, or 0.
func (s *syntax) leaves(list []ast.Stmt, lock expression, outermost bool) int {
	releases := func(e ast.Node) bool {
		on, pos := method(e, "Unlock", "RUnlock")
		return pos.IsValid() && lock.like(s.expression(on))
	}
	inside := func(n ast.Node) (freed bool, leaves int) {
		ast.Inspect(n, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				freed = freed || releases(n)
			case *ast.ReturnStmt:
				leaves = s.line(n.Pos())
			}
			return true
		})
		return freed, leaves
	}
	for _, one := range list {
		freed, leaves := inside(one)
		if leaves == 0 && ends([]ast.Stmt{one}) { // a panic, or a jump
			leaves = s.line(one.Pos())
		}
		if freed { // at once, by defer, or on some way through it
			return 0
		}
		if leaves > 0 {
			return leaves
		}
	}
	if outermost {
		return atEnd
	}
	return 0
}
