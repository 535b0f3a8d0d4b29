package cell

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/janpfeifer/gonb/gonbui/protocol"

	"cahiers/helpers/figure"
	"cahiers/kernelext/draw"
)

const (
	// showVar tells helpers/show which descriptors to use, and whose child it
	// must be to use them.
	showVar = "CAHIERS_SHOW"
	// maxRequest bounds the memory that a figure may take, in bytes.
	maxRequest = 16 << 20
	// textWidth is the width of a figure's text, in columns.
	textWidth = 80
	// FigureType is the MIME type of a figure's own JSON, for export and tests.
	FigureType = "application/vnd.cahiers.figure+json"
)

// A show draws the figures that the program asks for.
type show struct {
	page        *page
	fromProgram pipe
	toProgram   pipe
	run         string // unique to this run of this program
	drawn       int
	finished    chan struct{}
}

// A pipe has an end of ours and one of the program's.
type pipe struct{ ours, theirs *os.File }

func openShow(p *page) (*show, error) {
	fromReader, fromWriter, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("making a pipe: %w", err)
	}
	toReader, toWriter, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("making a pipe: %w", err)
	}
	return &show{
		page:        p,
		fromProgram: pipe{ours: fromReader, theirs: fromWriter},
		toProgram:   pipe{ours: toWriter, theirs: toReader},
		run:         fmt.Sprintf("cahiers_%d_%x", os.Getpid(), time.Now().UnixNano()),
		finished:    make(chan struct{}),
	}, nil
}

// announce tells the program, through the environment, of the descriptors it
// inherits, in the order of supervise. Without a page it says nothing, and the
// program prints its figures itself.
func (s *show) announce() {
	if s.page.exists() {
		_ = os.Setenv(showVar, fmt.Sprintf("3,4,%d", os.Getpid()))
	}
}

// start answers requests until finish. The program has its ends.
func (s *show) start() {
	_ = s.fromProgram.theirs.Close()
	_ = s.toProgram.theirs.Close()
	go func() {
		defer close(s.finished)
		// What cannot be read any more was not asked.
		_ = s.answerAll(drain{s.fromProgram.ours}, s.toProgram.ours)
	}()
}

// finish returns when all that the program asked for, which has ended, is drawn.
func (s *show) finish() {
	drain{s.fromProgram.ours}.end()
	<-s.finished
}

func (s *show) answerAll(from io.Reader, to io.Writer) error {
	reader := bufio.NewReaderSize(from, 64<<10)
	for {
		line, err := readLine(reader, maxRequest)
		if err != nil && !errors.Is(err, errTooLong) {
			return err
		}
		answer := figure.Answer{V: figure.EnvelopeVersion, ID: idIn(line), OK: true}
		if err == nil {
			err = s.display(line)
		}
		if err != nil {
			answer.OK, answer.Error = false, err.Error()
		}
		reply, err := answer.Line()
		if err != nil {
			return err
		}
		// A program that has ended does not read its answer.
		_, _ = to.Write(reply)
	}
}

// display returns when the figure that line asks for is on the page, so that
// what the program prints next comes after it.
func (s *show) display(line []byte) error {
	request, err := figure.ParseRequest(line)
	if err != nil {
		return err
	}
	data, err := s.render(request.Figure)
	if err != nil {
		return err
	}
	awaitEmpty(os.Stdout)
	err = s.page.send(&protocol.DisplayData{
		Data: data,
		// GoNB makes a new output the first time it meets this id, and
		// replaces it afterwards.
		DisplayID: s.run + "_" + request.ID,
	})
	if err == nil {
		err = s.page.sync()
	}
	if err != nil {
		return errors.New(pageLost(err))
	}
	return nil
}

// render gives the figure in every form a reader of the notebook may want.
func (s *show) render(f figure.Figure) (map[protocol.MIMEType]any, error) {
	s.drawn++
	html, err := draw.HTML(f, fmt.Sprintf("%s_%d", s.run, s.drawn), draw.Lab)
	if err != nil {
		return nil, err
	}
	var text strings.Builder
	if err := figure.Text(&text, f, textWidth); err != nil {
		return nil, err
	}
	own, err := asMap(f)
	if err != nil {
		return nil, err
	}
	return map[protocol.MIMEType]any{
		protocol.MIMETextHTML:  html,
		protocol.MIMETextPlain: text.String(),
		FigureType:             own,
	}, nil
}

// asMap is the figure's JSON as gob can carry it: without nulls.
func asMap(f figure.Figure) (map[string]any, error) {
	data, err := json.Marshal(f)
	if err != nil {
		return nil, fmt.Errorf("encoding the figure %q: %w", f.Title, err)
	}
	var m map[string]any
	if err := json.Unmarshal(data, &m); err != nil {
		return nil, fmt.Errorf("encoding the figure %q: %w", f.Title, err)
	}
	return withoutNulls(m).(map[string]any), nil
}

func withoutNulls(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			if value == nil {
				delete(v, key)
				continue
			}
			v[key] = withoutNulls(value)
		}
	case []any:
		for i, value := range v {
			v[i] = withoutNulls(value)
		}
	}
	return v
}

// errTooLong comes with the beginning of the line.
var errTooLong = errors.New(tooLong)

// readLine reads a line of at most limit bytes, and skips the rest of a longer
// one.
func readLine(reader *bufio.Reader, limit int) ([]byte, error) {
	var line []byte
	for {
		part, err := reader.ReadSlice('\n')
		if len(line)+len(part) <= limit {
			line = append(line, part...)
		} else {
			limit = 0
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case err != nil:
			return nil, err
		case limit == 0:
			return line, errTooLong
		default:
			return line, nil
		}
	}
}

// idIn finds the id of a request in the beginning of its line.
func idIn(line []byte) string {
	decoder := json.NewDecoder(bytes.NewReader(line))
	for {
		token, err := decoder.Token()
		if err != nil {
			return ""
		}
		if token == "id" {
			id, _ := decoder.Token()
			s, _ := id.(string)
			return s
		}
	}
}
