package image

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/stretchr/testify/require"
)

const dockerfile = "../../Dockerfile"

// build is the Dockerfile's only stage, as BuildKit reads it.
func build(t *testing.T) instructions.Stage {
	t.Helper()
	data, err := os.ReadFile(dockerfile)
	require.NoError(t, err)
	tree, err := parser.Parse(bytes.NewReader(data))
	require.NoError(t, err)
	require.Empty(t, tree.Warnings)
	var warnings []string
	stages, _, err := instructions.Parse(tree.AST, linter.New(&linter.Config{
		Warn: func(rule, _, _, message string, at []parser.Range) {
			warnings = append(warnings, fmt.Sprintf("%s: %s %v", rule, message, at))
		},
	}))
	require.NoError(t, err)
	require.Empty(t, warnings)
	require.Len(t, stages, 1)
	return stages[0]
}

// all lists the stage's instructions of one kind.
func all[T instructions.Command](stage instructions.Stage) []T {
	var found []T
	for _, command := range stage.Commands {
		if c, ok := command.(T); ok {
			found = append(found, c)
		}
	}
	return found
}

func TestBinderBuildsTheSameImage(t *testing.T) {
	ours, err := os.ReadFile(dockerfile)
	require.NoError(t, err)
	binders, err := os.ReadFile("../../binder/Dockerfile")
	require.NoError(t, err)
	require.Equal(t, string(ours), string(binders), "after a change: cp Dockerfile binder/Dockerfile")
}

func TestTheBaseIsPinned(t *testing.T) {
	name, tag, _ := strings.Cut(build(t).BaseName, ":")
	require.Equal(t, "golang", name)
	require.Regexp(t, `^1\.\d+\.\d+-[a-z]+$`, tag, "Binder refuses latest, and the stand-in builder refuses digests")
	data, err := os.ReadFile("../../go.mod")
	require.NoError(t, err)
	wanted, _, _ := strings.Cut(strings.SplitAfter(string(data), "\ngo ")[1], "\n")
	require.Equal(t, minor(wanted), minor(tag), "the Go of go.mod")
	require.Equal(t, minor(strings.TrimPrefix(runtime.Version(), "go")), minor(tag), "the Go these tests ran with")
}

// minor is 1.26 of 1.26.8.
func minor(version string) string {
	parts := strings.SplitN(version, ".", 3)
	return strings.Join(parts[:2], ".")
}

func TestItRunsAsAnOrdinaryUser(t *testing.T) {
	stage := build(t)
	users := all[*instructions.UserCommand](stage)
	require.Len(t, users, 1)
	require.Equal(t, "${NB_UID}", users[0].User, "a number, so that Kubernetes can tell it is not root")
	var args []string
	for _, arg := range all[*instructions.ArgCommand](stage) {
		for _, a := range arg.Args {
			args = append(args, a.Key+"="+*a.Value)
		}
	}
	require.Contains(t, args, "NB_UID=1000")
	for _, c := range all[*instructions.CopyCommand](stage) {
		require.Equal(t, "${NB_UID}:users", c.Chown)
	}
}

func TestWhatItRunsIsFoundWhereTheHomeVolumeHidesNothing(t *testing.T) {
	env := map[string]string{}
	for _, e := range all[*instructions.EnvCommand](build(t)) {
		for _, pair := range e.Env {
			env[pair.Key] = pair.Value
		}
	}
	root := env["CAHIERS_ROOT"]
	require.NotEmpty(t, root)
	require.False(t, strings.HasPrefix(root, "/home/"))
	require.True(t, strings.HasPrefix(env["GOCACHE"], root+"/"))
	require.True(t, strings.HasPrefix(env["GOMODCACHE"], root+"/"))
	require.True(t, strings.HasPrefix(env["PATH"], root+"/.cahiers/venv/bin:"), "python3 is the one with JupyterLab")
}

func TestItsEntrypointRunsItsArguments(t *testing.T) {
	stage := build(t)
	entrypoints := all[*instructions.EntrypointCommand](stage)
	require.Len(t, entrypoints, 1)
	require.False(t, entrypoints[0].PrependShell, "a shell would swallow the arguments")
	require.Equal(t, "tini -g --", strings.Join(entrypoints[0].CmdLine, " "))
	commands := all[*instructions.CmdCommand](stage)
	require.Len(t, commands, 1)
	require.False(t, commands[0].PrependShell)
	require.Equal(t, "cahiers", commands[0].CmdLine[0])
}

// Builders that do not know them are in use where there is no Docker.
func TestItNeedsNoRecentBuilder(t *testing.T) {
	stage := build(t)
	for _, c := range all[*instructions.RunCommand](stage) {
		require.Empty(t, c.Files, "heredoc")
	}
	for _, c := range all[*instructions.CopyCommand](stage) {
		require.False(t, c.Link, "COPY --link")
		require.Empty(t, c.SourceContents, "heredoc")
	}
}
