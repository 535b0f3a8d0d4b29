package lsp

import "testing"

// Warmed returns when Warm has done what it began.
func (s *Server) Warmed() { s.background.Wait() }

// SessionEnded closes when the gopls of the moment has ended.
func (s *Server) SessionEnded() <-chan struct{} { return s.session.ended }

// NothingLeft fails when goroutines of ours are left.
func NothingLeft(t testing.TB) {
	t.Helper()
	nothingLeft(t)
}
