// Package lineage keeps track of the processes around us: it notices when the
// one that started us is gone, and ends all those that descend from us.
//
// It is what lets a kernel, or the supervisor of a cell, leave nothing behind
// whatever was killed, and by whatever signal.
package lineage
