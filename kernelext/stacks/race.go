package stacks

import (
	"regexp"
	"strconv"
	"strings"
)

// A Race is a report of the race detector.
type Race struct {
	Accesses [2]Access // the later one first
	Global   string    // "main.counter", when the detector names what both touch
	Location string    // its own words about the memory, "heap block of size 32 at …", or nothing
}

// An Access is one of a race's.
type Access struct {
	Write     bool
	Atomic    bool
	Previous  bool // the detector remembers it; the other one happened when it reported
	Address   uint64
	Goroutine int     // as the detector counts them; 1 is the main one
	Frames    []Frame // none when the detector has forgotten them
	Created   []Frame // where the goroutine was started; none for the main one
	Finished  bool    // the goroutine had ended when the race was reported
}

var (
	accessed = regexp.MustCompile(`^(Previous )?(?i:(atomic )?(read|write))(?: of size \d+)? at 0x([0-9a-f]+) by (?:main goroutine|goroutine (\d+)).*:\s*$`)
	started  = regexp.MustCompile(`^Goroutine (\d+) \((\w+)\) created at:\s*$`)
	located  = regexp.MustCompile(`^Location is (.*?)\s*$`)
	global   = regexp.MustCompile(`^global '([^']+)'`)
)

// ParseRaces reads the reports in what the race detector wrote. One without
// two accesses, as at the end of a log that was cut, is left out.
func ParseRaces(log string) []Race {
	var races []Race
	reports := strings.Split(log, "WARNING: DATA RACE")
	for _, report := range reports[1:] {
		report, _, _ = strings.Cut(report, "==================")
		if r, ok := parseRace(strings.Split(report, "\n")); ok {
			races = append(races, r)
		}
	}
	return races
}

func parseRace(lines []string) (r Race, ok bool) {
	var accesses []Access
	var stack *[]Frame // that the frames below belong to
	created := map[int][]Frame{}
	finished := map[int]bool{}
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		if found := accessed.FindStringSubmatch(line); found != nil {
			a := readAccess(found)
			accesses = append(accesses, a)
			stack = &accesses[len(accesses)-1].Frames
		} else if found := started.FindStringSubmatch(line); found != nil {
			id, _ := strconv.Atoi(found[1])
			finished[id] = found[2] == "finished"
			frames, used := stackIn(lines[i+1:])
			created[id], stack = frames, nil
			i += used
		} else if found := located.FindStringSubmatch(line); found != nil {
			r.Location, stack = found[1], nil
			if name := global.FindStringSubmatch(r.Location); name != nil {
				r.Global = name[1]
			}
		} else if stack != nil {
			frames, used := stackIn(lines[i:])
			*stack, stack = frames, nil
			i += max(used-1, 0)
		}
	}
	if len(accesses) != 2 {
		return Race{}, false
	}
	for i, a := range accesses {
		a.Created, a.Finished = created[a.Goroutine], finished[a.Goroutine]
		r.Accesses[i] = a
	}
	return r, true
}

func readAccess(found []string) Access {
	a := Access{
		Previous: found[1] != "", Atomic: found[2] != "",
		Write: strings.EqualFold(found[3], "write"), Goroutine: 1,
	}
	a.Address, _ = strconv.ParseUint(found[4], 16, 64)
	if found[5] != "" {
		a.Goroutine, _ = strconv.Atoi(found[5])
	}
	return a
}

// stackIn reads the frames at the beginning of lines, and tells how many lines
// they take.
func stackIn(lines []string) (frames []Frame, used int) {
	for {
		f, ok := scan(lines[used:])
		if !ok {
			return frames, used
		}
		frames = append(frames, f)
		used += 2
	}
}
