//go:build !linux

package workload

// addSystem has nothing to add: containers are Linux, and other systems give
// the processor's name to libraries only.
func (*Card) addSystem() {}
