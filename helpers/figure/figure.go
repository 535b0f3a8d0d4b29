// Package figure describes a drawing as data: what a cell measured and wants
// shown, with its units, sample counts and alternative text, and nothing about
// the library or the medium that will draw it.
//
// It is the contract between what a cell imports (helpers) and what draws it
// in another process (kernelext), so it uses the standard library alone.
package figure

// A Figure is one drawing that answers one question. Values are in the base
// unit of their axis (seconds, operations per second, …): formatting is the
// work of whoever draws.
type Figure struct {
	Kind     Kind      `json:"kind"`
	Title    string    `json:"title"`              // the question or the finding, in French
	Caption  string    `json:"caption"`            // what was measured, on which machine, with how many samples, what is an estimate
	Alt      string    `json:"alt"`                // what the drawing shows, for someone who does not see it
	X        Axis      `json:"x"`                  // horizontal axis
	Y        Axis      `json:"y"`                  // vertical axis
	Series   []Series  `json:"series"`             // drawn in this order
	Marks    []Mark    `json:"marks,omitempty"`    // reference lines
	Findings []Finding `json:"findings,omitempty"` // sentences computed from the measurement
	Names    Names     `json:"names,omitzero"`     // what the numbers of a point are called in tables
}

// Kind says how the points of a figure are drawn.
type Kind string

const (
	// Line joins the points of each series; Low and High, when they differ, are drawn as whiskers.
	Line Kind = "line"
	// Bar draws one bar a point, from zero; X is a category.
	Bar Kind = "bar"
	// Interval draws each point as a dot on the line from Low to High; X is a category.
	Interval Kind = "interval"
	// Histogram draws each point as a bar from Low to High along X, Y high.
	Histogram Kind = "histogram"
	// Heat draws a row of cells a series, one cell a point; X is a category, and Y
	// a Ratio that decides the colour: above 1, below 1, or neither when Low and
	// High hold 1 between them (see Side).
	Heat Kind = "heat"
	// Sketch draws axes alone, on which the reader draws what they expect. Its
	// one series has a point for each X to be given a value from Low to High; a
	// point without spread is given, and stands at Y. The curve belongs to the
	// title: a Line of the same title on the same page is drawn over it.
	Sketch Kind = "sketch"
)

// An Axis is a quantity with its unit.
type Axis struct {
	Title  string   `json:"title"`
	Unit   Unit     `json:"unit"`
	Scale  Scale    `json:"scale"`
	Labels []string `json:"labels,omitempty"` // the names of the categories when Scale is Category; a point's X is an index into them
}

// Scale says how an axis maps values to places.
type Scale string

const (
	Linear   Scale = "linear"   // equal steps are equal distances
	Log      Scale = "log"      // equal ratios are equal distances; values are positive
	Category Scale = "category" // evenly spaced names
)

// A Series is one set of points that belong together.
type Series struct {
	Name      string    `json:"name"`
	Primitive Primitive `json:"primitive,omitempty"` // decides the colour, the same in every figure
	Role      Role      `json:"role,omitempty"`
	Estimated bool      `json:"estimated,omitempty"` // the points come from samples, and the drawing says so
	Points    []Point   `json:"points"`
}

// A Point is one measured value.
type Point struct {
	X    float64 `json:"x"`
	Y    float64 `json:"y"`
	Low  float64 `json:"low,omitempty"`  // Low and High bound the point's spread along Y, or its bin along X in a Histogram
	High float64 `json:"high,omitempty"` // equal to Low when there is none
	N    uint64  `json:"n,omitempty"`    // how many samples carry the point
}

// Empty reports whether f has no point to draw: then its alternative text
// stands where the drawing would, and axes around nothing are not drawn.
func (f Figure) Empty() bool {
	for _, s := range f.Series {
		if len(s.Points) > 0 {
			return false
		}
	}
	return true
}

// Spread reports whether Low and High bound something.
func (p Point) Spread() bool { return p.Low != p.High }

// A Side says where a ratio stands.
type Side int

const (
	Below     Side = -1 // its bounds are under 1
	Undecided Side = 0  // 1 is within its bounds, or it has none
	Above     Side = 1  // its bounds are over 1
)

// Side says on which side of 1 the ratio p stands with its bounds.
func (p Point) Side() Side {
	switch {
	case !p.Spread():
		return Undecided
	case p.Low > 1:
		return Above
	case p.High < 1:
		return Below
	default:
		return Undecided
	}
}

// Sign is the one character that stands beside a ratio: it tells the sides
// apart without colour.
func (s Side) Sign() string {
	switch s {
	case Above:
		return "▲"
	case Below:
		return "▼"
	default:
		return "≈"
	}
}

// Names are the French words for the numbers of a point. An empty word is the
// title of the vertical axis for Value, and a general word for the others.
type Names struct {
	Series string `json:"series,omitempty"` // what the series are: the rows of a Heat
	Value  string `json:"value,omitempty"`
	Low    string `json:"low,omitempty"`
	High   string `json:"high,omitempty"`
	N      string `json:"n,omitempty"`
}

// Primitive names what a series is about. One primitive has one colour in
// every figure of the course.
type Primitive string

const (
	None      Primitive = ""
	Raw       Primitive = "raw" // no synchronisation at all
	Mutex     Primitive = "mutex"
	RWMutex   Primitive = "rwmutex"
	Atomic    Primitive = "atomic"
	Channel   Primitive = "channel"
	WaitGroup Primitive = "waitgroup"
	Sharded   Primitive = "sharded" // several locks, or one copy a worker
)

// Role says what a series or a mark stands for.
type Role string

const (
	Measured Role = ""      // measured on this machine
	Bet      Role = "bet"   // what the learner expected
	Model    Role = "model" // what a formula predicts
	Wait     Role = "wait"  // time spent waiting
	Hold     Role = "hold"  // time spent inside
)

// A Mark is a straight line across the drawing at one value.
type Mark struct {
	Name  string  `json:"name"`
	Axis  string  `json:"axis"` // "x" or "y"
	Value float64 `json:"value"`
	Role  Role    `json:"role,omitempty"`
}

// A Finding is a sentence computed from the measurement, never typed as prose.
type Finding struct {
	Text    string  `json:"text"`
	Outcome Outcome `json:"outcome"`
}

// Outcome says how far the measurement carries a finding.
type Outcome string

const (
	Fact      Outcome = "fact"      // follows from exact counts
	Confirmed Outcome = "confirmed" // seen on this machine, beyond the noise
	NotSeen   Outcome = "not-seen"  // not seen on this machine
	Noisy     Outcome = "noisy"     // the samples do not carry a conclusion
)

// Sign is the one character that stands before a finding in a list.
func (o Outcome) Sign() string {
	switch o {
	case Confirmed:
		return "✓"
	case NotSeen:
		return "✗"
	case Noisy:
		return "≈"
	default:
		return "•"
	}
}
