package install

import (
	"embed"
	"encoding/json"
	"os"
	"path/filepath"
)

const (
	// KernelName is the kernelspec's name, which notebooks carry.
	KernelName = "cahiers"
	// KernelTitle is what JupyterLab calls the kernel.
	KernelTitle = "Go (cahiers)"
)

//go:embed jupyter
var jupyterFolder embed.FS

// A jupyterFile is one file of what makes a Jupyter ours.
type jupyterFile struct {
	path string
	data []byte
}

// jupyterFiles is the kernelspec with the files it serves, and the settings of
// JupyterLab and its server. All are inside the Python environment, where an
// image's or a JupyterHub's own configuration does not hide them.
func jupyterFiles(l Layout) ([]jupyterFile, error) {
	spec, err := json.MarshalIndent(map[string]any{
		"argv":           []string{l.Kernel(), "{connection_file}"},
		"display_name":   KernelTitle,
		"language":       "go",
		"interrupt_mode": "message",
		"env":            map[string]string{RootVariable: l.Root()},
	}, "", "  ")
	if err != nil {
		return nil, err
	}
	echarts, err := os.ReadFile(filepath.Join(l.Root(), "kernelext", "draw", "echarts", "echarts.min.js"))
	if err != nil {
		return nil, err
	}
	files := []jupyterFile{
		{filepath.Join(l.Kernelspec(), "kernel.json"), append(spec, '\n')},
		{filepath.Join(l.Kernelspec(), "echarts.min.js"), echarts},
	}
	for _, f := range []struct{ name, path string }{
		{"logo-svg.svg", filepath.Join(l.Kernelspec(), "logo-svg.svg")},
		{"overrides.json", l.in("venv", "share", "jupyter", "lab", "settings", "overrides.json")},
		// Extensions are turned off file by file, and the last name wins.
		{"zz-cahiers.json", l.in("venv", "etc", "jupyter", "jupyter_server_config.d", "zz-cahiers.json")},
		{"jupyter_server_config.json", l.in("venv", "etc", "jupyter", "jupyter_server_config.json")},
	} {
		data, err := jupyterFolder.ReadFile("jupyter/" + f.name)
		if err != nil {
			return nil, err
		}
		files = append(files, jupyterFile{f.path, data})
	}
	return files, nil
}

func writeAll(l Layout, files []jupyterFile) error {
	for _, f := range files {
		if err := writeFile(l, f.path, f.data); err != nil {
			return err
		}
	}
	return nil
}
