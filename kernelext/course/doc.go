// Package course holds no code: its tests guard what every notebook of the
// course must have (an opening, bets, teacher's notes, a closing), its links
// and its diagrams.
package course
