// Package copied copies what must not be, which go vet must see.
package copied

import "cahiers/helpers/metered"

func lock(mu metered.Mutex)     { mu.Lock() }
func read(mu metered.RWMutex)   { mu.RLock() }
func once(o metered.Once)       { o.Do(func() {}) }
func wait(wg metered.WaitGroup) { wg.Wait() }
func signal(c metered.Cond)     { c.Signal() }
