package source

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDirectivesAreCommentsAtTheStartOfALine(t *testing.T) {
	for text, want := range map[string][]string{
		"":                                nil,
		"//cahiers:race":                  {"race"},
		"//cahiers:race\r\nvar x = 1\r\n": {"race"},
		"%%\n//cahiers:race\n//cahiers:watch  1 s  2 é \nf()": {"race", "watch 1 s  2 é"},
		"// cahiers:race": nil,
		" //cahiers:race": nil,
		"//cahiers:a\tb ": {"a b"},
		"f() //cahiers:race\n//cahiers:\n//cahiers: race": nil,
		"var s = `\n//cahiers:race\n`":                    nil,
		"/*\n//cahiers:race\n*/":                          nil,
		"!echo \\\n//cahiers:race":                        nil,
		"%%bash\n//cahiers:race":                          nil,
		"%test\nfunc f( {\n//cahiers:race\n":              {"race"},
	} {
		require.Equal(t, want, Cell{Text: text}.Directives(), "%q", text)
	}
}

func TestIsGo(t *testing.T) {
	for text, want := range map[string]bool{
		"":                          true,
		"fmt.Println()":             true,
		"%%":                        true,
		"%%\n%%bash":                true,
		"%main":                     true,
		"\n%%bash":                  true,
		"%%bashful":                 true,
		"%%bash":                    false,
		"%%sh\nls":                  false,
		"%%script python3 -u":       false,
		"%%writefile a.go\npackage": false,
		"%%gx":                      false,
		"//gonb:%%bash\nls":         false,
		" \t%%bash\nls":             false,
		"\"%%bash\"":                false,
		"// %%bash":                 true,
		"%%bash\r\nls":              true, // GoNB sees another name
	} {
		require.Equal(t, want, IsGo(text), "%q", text)
	}
}

func TestWordsAreGoNBs(t *testing.T) {
	for command, want := range map[string][]string{
		"":                             nil,
		"  ":                           nil,
		"rm a\tb  c":                   {"rm", "a", "b", "c"},
		`args --text "hello world" ""`: {"args", "--text", "hello world", ""},
		`a"b c"d`:                      {"ab cd"},
		`"a\"\n\t\x"`:                  {"a\"\n\tx"},
		`a\b "c\`:                      {`a\b`, "c"},
		"rm é":                         {"rm", "\u00c3\u00a9"}, // byte by byte
	} {
		require.Equal(t, want, words(command), "%q", command)
	}
}

func TestCommandsAreReadLineByLine(t *testing.T) {
	s := readCell("%env A \\\n//gonb:B\n!ls\nx := `\n%args é\n`\n%\n!\n//gonb:!pwd \\")
	require.Equal(t, []string{"%env A  B", "!ls", "%args é", "!pwd  "}, s.commands)
	require.True(t, s.unfinished)
	require.Equal(t, []role{
		commandLine, commandLine, commandLine, goLine, commandLine, goLine, goLine, goLine, commandLine,
	}, s.roles)

	s = readCell("package a\n%% \\\n%main\n%mainly\n%%x\n%exec F\n packages\npackaged := 1\n!a \\\n\n!b\\\n%%")
	require.False(t, s.unfinished)
	require.Equal(t, []role{
		packageLine, mainLine, mainLine, mainLine, commandLine, execLine, goLine, packageLine,
		commandLine, commandLine, commandLine, mainLine,
	}, s.roles, "as GoNB does, whatever surrounds the lines")
}

func TestTheFunctionThatExecCalls(t *testing.T) {
	for line, want := range map[string]string{
		"%exec": "", "%exec F": "F", "%exec F -v": "F", "//gonb:%exec F": "F", "%exec  F": "", "%exec\tF": "", "%execute": "",
	} {
		require.Equal(t, want, called(line), "%q", line)
	}
}
