// Package sight is what the kernel saw of a cell, as data that says it in
// French, and draws it: a race, who waits for whom, the goroutines that can
// never go on, a film. A drawing is HTML and SVG that needs no other file, in
// JupyterLab as in a handout, and text where there is no page.
//
// It knows nothing of how things are seen (package stacks) or explained
// (package explain).
package sight

// MIME is the type of a sight's own JSON, which stands beside its HTML and its
// text in an output, for export and tests.
const MIME = "application/vnd.cahiers.sight+json"

// Kind says what was seen, and decides how it is drawn.
type Kind string

const (
	Race     Kind = "race"     // what the race detector reported; perhaps nothing
	Deadlock Kind = "deadlock" // all goroutines wait, and the runtime gave up
	Stuck    Kind = "stuck"    // where the goroutines were when the cell was interrupted
	Leak     Kind = "leak"     // goroutines that can never go on; perhaps none
	Others   Kind = "others"   // the other goroutines of a program that died, on demand
	Warning  Kind = "warning"  // what go vet warns of
	Film     Kind = "film"     // the goroutines over time
)

// A Sight is one thing seen. What is French is said to the learner as it is.
type Sight struct {
	Kind      Kind     `json:"kind"`
	Title     string   `json:"title"`            // the finding in one line, without a full stop
	Sentences []string `json:"sentences"`        // what happened, and what to do about it
	Caveat    string   `json:"caveat,omitempty"` // what the sight does not prove, or what is inferred in it
	Lesson    Lesson   `json:"lesson,omitzero"`  // the notebook that explains it
	Alt       string   `json:"alt"`              // what the drawing shows, for someone who does not see it
	Races     []Pair   `json:"races,omitempty"`  // of a Race
	Waits     *Waits   `json:"waits,omitempty"`  // of a Deadlock, Stuck, Leak, Others
	Notes     []Note   `json:"notes,omitempty"`  // of a Warning
	Reel      *Reel    `json:"reel,omitempty"`   // of a Film
}

// A Lesson is a notebook of the course.
type Lesson struct {
	Title string `json:"title"`
	File  string `json:"file,omitempty"` // beside the cell's notebook; empty when it is yet to come
}

// A Spot is a line of a cell, among those around it. The zero Spot is nowhere
// in the cells.
type Spot struct {
	Cell  int      `json:"cell"`           // as in In [3]
	Line  int      `json:"line"`           // from 1
	Name  string   `json:"name"`           // as the learner of the cell calls it: "ligne 4"; "cellule 2, ligne 4"
	Func  string   `json:"func,omitempty"` // the function it is in, as it is written: "main", "(*account).withdraw"
	First int      `json:"first"`          // the line that Code begins with
	Code  []string `json:"code"`           // the line and a few around it, their common indentation left out
}

// Exists reports whether the spot is in a cell.
func (s Spot) Exists() bool { return s.Line > 0 }

// A Pair is two accesses to the same memory that nothing puts in order.
type Pair struct {
	Count    int       `json:"count"`              // reports of the same two lines
	Variable string    `json:"variable,omitempty"` // what both touch, as written, when their lines say it
	Accesses [2]Access `json:"accesses"`           // the later one first, as the detector saw them
}

// An Access is one side of a race.
type Access struct {
	Goroutine int    `json:"goroutine"`     // its number; 1 is the main goroutine
	Name      string `json:"name"`          // "goroutine principale", "goroutine 7"
	Write     bool   `json:"write"`         // or a read
	Atomic    bool   `json:"atomic"`        // by sync/atomic
	Via       string `json:"via,omitempty"` // the function of Go or a library that made it, called by the line: "append", "runtime.mapassign"
	At        Spot   `json:"at"`
	Started   Spot   `json:"started,omitzero"` // where the goroutine was started; zero for the main one
}

// Waits is who waits for what, and who holds it.
type Waits struct {
	Goroutines []Goroutine `json:"goroutines"`
	Things     []Thing     `json:"things"`
	Edges      []Edge      `json:"edges"`
}

// A Goroutine is one goroutine, or several that stand at the same place in the
// same state, started at the same place.
type Goroutine struct {
	Numbers []int  `json:"numbers"` // in ascending order
	Name    string `json:"name"`    // "goroutine principale", "goroutine 7", "8 goroutines"
	State   string `json:"state"`   // the runtime's own word, "sync.Mutex.Lock"
	Does    string `json:"does"`    // in French: "attend que b.mu soit libre", "tourne", "dort"
	At      Spot   `json:"at"`
	Started Spot   `json:"started,omitzero"`
	Waits   bool   `json:"waits"` // or else it runs, sleeps, or could run
}

// A Thing is what goroutines wait for.
type Thing struct {
	Kind ThingKind `json:"kind"`
	Name string    `json:"name"`           // as written, "b.mu", or in French when no line says it, "un verrou"
	Note string    `json:"note,omitempty"` // what is known of it: "personne ne reçoit"
}

// ThingKind decides the shape of a thing, the same in every drawing.
type ThingKind string

const (
	Lock      ThingKind = "lock" // Mutex, RWMutex
	Channel   ThingKind = "channel"
	Select    ThingKind = "select" // several channels: the runtime does not say which
	WaitGroup ThingKind = "waitgroup"
	Cond      ThingKind = "cond"
	Nothing   ThingKind = "nothing" // a nil channel, an empty select: nothing ever comes
	Other     ThingKind = "other"   // time, a file, the network, another process
)

// An Edge joins a goroutine and a thing, by their indices.
type Edge struct {
	Goroutine int  `json:"goroutine"`
	Thing     int  `json:"thing"`
	Holds     bool `json:"holds"`    // it holds the thing, or else waits for it
	Inferred  bool `json:"inferred"` // the source suggests it: no dump says who holds a lock
}

// A Note is a warning about a line.
type Note struct {
	Text    string `json:"text"`    // in French: what is wrong, and what to do
	English string `json:"english"` // as the tool says it
	At      Spot   `json:"at"`
}
