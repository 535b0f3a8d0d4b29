package lineage

import (
	"os"
	"time"
)

// pollParent closes its channel when parent no longer is our parent.
func pollParent(parent int) <-chan struct{} {
	gone := make(chan struct{})
	go func() {
		ticker := time.NewTicker(500 * time.Millisecond)
		defer ticker.Stop()
		for os.Getppid() == parent {
			<-ticker.C
		}
		close(gone)
	}()
	return gone
}
