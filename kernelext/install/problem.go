package install

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"syscall"
)

// A UserError is what keeps set-up from going on, for the user: what is wrong
// and what to do about it, both in French.
type UserError struct {
	Summary string
	Advice  string
	Log     string // the file with the whole story, if there is one
	Err     error  // what was met, for %w and for the log
}

// Error is all a user needs to read.
func (p *UserError) Error() string {
	lines := []string{p.Summary}
	if p.Advice != "" {
		lines = append(lines, p.Advice)
	}
	if p.Log != "" {
		lines = append(lines, msgLog(p.Log))
	}
	return strings.Join(lines, "\n")
}

func (p *UserError) Unwrap() error { return p.Err }

// explain turns the failure of a step into a UserError, its cause read in what
// the step's programs said.
func explain(s step, w *work, err error) error {
	var known *UserError
	if err == nil || errors.As(err, &known) || errors.Is(err, context.Canceled) {
		return err
	}
	said := w.said()
	problem := &UserError{
		Summary: msgStepFailed(s.title),
		Advice:  adviceFor(said, err),
		Log:     w.log.Name(),
		Err:     fmt.Errorf("step %s: %w", s.name, err),
	}
	if problem.Advice == "" {
		problem.Advice = msgLastLines(lastLines(said, 5), err)
	}
	return problem
}

// explainDisk is explain for what happens outside of steps.
func explainDisk(err error) error {
	if advice := adviceFor("", err); advice != "" {
		return &UserError{Summary: msgCannotWrite, Advice: advice, Err: err}
	}
	return err
}

// signs are the words by which Go, pip, uv and the system name a cause, all in
// lower case. The first that is found wins: a full disk makes downloads fail
// too.
func signs() []struct {
	advice string
	words  []string
} {
	return []struct {
		advice string
		words  []string
	}{
		{adviceDisk, []string{"no space left on device", "disk quota exceeded", "os error 28"}},
		{adviceReadOnly, []string{"read-only file system", "permission denied"}},
		{adviceHash, []string{"checksum mismatch", "security error", "do not match the hashes", "hash mismatch", "hashes are required"}},
		{adviceNetwork, []string{
			"dial tcp", "no such host", "i/o timeout", "module lookup disabled", "tls handshake timeout", "connection refused",
			"connection reset", "network is unreachable", "name resolution", "max retries exceeded", "newconnectionerror",
			"no matching distribution found", "failed to fetch", "error sending request", "client error (connect)", "dns error",
		}},
		{adviceMemory, []string{"signal: killed", "cannot allocate memory", "out of memory"}},
	}
}

func adviceFor(said string, err error) string {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return adviceDisk
	case errors.Is(err, syscall.EROFS), errors.Is(err, syscall.EACCES):
		return adviceReadOnly
	}
	text := strings.ToLower(said + "\n" + err.Error())
	for _, sign := range signs() {
		for _, word := range sign.words {
			if strings.Contains(text, word) {
				return sign.advice
			}
		}
	}
	return ""
}

func lastLines(text string, n int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}
