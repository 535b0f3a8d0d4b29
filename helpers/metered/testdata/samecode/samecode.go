// Package samecode uses atomics of sync/atomic and of metered alike, for a test
// to compare what the compiler makes of both.
package samecode

import (
	"sync/atomic"

	"cahiers/helpers/metered"
)

func originalInt32Load(x *atomic.Int32) int32 { return x.Load() }
func oursInt32Load(x *metered.Int32) int32    { return x.Load() }

func originalInt32Store(x *atomic.Int32, v int32) { x.Store(v) }
func oursInt32Store(x *metered.Int32, v int32)    { x.Store(v) }

func originalInt32Swap(x *atomic.Int32, v int32) int32 { return x.Swap(v) }
func oursInt32Swap(x *metered.Int32, v int32) int32    { return x.Swap(v) }

func originalInt32And(x *atomic.Int32, v int32) int32 { return x.And(v) }
func oursInt32And(x *metered.Int32, v int32) int32    { return x.And(v) }

func originalInt32Or(x *atomic.Int32, v int32) int32 { return x.Or(v) }
func oursInt32Or(x *metered.Int32, v int32) int32    { return x.Or(v) }

func originalInt64Load(x *atomic.Int64) int64 { return x.Load() }
func oursInt64Load(x *metered.Int64) int64    { return x.Load() }

func originalInt64Store(x *atomic.Int64, v int64) { x.Store(v) }
func oursInt64Store(x *metered.Int64, v int64)    { x.Store(v) }

func originalInt64Swap(x *atomic.Int64, v int64) int64 { return x.Swap(v) }
func oursInt64Swap(x *metered.Int64, v int64) int64    { return x.Swap(v) }

func originalInt64And(x *atomic.Int64, v int64) int64 { return x.And(v) }
func oursInt64And(x *metered.Int64, v int64) int64    { return x.And(v) }

func originalInt64Or(x *atomic.Int64, v int64) int64 { return x.Or(v) }
func oursInt64Or(x *metered.Int64, v int64) int64    { return x.Or(v) }

func originalUint32Load(x *atomic.Uint32) uint32 { return x.Load() }
func oursUint32Load(x *metered.Uint32) uint32    { return x.Load() }

func originalUint32Store(x *atomic.Uint32, v uint32) { x.Store(v) }
func oursUint32Store(x *metered.Uint32, v uint32)    { x.Store(v) }

func originalUint32Swap(x *atomic.Uint32, v uint32) uint32 { return x.Swap(v) }
func oursUint32Swap(x *metered.Uint32, v uint32) uint32    { return x.Swap(v) }

func originalUint32And(x *atomic.Uint32, v uint32) uint32 { return x.And(v) }
func oursUint32And(x *metered.Uint32, v uint32) uint32    { return x.And(v) }

func originalUint32Or(x *atomic.Uint32, v uint32) uint32 { return x.Or(v) }
func oursUint32Or(x *metered.Uint32, v uint32) uint32    { return x.Or(v) }

func originalUint64Load(x *atomic.Uint64) uint64 { return x.Load() }
func oursUint64Load(x *metered.Uint64) uint64    { return x.Load() }

func originalUint64Store(x *atomic.Uint64, v uint64) { x.Store(v) }
func oursUint64Store(x *metered.Uint64, v uint64)    { x.Store(v) }

func originalUint64Swap(x *atomic.Uint64, v uint64) uint64 { return x.Swap(v) }
func oursUint64Swap(x *metered.Uint64, v uint64) uint64    { return x.Swap(v) }

func originalUint64And(x *atomic.Uint64, v uint64) uint64 { return x.And(v) }
func oursUint64And(x *metered.Uint64, v uint64) uint64    { return x.And(v) }

func originalUint64Or(x *atomic.Uint64, v uint64) uint64 { return x.Or(v) }
func oursUint64Or(x *metered.Uint64, v uint64) uint64    { return x.Or(v) }

func originalBoolLoad(x *atomic.Bool) bool { return x.Load() }
func oursBoolLoad(x *metered.Bool) bool    { return x.Load() }

func originalBoolStore(x *atomic.Bool, v bool) { x.Store(v) }
func oursBoolStore(x *metered.Bool, v bool)    { x.Store(v) }

func originalBoolSwap(x *atomic.Bool, v bool) bool { return x.Swap(v) }
func oursBoolSwap(x *metered.Bool, v bool) bool    { return x.Swap(v) }

func originalPointerLoad(x *atomic.Pointer[int]) *int { return x.Load() }
func oursPointerLoad(x *metered.Pointer[int]) *int    { return x.Load() }

func originalPointerStore(x *atomic.Pointer[int], v *int) { x.Store(v) }
func oursPointerStore(x *metered.Pointer[int], v *int)    { x.Store(v) }

func originalPointerSwap(x *atomic.Pointer[int], v *int) *int { return x.Swap(v) }
func oursPointerSwap(x *metered.Pointer[int], v *int) *int    { return x.Swap(v) }
