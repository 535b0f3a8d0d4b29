package handout

import (
	"bytes"
	"embed"
	"html/template"

	"cahiers/kernelext/draw"
	"cahiers/kernelext/notebook"
)

//go:embed page
var files embed.FS

// shell is what every page has around its content.
type shell struct {
	Title, Description string
	CSS                template.CSS
	Teacher            bool
	Made               string
	Machine, Version   string
}

func newShell(title, description string, o Options) (shell, error) {
	css, err := files.ReadFile("page/handout.css")
	return shell{
		Title:       title,
		Description: description,
		CSS:         template.CSS(css),
		Teacher:     o.Edition == Teacher,
		Made:        msgDate(o.Made),
		Machine:     o.Machine,
		Version:     o.Version,
	}, err
}

func page(s Source, b body, o Options) ([]byte, error) {
	about := s.Notebook.Summary()
	around, err := newShell(about.Title, notebook.Plain(about.Description), o)
	if err != nil {
		return nil, err
	}
	script, err := files.ReadFile("page/handout.js")
	if err != nil {
		return nil, err
	}
	data := struct {
		shell
		Body    template.HTML
		TOC     []*entry
		Script  template.JS
		ECharts template.JS // empty when the page has no chart
	}{shell: around, Body: template.HTML(b.html), TOC: b.toc, Script: template.JS(script)}
	if b.figures > 0 {
		data.ECharts = template.JS(draw.EChartsJS())
	}
	return render("page.html.tmpl", data)
}

func index(sources []Source, o Options) ([]byte, error) {
	around, err := newShell(msgCourse, msgCourseDescription, o)
	if err != nil {
		return nil, err
	}
	type item struct{ Href, Title, Description, Duration string }
	data := struct {
		shell
		Items []item
	}{shell: around}
	for _, s := range sources {
		about := s.Notebook.Summary()
		data.Items = append(data.Items, item{
			Href: s.slug() + ".html", Title: about.Title, Description: notebook.Plain(about.Description), Duration: about.Duration,
		})
	}
	return render("index.html.tmpl", data)
}

func render(name string, data any) ([]byte, error) {
	t, err := template.ParseFS(files, "page/shell.html.tmpl", "page/"+name)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := t.ExecuteTemplate(&out, "shell", data); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
