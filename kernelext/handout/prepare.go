package handout

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"strings"

	"cahiers/helpers/figure"
	"cahiers/kernelext/draw"
	"cahiers/kernelext/draw/svg"
	"cahiers/kernelext/notebook"
)

// figureMIME is the type of a figure's data among the outputs.
const figureMIME = "application/vnd.cahiers.figure+json"

// A draft is a notebook made ready for nbconvert: notes chosen, errors tidied,
// each figure a placeholder.
type draft struct {
	source   Source
	notebook *notebook.Notebook
	figures  map[string]string // placeholder → HTML
}

func prepare(s Source, o Options, pen *pen) (draft, error) {
	d := draft{
		source:  s,
		figures: map[string]string{},
		notebook: &notebook.Notebook{Metadata: map[string]any{
			"language_info": map[string]any{"name": "go", "pygments_lexer": "go"},
		}},
	}
	for _, c := range s.Notebook.Cells {
		if o.Edition != Teacher && c.HasTag(notebook.TagTeacher) {
			continue
		}
		if c.Kind == notebook.Markdown && o.Edition == Teacher {
			c.Source = strings.ReplaceAll(c.Source, "<details>", "<details open>") // paper shows what is unfolded
		}
		if c.Kind == notebook.Code {
			outputs, err := d.outputs(c, o, pen)
			if err != nil {
				return d, err
			}
			c.Outputs = outputs
			c.Metadata = maps.Clone(c.Metadata)
			c.Metadata["cahiers"] = map[string]any{"label": msgOutput(c.Expect())}
		}
		d.notebook.Cells = append(d.notebook.Cells, c)
	}
	return d, nil
}

// outputs returns what a handout shows of the cell's outputs.
func (d *draft) outputs(c notebook.Cell, o Options, pen *pen) ([]notebook.Output, error) {
	var shown []notebook.Output
	for _, out := range c.Outputs {
		data, _ := out["data"].(map[string]any)
		switch {
		case data[figureMIME] != nil:
			placeholder, err := d.figure(data[figureMIME], pen)
			if err != nil {
				return nil, err
			}
			shown = append(shown, display(placeholder))
		case out["output_type"] == "stream":
			text, _ := notebook.Text(out["text"])
			out = maps.Clone(out)
			out["text"] = tidyTrace(text, o.Root)
			shown = append(shown, out)
		default:
			shown = append(shown, out)
		}
	}
	return shown, nil
}

func display(html string) notebook.Output {
	return notebook.Output{"output_type": "display_data", "metadata": map[string]any{}, "data": map[string]any{"text/html": html}}
}

// figure draws the figure and returns the element that holds its place.
func (d *draft) figure(data any, pen *pen) (string, error) {
	raw, err := json.Marshal(data)
	if err != nil {
		return "", err
	}
	var f figure.Figure
	if err := json.Unmarshal(raw, &f); err != nil {
		return "", fmt.Errorf("%s%w", msgFigure, err)
	}
	drawn, err := pen.draw(f, fmt.Sprintf("figure_%d", len(d.figures)+1))
	if err != nil {
		return "", fmt.Errorf("%s%w", msgFigure, err)
	}
	placeholder := fmt.Sprintf(`<div class="place-%d"></div>`, len(d.figures)+1)
	d.figures[placeholder] = drawn
	return placeholder, nil
}

// A pen draws figures; it loads what it needs at the first one.
type pen struct{ static *svg.Renderer }

func (p *pen) draw(f figure.Figure, id string) (string, error) {
	if f.Kind == figure.Sketch {
		return draw.HTML(f, id, draw.Handout) // drawn as it is, without ECharts
	}
	if p.static == nil {
		renderer, err := svg.New()
		if err != nil {
			return "", err
		}
		p.static = renderer
	}
	static, err := p.static.Render(f)
	if err != nil {
		return "", err
	}
	return draw.HandoutHTML(f, id, static)
}

var (
	// inCell matches the place of a race report that GoNB translated: its
	// mark, then the path in the temporary folder.
	inCell = regexp.MustCompile(`\s?\x1b\[7m\[\[ cellule \d+, ligne (\d+) \]\]\x1b\[0m \S+\.go:\d+( \+0x[0-9a-f]+)?`)
	// inGo matches a frame of the runtime or of the packages under sync: what
	// waits there is already said by the state of its goroutine.
	inGo = regexp.MustCompile(`(?m)^\S.*\n\t/\S*/src/(runtime|internal|sync)/\S+\.go:\d+.*\n`)
	// gonbName matches the name of the package that GoNB makes of a cell.
	gonbName = regexp.MustCompile(`\bgonb_[0-9a-f]{8}\.`)
)

// tidyTrace gives the places of a stack trace as lines of the cell, keeps the
// frames that are the cell's, and takes this machine out of what is left.
func tidyTrace(text, root string) string {
	text = inCell.ReplaceAllStringFunc(text, func(place string) string {
		return msgCellLine(inCell.FindStringSubmatch(place)[1])
	})
	text = inGo.ReplaceAllString(text, "")
	text = gonbName.ReplaceAllString(text, "")
	if root != "" {
		text = strings.ReplaceAll(text, root+"/", "")
	}
	return text
}
