package explain

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strings"

	"cahiers/kernelext/stacks"
)

// A syntax is a program as Go reads it. It is empty for one that is not Go.
type syntax struct {
	text []byte
	fset *token.FileSet
	file *ast.File
	info *types.Info
	from map[types.Object]origin
}

// An origin is where an object is declared.
type origin struct {
	fn     ast.Node // nil for what belongs to the package
	index  int      // of the parameter that it is, the receiver first, or -1
	looped bool     // a loop makes it anew each time
}

func parse(text []byte) *syntax {
	s := &syntax{text: text, fset: token.NewFileSet(), from: map[types.Object]origin{}, info: &types.Info{
		Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Types: map[ast.Expr]types.TypeAndValue{},
	}}
	file, err := parser.ParseFile(s.fset, "", text, parser.SkipObjectResolution)
	if err != nil {
		s.file = &ast.File{Name: ast.NewIdent("main")}
		return s
	}
	s.file = file
	// What names mean is all that is asked, and no package is read for it: all
	// that comes from one is wrong, which is no matter.
	lenient := types.Config{Importer: empty{}, Error: func(error) {}}
	_, _ = lenient.Check("main", s.fset, []*ast.File{file}, s.info)
	return s
}

// Empty imports packages without anything in them.
type empty struct{}

func (empty) Import(name string) (*types.Package, error) {
	p := types.NewPackage(name, path.Base(name))
	p.MarkComplete()
	return p, nil
}

func (s *syntax) line(pos token.Pos) int { return s.fset.Position(pos).Line }

// source is the text of a node.
func (s *syntax) source(n ast.Node) string {
	from, to := s.fset.Position(n.Pos()).Offset, s.fset.Position(n.End()).Offset
	if from < 0 || from > to || to > len(s.text) {
		return ""
	}
	return string(s.text[from:to])
}

// walk calls f with each node, and with those around it, the outermost first.
func (s *syntax) walk(f func(n ast.Node, around []ast.Node)) {
	ast.PreorderStack(s.file, nil, func(n ast.Node, around []ast.Node) bool {
		f(n, around)
		return true
	})
}

// function is the innermost function of nodes that are around each other.
func function(around []ast.Node) ast.Node {
	for _, n := range slices.Backward(around) {
		switch n.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			return n
		}
	}
	return nil
}

// runs reports whether a frame may be a call of a function.
func runs(f stacks.Frame, fn ast.Node) bool {
	name, _, _ := strings.Cut(strings.ReplaceAll(written(f.Func), "[...]", ""), "-range")
	last := name[strings.LastIndexByte(name, '.')+1:]
	number := strings.TrimPrefix(last, "func")
	anonymous := strings.Trim(number, "0123456789") == "" && last != "" && strings.Contains(name, ".func")
	switch fn := fn.(type) {
	case *ast.FuncDecl:
		return !anonymous && fn.Name.Name == last
	case *ast.FuncLit:
		return anonymous
	default:
		return false
	}
}

// An operation is a place of a program that can block.
type operation struct {
	node   ast.Node
	on     ast.Expr // the lock, channel or other; nil for a select
	around []ast.Node
}

// operations are those of a kind on the line of a frame.
func (s *syntax) operations(f stacks.Frame, kind stacks.WaitKind) []operation {
	var all, same []operation
	s.walk(func(n ast.Node, around []ast.Node) {
		on, pos := s.operand(n, kind)
		if !pos.IsValid() || s.line(pos) != f.Line {
			return
		}
		op := operation{n, on, slices.Clone(around)}
		all = append(all, op)
		if runs(f, function(around)) {
			same = append(same, op)
		}
	})
	if len(same) > 0 {
		return same
	}
	return all
}

// operand is what a node waits for if it waits in the given way, and the place
// that the runtime gives it.
func (s *syntax) operand(n ast.Node, kind stacks.WaitKind) (ast.Expr, token.Pos) {
	switch kind {
	case stacks.Mutex, stacks.WriteLock:
		return method(n, "Lock")
	case stacks.ReadLock:
		return method(n, "RLock")
	case stacks.Once:
		return method(n, "Do")
	case stacks.WaitGroup, stacks.Cond:
		return method(n, "Wait")
	case stacks.Send, stacks.NilSend:
		if send, ok := n.(*ast.SendStmt); ok {
			return send.Chan, send.Arrow
		}
		return method(n, "Send")
	case stacks.Receive, stacks.NilRecv:
		switch n := n.(type) {
		case *ast.UnaryExpr:
			if n.Op == token.ARROW {
				return n.X, n.OpPos
			}
		case *ast.RangeStmt:
			if s.mayBeChannel(n.X) {
				return n.X, n.For
			}
		}
		return method(n, "Recv")
	case stacks.Select, stacks.Block:
		if n, ok := n.(*ast.SelectStmt); ok {
			return nil, n.Select
		}
	case stacks.Semaphore, stacks.Sleep, stacks.IO:
	}
	return nil, token.NoPos
}

