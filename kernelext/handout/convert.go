package handout

import (
	"bytes"
	"context"
	"embed"
	_ "embed"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"cahiers/kernelext/lineage"
)

//go:embed convert.py
var converter string

//go:embed template
var templates embed.FS

// convert runs nbconvert once on all drafts and returns a fragment of HTML for
// each.
func convert(ctx context.Context, drafts []draft, o Options) ([]string, error) {
	type item struct {
		Notebook string `json:"notebook"`
		Folder   string `json:"folder"`
	}
	items := []item{}
	for _, d := range drafts {
		data, err := d.notebook.Bytes()
		if err != nil {
			return nil, err
		}
		folder, err := filepath.Abs(filepath.Dir(d.source.Path))
		if err != nil {
			return nil, err
		}
		items = append(items, item{Notebook: string(data), Folder: folder})
	}
	input, err := json.Marshal(items)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "cahiers-export-*")
	if err != nil {
		return nil, msgTemporary(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	inside, err := fs.Sub(templates, "template")
	if err != nil {
		return nil, err
	}
	if err := os.CopyFS(dir, inside); err != nil {
		return nil, msgTemporary(err)
	}

	var out, noise bytes.Buffer
	cmd := lineage.Command(ctx, 5*time.Second, syscall.SIGKILL, o.Python, "-I", "-X", "utf8", "-c", converter, dir)
	cmd.Env = o.Env
	cmd.Stdin = bytes.NewReader(input)
	cmd.Stdout = &out
	cmd.Stderr = &noise
	if err := lineage.Run(ctx, cmd); err != nil {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		return nil, msgConvert(err, noise.String())
	}
	var fragments []string
	if err := json.Unmarshal(out.Bytes(), &fragments); err != nil || len(fragments) != len(drafts) {
		return nil, msgConvert(err, noise.String())
	}
	return fragments, nil
}
