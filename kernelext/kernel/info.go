package kernel

import (
	"strings"

	"cahiers/kernelext/install"
	"cahiers/kernelext/wire"
)

// Version is that of the kernel, as it says to Jupyter.
const Version = "1.0.0"

type helpLink struct {
	Text string `json:"text"`
	URL  string `json:"url"`
}

type languageInfo struct {
	Name           string `json:"name"`
	Version        string `json:"version"`
	MIMEType       string `json:"mimetype"`
	FileExtension  string `json:"file_extension"`
	PygmentsLexer  string `json:"pygments_lexer"`
	CodeMirrorMode string `json:"codemirror_mode"`
	NBConvert      string `json:"nbconvert_exporter"`
}

// kernelInfo is what the kernel says of itself.
func (f *front) kernelInfo() any {
	version := "go"
	if env, err := install.ReadGoEnv(f.layout); err == nil {
		version = env.Goversion
	}
	return struct {
		Status                string       `json:"status"`
		ProtocolVersion       string       `json:"protocol_version"`
		Implementation        string       `json:"implementation"`
		ImplementationVersion string       `json:"implementation_version"`
		Language              languageInfo `json:"language_info"`
		Banner                string       `json:"banner"`
		Debugger              bool         `json:"debugger"`
		Features              []string     `json:"supported_features"`
		HelpLinks             []helpLink   `json:"help_links"`
	}{
		Status: "ok", ProtocolVersion: wire.Version,
		Implementation: "cahiers", ImplementationVersion: Version,
		Language: languageInfo{
			Name: "go", Version: strings.TrimPrefix(version, "go"), MIMEType: "text/x-go",
			FileExtension: ".go", PygmentsLexer: "go", CodeMirrorMode: "go", NBConvert: "",
		},
		Banner:    banner(Version, version),
		Features:  []string{},
		HelpLinks: helpLinks(),
	}
}