// method is what a node calls the method of a name on.
func method(n ast.Node, names ...string) (on ast.Expr, pos token.Pos) {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return nil, token.NoPos
	}
	if chosen, ok := call.Fun.(*ast.SelectorExpr); ok && slices.Contains(names, chosen.Sel.Name) {
		return chosen.X, chosen.Sel.Pos()
	}
	return nil, token.NoPos
}

// mayBeChannel reports whether nothing says that an expression is no channel.
func (s *syntax) mayBeChannel(e ast.Expr) bool {
	known, ok := s.info.Types[e]
	if !ok || known.Type == nil {
		return true
	}
	switch t := known.Type.Underlying().(type) {
	case *types.Chan:
		return true
	case *types.Basic:
		return t.Kind() == types.Invalid
	default:
		return false
	}
}

// An expression is a lock, a channel or the like as a line writes it.
type expression struct {
	text string
	key
}

// A key is the same for expressions that mean the same: a variable, and the
// way from there. Root is nil when it takes more than names and constants.
type key struct {
	root types.Object
	path string // ".mu"
}

func (s *syntax) expression(e ast.Expr) expression {
	e = ast.Unparen(e)
	if address, ok := e.(*ast.UnaryExpr); ok && address.Op == token.AND {
		e = ast.Unparen(address.X)
	}
	x := expression{text: strings.Join(strings.Fields(s.source(e)), " ")}
	for way := ""; ; {
		switch n := e.(type) {
		case *ast.ParenExpr:
			e = n.X
		case *ast.StarExpr:
			e = n.X
		case *ast.SelectorExpr:
			way, e = "."+n.Sel.Name+way, n.X
		case *ast.IndexExpr:
			if _, constant := n.Index.(*ast.BasicLit); !constant {
				return x
			}
			way, e = "["+s.source(n.Index)+"]"+way, n.X
		case *ast.Ident:
			if object := s.info.ObjectOf(n); object != nil {
				x.key = key{object, way}
			}
			return x
		default:
			return x
		}
	}
}

// origin tells where an object is declared.
func (s *syntax) origin(object types.Object) origin {
	if known, ok := s.from[object]; ok {
		return known
	}
	o := origin{index: -1}
	s.walk(func(n ast.Node, around []ast.Node) {
		if ident, ok := n.(*ast.Ident); !ok || s.info.Defs[ident] != object {
			return
		}
		if o.fn = function(around); o.fn == nil {
			return
		}
		o.looped = slices.ContainsFunc(around[slices.Index(around, o.fn):], isLoop)
		o.index = slices.IndexFunc(parameters(o.fn), func(p parameter) bool { return p.name == n })
	})
	s.from[object] = o
	return o
}

func isLoop(n ast.Node) bool {
	switch n.(type) {
	case *ast.ForStmt, *ast.RangeStmt:
		return true
	default:
		return false
	}
}

// A parameter is one of a function's, or its receiver.
type parameter struct {
	name *ast.Ident
	typ  ast.Expr
}

// parameters are those of a function, the receiver first, in the order of the
// words in its frame.
func parameters(fn ast.Node) (all []parameter) {
	var lists []*ast.FieldList
	switch fn := fn.(type) {
	case *ast.FuncDecl:
		lists = []*ast.FieldList{fn.Recv, fn.Type.Params}
	case *ast.FuncLit:
		lists = []*ast.FieldList{fn.Type.Params}
	}
	for _, list := range lists {
		if list == nil {
			continue
		}
		for _, field := range list.List {
			for _, name := range field.Names {
				all = append(all, parameter{name, field.Type})
			}
			if len(field.Names) == 0 {
				all = append(all, parameter{nil, field.Type})
			}
		}
	}
	return all
}

// shared reports whether an object is the same one in every goroutine that
// names it.
func (s *syntax) shared(object types.Object) bool {
	o := s.origin(object)
	_, anonymous := o.fn.(*ast.FuncLit)
	return o.index < 0 && !o.looped && !anonymous
}

