package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cahiers/kernelext/handout"
	"cahiers/kernelext/install"
	"cahiers/kernelext/install/installtest"
)

// written puts a notebook of these code cells in a folder of its own.
func written(t *testing.T, name string, cells ...string) string {
	t.Helper()
	list := []any{map[string]any{"cell_type": "markdown", "metadata": map[string]any{}, "source": "# Essai"}}
	for _, source := range cells {
		list = append(list, map[string]any{"cell_type": "code", "metadata": map[string]any{}, "source": source, "outputs": []any{}})
	}
	data, err := json.Marshal(map[string]any{"nbformat": 4, "nbformat_minor": 5, "metadata": map[string]any{}, "cells": list})
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, data, 0o600))
	return path
}

func TestNotebooksAreNamedByPathOrByName(t *testing.T) {
	l := install.NewLayout(t.TempDir())
	_, err := notebookPaths(l, nil)
	require.ErrorContains(t, err, "aucun cahier")
	require.NoError(t, os.MkdirAll(l.Notebooks(), 0o700))
	for _, name := range []string{"00-accueil.ipynb", "04-mutex.ipynb", "notes.txt"} {
		require.NoError(t, os.WriteFile(filepath.Join(l.Notebooks(), name), nil, 0o600))
	}
	first, second := filepath.Join(l.Notebooks(), "00-accueil.ipynb"), filepath.Join(l.Notebooks(), "04-mutex.ipynb")
	elsewhere := written(t, "ailleurs.ipynb")
	for _, test := range []struct{ args, want []string }{
		{nil, []string{first, second}},
		{[]string{"04-mutex"}, []string{second}},
		{[]string{"notebooks/04-mutex.ipynb"}, []string{second}},
		{[]string{elsewhere, "00-accueil.ipynb"}, []string{elsewhere, first}},
	} {
		got, err := notebookPaths(l, test.args)
		require.NoError(t, err)
		require.Equal(t, test.want, got)
	}
	for _, unknown := range []string{"05", t.TempDir()} {
		_, err = notebookPaths(l, []string{unknown})
		require.ErrorContains(t, err, "n’existe pas")
		require.ErrorContains(t, err, "00-accueil, 04-mutex")
	}
}

func TestCommandLinesThatCannotBeMeant(t *testing.T) {
	for name, args := range map[string][]string{
		"no such edition":      {"export", "--edition", "parents"},
		"no time for a cell":   {"run", "--timeout", "10ms"},
		"no notebook to write": {"notebook", "fmt"},
	} {
		t.Run(name, func(t *testing.T) {
			status, _, stderr := cahiers(t, args...)
			require.Equal(t, exitUsage, status)
			require.Contains(t, stderr, "Erreur")
		})
	}
}

func TestEditions(t *testing.T) {
	both, err := editionsOf("toutes")
	require.NoError(t, err)
	require.Equal(t, []handout.Edition{handout.Student, handout.Teacher}, both)
	one, err := editionsOf("enseignant")
	require.NoError(t, err)
	require.Equal(t, []handout.Edition{handout.Teacher}, one)
}

func TestNotebookFmtRewritesAndSaysWhatIsWrong(t *testing.T) {
	path := written(t, "essai.ipynb", "%%\nfmt.Println(1)")
	status, stdout, _ := cahiers(t, "notebook", "fmt", path)
	require.Equal(t, exitOK, status)
	require.Equal(t, path+"\n", stdout)
	first, err := os.ReadFile(path)
	require.NoError(t, err)
	status, stdout, _ = cahiers(t, "notebook", "fmt", path)
	require.Equal(t, exitOK, status)
	require.Empty(t, stdout, "what is canonical is not written again")
	second, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, first, second)

	status, _, stderr := cahiers(t, "notebook", "fmt", written(t, "long.ipynb", strings.Repeat("x()\n", 41)))
	require.Equal(t, exitFailure, status)
	require.Contains(t, stderr, "41\u00a0lignes")
	require.NoError(t, os.WriteFile(path, []byte("{"), 0o600))
	status, _, stderr = cahiers(t, "notebook", "fmt", path)
	require.Equal(t, exitFailure, status)
	require.Contains(t, stderr, path)
}

func TestRunReportsForMachines(t *testing.T) {
	installtest.Layout(t)
	good, bad := written(t, "bon.ipynb", "%%\nfmt.Println(1)"), written(t, "mauvais.ipynb", "%%\nvar x int")
	status, stdout, _ := cahiers(t, "run", "--json", good, bad)
	require.Equal(t, exitFailure, status)
	var report struct {
		OK        bool
		Notebooks []struct{ OK bool }
	}
	require.NoError(t, json.Unmarshal([]byte(stdout), &report), stdout)
	require.False(t, report.OK)
	require.Len(t, report.Notebooks, 2)
	require.True(t, report.Notebooks[0].OK)
	require.False(t, report.Notebooks[1].OK)
}

func TestExportWritesAllPagesOrNone(t *testing.T) {
	installtest.Layout(t)
	dir := filepath.Join(t.TempDir(), "Mes études")
	status, _, stderr := cahiers(t, "export", "-o", dir, "--edition", "toutes", written(t, "bon.ipynb", "%%\nfmt.Println(1)"))
	require.Equal(t, exitOK, status, stderr)
	for _, edition := range []string{"eleve", "enseignant"} {
		for _, page := range []string{"bon.html", "index.html"} {
			require.FileExists(t, filepath.Join(dir, edition, page))
		}
	}
	empty := filepath.Join(t.TempDir(), "export")
	status, stdout, stderr := cahiers(t, "export", "-o", empty, written(t, "mauvais.ipynb", "%%\nvar x int"))
	require.Equal(t, exitFailure, status)
	require.Contains(t, stdout, "elle ne compile pas")
	require.Contains(t, stderr, "Aucune page n’a été écrite")
	require.NoDirExists(t, empty)
}

func TestAnInterruptedRunSaysSo(t *testing.T) {
	l := installtest.Layout(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errs bytes.Buffer
	require.Equal(t, exitInterrupted, run(ctx, []string{"run", written(t, "bon.ipynb", "%%\nfmt.Println(1)")}, &out, &errs))
	require.Equal(t, msgInterrupted+"\n", errs.String())
	require.DirExists(t, l.Dir())
}
