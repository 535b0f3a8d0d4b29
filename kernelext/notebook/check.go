package notebook

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// MaxLines is how many lines a code cell may have: what a projector shows.
const MaxLines = 40

// Check says what keeps the bytes of a notebook from being committed: not in
// canonical form, outputs, ids, cells too long, expectations that contradict
// themselves. It joins one error for each fault.
func Check(data []byte) error {
	nb, err := Parse(data)
	if err != nil {
		return err
	}
	var faults []error
	seen := map[string]int{}
	for i, c := range nb.Cells {
		fault := func(text string) { faults = append(faults, fmt.Errorf("%s : %s", msgCell(i+1), text)) }
		if len(c.Outputs) > 0 {
			fault(msgHasOutputs)
		}
		if !validID.MatchString(c.ID) {
			fault(msgBadID(c.ID))
		} else if first, ok := seen[c.ID]; ok {
			fault(msgSameID(c.ID, first))
		}
		seen[c.ID] = i + 1
		if n := len(lines(c.Source)); c.Kind == Code && n > MaxLines {
			fault(msgTooLong(n, MaxLines))
		}
		if strings.TrimSpace(c.Source) == "" {
			fault(msgEmpty)
		}
		checkExpect(c, fault)
	}
	if nb.Title() == "" {
		faults = append(faults, errors.New(msgNoTitle))
	}
	canonical := *nb
	canonical.Cells = slices.Clone(nb.Cells)
	canonical.Canonicalise()
	want, err := canonical.Bytes()
	if err != nil {
		return err
	}
	if !bytes.Equal(data, want) {
		faults = append(faults, errors.New(msgNotCanonical))
	}
	return errors.Join(faults...)
}

func checkExpect(c Cell, fault func(string)) {
	expect := c.Expect()
	if expect != Success && !slices.Contains(Expectations(), expect) {
		fault(msgUnknownExpect(expect))
		return
	}
	if expect != Success && c.Kind != Code {
		fault(msgExpectOnText)
	}
	switch raises := c.HasTag(TagRaises); {
	case expect.Raises() && !raises:
		fault(msgTagMissing(expect))
	case raises && expect == Success:
		fault(msgExpectMissing)
	case raises && !expect.Raises():
		fault(msgTagTooMuch(expect))
	}
}
