package lineage

import (
	"os"
	"sync"
	"time"
)

// ParentGone returns a channel that closes when the process that started the
// calling one is gone, at most half a second later.
//
// The parent that we see is another when ours was gone before we looked:
// starter is the number that it gave as its own, or 0 when it gave none.
//
// It watches processes, where a parent-death signal would watch the thread
// that forked: a server that starts kernels from short-lived threads would
// kill them.
func ParentGone(starter int) <-chan struct{} {
	gone := make(chan struct{})
	over := sync.OnceFunc(func() { close(gone) })
	parent := os.Getppid()
	if parent == 0 { // in another PID namespace: nobody to watch
		return gone
	}
	go func() {
		if await(parent) != nil {
			<-pollParent(parent)
		}
		over()
	}()
	if starter > 0 && starter != parent {
		go func() {
			if await(starter) == nil {
				over()
			}
		}()
	}
	return gone
}

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
