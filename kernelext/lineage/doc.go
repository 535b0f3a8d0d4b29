// Package lineage sees to it that no process outlives those it works for,
// whatever was killed, and by whatever signal. It starts children that end
// with us (Command, Attributes), ends all those that descend from us (Adopt,
// KillDescendants), and notices when the one that started us is gone
// (ParentGone).
package lineage
