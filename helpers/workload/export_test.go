package workload

// Asleep makes an OpenLoop sleep until an arrival is due, and never watch the
// clock: what a fake clock needs.
func Asleep() Option { return func(c *config) { c.watch = 0 } }
