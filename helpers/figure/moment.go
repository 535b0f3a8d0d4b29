package figure

import "time"

// A Moment is the value of something at one moment: the length of a queue, the
// goroutines at work.
type Moment struct {
	At    time.Duration `json:"at_ns"` // since the measurement began
	Value float64       `json:"value"`
}
