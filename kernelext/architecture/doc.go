// Package architecture holds no code: its tests guard the shape of the tree,
// which way imports may point, what a cell may link, and that each package
// says in a comment what it is for.
package architecture
