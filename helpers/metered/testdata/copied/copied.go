// Package copied copies a lock, which go vet must see.
package copied

import "cahiers/helpers/metered"

func lock(mu metered.Mutex) { mu.Lock() }