// calls are the calls of a function that stand on a line.
func (s *syntax) calls(fn ast.Node, line int) (all []*ast.CallExpr) {
	s.walk(func(n ast.Node, _ []ast.Node) {
		call, ok := n.(*ast.CallExpr)
		if !ok || s.line(call.Lparen) != line && s.line(call.Pos()) != line {
			return
		}
		name := ""
		switch f := ast.Unparen(call.Fun).(type) {
		case *ast.Ident:
			name = f.Name
		case *ast.SelectorExpr:
			name = f.Sel.Name
		}
		named, _ := fn.(*ast.FuncDecl)
		if ast.Unparen(call.Fun) == fn || named != nil && named.Name.Name == name {
			all = append(all, call)
		}
	})
	return all
}

// starts is the line of the call of a method Go, or of the go statement, that
// was given the function in which a frame stands, or 0.
func (s *syntax) starts(f stacks.Frame) int {
	line, named := 0, 0
	s.walk(func(n ast.Node, around []ast.Node) {
		var given ast.Expr
		switch call := n.(type) {
		case *ast.CallExpr:
			if on, _ := method(call, "Go"); on == nil || len(call.Args) == 0 {
				return
			}
			given = ast.Unparen(call.Args[len(call.Args)-1])
		case *ast.GoStmt:
			given = ast.Unparen(call.Call.Fun)
		default:
			return
		}
		switch given := given.(type) {
		case *ast.FuncLit:
			if s.line(given.Pos()) <= f.Line && f.Line <= s.line(given.End()) && runs(f, given) {
				line = s.line(n.Pos()) // the innermost is the last
			}
		case *ast.Ident, *ast.SelectorExpr:
			name := s.source(given)
			if w := written(f.Func); name[strings.LastIndexByte(name, '.')+1:] == w[strings.LastIndexByte(w, '.')+1:] {
				named++
				if line == 0 {
					line = s.line(n.Pos())
				}
			}
		}
	})
	if named > 1 {
		return 0
	}
	return line
}

// onlyCall is the line of a call of a method or function of a package by its
// name, inside the go statement on a line, and how many there are.
func (s *syntax) onlyCall(name string, started int) (line, found int) {
	s.walk(func(n ast.Node, around []ast.Node) {
		if _, pos := method(n, name); pos.IsValid() && slices.ContainsFunc(around, func(n ast.Node) bool {
			statement, ok := n.(*ast.GoStmt)
			return ok && s.line(statement.Pos()) == started
		}) {
			line, found = s.line(pos), found+1
		}
	})
	return line, found
}

// argument is what a call gives for a parameter of a function, the receiver
// first, or nil.
func argument(call *ast.CallExpr, fn ast.Node, index int) ast.Expr {
	if decl, ok := fn.(*ast.FuncDecl); ok && decl.Recv != nil {
		if index == 0 {
			if of, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
				return of.X
			}
			return nil
		}
		index--
	}
	if index >= len(call.Args) || call.Ellipsis.IsValid() {
		return nil
	}
	return call.Args[index]
}

// defines reports whether the program declares an object.
func (s *syntax) defines(object types.Object) bool {
	for _, defined := range s.info.Defs {
		if defined == object && object != nil {
			return true
		}
	}
	return false
}

// cases are the channels of a select.
func (s *syntax) cases(n ast.Node) (all []string) {
	statement, ok := n.(*ast.SelectStmt)
	if !ok {
		return nil
	}
	for _, clause := range statement.Body.List {
		comm, ok := clause.(*ast.CommClause)
		if !ok || comm.Comm == nil {
			continue
		}
		ast.Inspect(comm.Comm, func(n ast.Node) bool {
			for _, kind := range []stacks.WaitKind{stacks.Send, stacks.Receive} {
				if on, pos := s.operand(n, kind); pos.IsValid() && on != nil {
					all = append(all, s.expression(on).text)
					return false
				}
			}
			return true
		})
	}
	return all
}

// copied is the line of a parameter that copies a type of package sync, or 0.
func (s *syntax) copied(name string) (line int) {
	s.walk(func(n ast.Node, _ []ast.Node) {
		for _, p := range parameters(n) {
			if of, ok := p.typ.(*ast.SelectorExpr); ok && of.Sel.Name == name && line == 0 {
				line = s.line(of.Pos())
			}
		}
	})
	return line
}
