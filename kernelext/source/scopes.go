package source

import "slices"

// scopes are the names declared in the blocks around a token.
type scopes struct {
	names      []string
	starts     []int    // for each block, how many names were there before it
	parameters []string // of the func whose body comes next
	coming     []coming // declared by a statement that is not over
}

type coming struct {
	name  string
	depth int
}

func (s *scopes) depth() int { return len(s.starts) }

func (s *scopes) know(name string) bool { return slices.Contains(s.names, name) }

// later declares names from the end of the statement on.
func (s *scopes) later(names ...string) {
	for _, name := range names {
		s.coming = append(s.coming, coming{name, s.depth()})
	}
}

// open begins a block: the body of a func, or that of a statement, in which
// what the statement declares is known.
func (s *scopes) open(function bool) {
	s.starts = append(s.starts, len(s.names))
	if function {
		s.names = append(s.names, s.parameters...)
		return
	}
	for _, c := range s.coming {
		s.names = append(s.names, c.name)
	}
}

func (s *scopes) close() {
	if len(s.starts) == 0 {
		return
	}
	s.names = s.names[:s.starts[len(s.starts)-1]]
	s.starts = s.starts[:len(s.starts)-1]
	s.coming = slices.DeleteFunc(s.coming, func(c coming) bool { return c.depth > s.depth() })
}

// next ends a statement.
func (s *scopes) next() {
	s.coming = slices.DeleteFunc(s.coming, func(c coming) bool {
		over := c.depth == s.depth()
		if over {
			s.names = append(s.names, c.name)
		}
		return over
	})
}
