package workload

// A Variant is one of several ways to do the same thing.
type Variant struct {
	Name string
	Op   func() // done by every goroutine

	// Each makes the operation of one goroutine instead of Op, as for RunEach.
	Each func(worker int) func()
}

const nilOp = "workload: nil op"

// each is what run wants. A variant without operation is a programming error.
func (v Variant) each() func(worker int) func() {
	switch {
	case v.Each != nil:
		return v.Each
	case v.Op != nil:
		return func(int) func() { return v.Op }
	default:
		panic(nilOp)
	}
}

// alone is the operation of v when one goroutine does it.
func (v Variant) alone() func() {
	op := v.each()(0)
	if op == nil {
		panic(nilOp)
	}
	return op
}
