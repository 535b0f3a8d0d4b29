// Package copiedatomic copies atomics, which go vet must see.
package copiedatomic

import "cahiers/helpers/metered"

func loadInt32(n metered.Int32) int32         { return n.Load() }
func loadInt64(n metered.Int64) int64         { return n.Load() }
func loadUint32(n metered.Uint32) uint32      { return n.Load() }
func loadUint64(n metered.Uint64) uint64      { return n.Load() }
func loadBool(b metered.Bool) bool            { return b.Load() }
func loadPointer(p metered.Pointer[int]) *int { return p.Load() }
