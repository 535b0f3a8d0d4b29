// Package chart turns measurements into figures: it chooses the axes, says in
// the caption what was measured where, and computes the sentences below the
// drawing from the numbers, with what the samples do not carry left undecided.
//
// Its functions are pure: the same measurements on the same machine card give
// the same figure.
package chart

import (
	"cahiers/helpers/figure"
	"cahiers/helpers/workload"
)

// Charts makes figures of what was measured on one machine.
type Charts struct {
	card workload.Card
}

// On returns what makes the figures of measurements made on this machine.
func On(card workload.Card) Charts { return Charts{card: card} }

// An Option changes a figure, or adds to it what the measurement does not know.
type Option func(*config)

type config struct {
	bet        bet
	expected   *float64
	primitives []figure.Primitive
	serial     *serial
	usl        bool
	sampled    bool
	capacity   float64
	names      []string
}

func configure(opts []Option) config {
	var c config
	for _, o := range opts {
		o(&c)
	}
	return c
}

// alongX are the values a Distribution marks.
func (c config) alongX() []float64 {
	var marks []float64
	if c.expected != nil {
		marks = append(marks, *c.expected)
	}
	return append(marks, c.bet.values[:min(1, len(c.bet.values))]...)
}

// Expected marks the value a Distribution would have if nothing went wrong.
func Expected(v int) Option {
	return func(c *config) {
		f := float64(v)
		c.expected = &f
	}
}

// About says which primitive each series is about, in order: it decides the
// colours. Without it a series is about a Mutex, and the second of two about
// shards; a Distribution is about no synchronisation at all.
func About(p ...figure.Primitive) Option {
	return func(c *config) { c.primitives = p }
}

// UnderLock draws over a Scalability what Amdahl's law predicts when this
// share of the work, from 0 to 1, is done one at a time: hold/(hold+outside)
// for workload.Locked.
func UnderLock(share float64) Option {
	return func(c *config) { c.serial = &serial{share: share, name: amdahlFor} }
}

// Undivided draws over a Scalability what Amdahl's law predicts when this share
// of a job, from 0 to 1, is done by one goroutine, and several share the rest.
func Undivided(share float64) Option {
	return func(c *config) { c.serial = &serial{share: share, name: amdahlUndivided} }
}

// UndividedWaits is Undivided for a job that waits and does not compute: it
// needs no processor, and the law is not bound by their number.
func UndividedWaits(share float64) Option {
	return func(c *config) { c.serial = &serial{share: share, name: amdahlUndivided, waits: true} }
}

// A serial is the share of the work that is done one at a time.
type serial struct {
	share float64
	name  func(share string) string // of the law
	waits bool                      // and takes no processor, nor does the rest
}

// FitUSL fits Gunther's universal scalability law to a Scalability of five
// points or more, and draws it where it describes them.
func FitUSL() Option {
	return func(c *config) { c.usl = true }
}

// Sampled says that the durations of a Latency are samples of all there were,
// as those of metered are, and are to be called estimates.
func Sampled() Option {
	return func(c *config) { c.sampled = true }
}

// Capacity marks the greatest value that an OverTime may take, such as the
// size of a channel's buffer.
func Capacity(n int) Option {
	return func(c *config) { c.capacity = float64(n) }
}

// Called names the goroutines of a Fairness, in order, instead of numbers.
func Called(names ...string) Option {
	return func(c *config) { c.names = names }
}

// primitive is that of the series i, or the usual one.
func (c config) primitive(i int, usual ...figure.Primitive) figure.Primitive {
	if i < len(c.primitives) {
		return c.primitives[i]
	}
	return usual[min(i, len(usual)-1)]
}
