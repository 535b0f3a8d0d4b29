package sight

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// A Reel is what goroutines did over time. Its times are since the beginning
// of the film; lanes, spots and words are named by their indices.
type Reel struct {
	Duration   time.Duration `json:"duration"`
	Processors int           `json:"processors"` // how many goroutines Go lets run at once
	Lanes      []Lane        `json:"lanes"`
	Jumps      []Jump        `json:"jumps"`
	Spots      []Spot        `json:"spots"`
	Words      []string      `json:"words"`          // what goroutines do, in French
	Things     []ThingKind   `json:"things"`         // what is waited for, word by word; empty when nothing is
	Left       string        `json:"left,omitempty"` // in French: the goroutines that have no lane
}

// Nowhere is the index of no spot, lane or word.
const Nowhere = -1

// A Lane is one goroutine.
type Lane struct {
	Number  int           `json:"number"`
	Name    string        `json:"name"`    // "producteur", "goroutine principale", "goroutine 7"
	Started int           `json:"started"` // spot
	Creator int           `json:"creator"` // lane
	Born    time.Duration `json:"born"`    // zero when it was there before
	End     time.Duration `json:"end"`
	Ended   bool          `json:"ended"` // or else it was still there at the end
	Spans   []Span        `json:"spans"` // without gaps, from Born to End

	Ran    time.Duration `json:"ran"`
	Ready  time.Duration `json:"ready"`
	Waited time.Duration `json:"waited"`
	Mostly string        `json:"mostly,omitempty"` // what it waited for, in French
}

// A Course is what a goroutine does during a span.
type Course int

const (
	Runs Course = iota // on a processor
	Able               // ready to run, but no processor has taken it yet
	Idle               // waiting for something
	Many               // several, each too short to be told apart
)

// A Span is a time during which a goroutine does one thing. In JSON it is a
// list, because there are thousands of them.
type Span struct {
	From, To time.Duration
	Course   Course
	Does     int // word
	At       int // spot where it waits, or stops running

	Changes    int           // of Many: how many they are
	Ran, Ready time.Duration // of Many
}

// MarshalJSON makes s a list.
func (s Span) MarshalJSON() ([]byte, error) {
	list := []int64{int64(s.From), int64(s.To), int64(s.Course), int64(s.Does), int64(s.At)}
	if s.Course == Many {
		list = append(list, int64(s.Changes), int64(s.Ran), int64(s.Ready))
	}
	return json.Marshal(list)
}

// UnmarshalJSON reads the list.
func (s *Span) UnmarshalJSON(data []byte) error {
	list, err := numbers(data, 5, 8)
	if err != nil {
		return fmt.Errorf("a span: %w", err)
	}
	*s = Span{From: time.Duration(list[0]), To: time.Duration(list[1]), Course: Course(list[2]), Does: int(list[3]), At: int(list[4])}
	if len(list) == 8 {
		s.Changes, s.Ran, s.Ready = int(list[5]), time.Duration(list[6]), time.Duration(list[7])
	}
	return nil
}

// A Jump is what one goroutine did to another. In JSON it is a list too.
type Jump struct {
	From    int // lane
	To      int // lane
	Time    time.Duration
	Creates bool // or else it wakes
	At      int  // spot of From
}

// MarshalJSON makes j a list.
func (j Jump) MarshalJSON() ([]byte, error) {
	creates := int64(0)
	if j.Creates {
		creates = 1
	}
	return json.Marshal([]int64{int64(j.From), int64(j.To), int64(j.Time), creates, int64(j.At)})
}

// UnmarshalJSON reads the list.
func (j *Jump) UnmarshalJSON(data []byte) error {
	list, err := numbers(data, 5)
	if err != nil {
		return fmt.Errorf("a jump: %w", err)
	}
	*j = Jump{From: int(list[0]), To: int(list[1]), Time: time.Duration(list[2]), Creates: list[3] == 1, At: int(list[4])}
	return nil
}

// numbers reads a list that has one of the lengths.
func numbers(data []byte, lengths ...int) ([]int64, error) {
	var list []int64
	if err := json.Unmarshal(data, &list); err != nil {
		return nil, err
	}
	if !slices.Contains(lengths, len(list)) {
		return nil, fmt.Errorf("a list of %d numbers", len(list))
	}
	return list, nil
}
