package lsp

import (
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"
)

func TestTheCursorsLineIsFound(t *testing.T) {
	cell := "package main\r\né\n"
	for _, test := range []struct {
		line, column int
		want         string
	}{{0, 0, "package main"}, {0, 12, "package main"}, {1, 2, "é"}, {2, 0, ""}} {
		line, err := Document{Cell: cell, Line: test.line, Column: test.column}.line()
		require.NoError(t, err)
		require.Equal(t, test.want, line)
	}
	for _, d := range []Document{
		{Cell: cell, Line: 3},
		{Cell: cell, Line: -1},
		{Cell: cell, Column: 13},
		{Cell: cell, Column: -1},
	} {
		_, err := d.line()
		require.Error(t, err)
	}
	line, err := Document{}.line()
	require.NoError(t, err)
	require.Empty(t, line)
}

func TestBytesAndUnitsAreConverted(t *testing.T) {
	for _, test := range []struct {
		text  string
		units int
	}{{"", 0}, {"abc", 3}, {"é", 1}, {"😀", 2}, {"a😀é", 4}, {"\xff\xfe", 2}, {"\ufffd", 1}} {
		require.Equal(t, test.units, units(test.text), "%q", test.text)
		require.Equal(t, len(test.text), offset(test.text, test.units), "%q", test.text)
	}
	require.Equal(t, 1, offset("a😀", 2), "half a character")
	require.Equal(t, 5, offset("a😀", 99))
	require.Zero(t, offset("a", -1))
}

func FuzzUnits(f *testing.F) {
	f.Add("a😀é\xff", 2)
	f.Fuzz(func(t *testing.T, text string, column int) {
		require.Equal(t, len(utf16.Encode([]rune(text))), units(text))
		at := offset(text, column)
		require.LessOrEqual(t, units(text[:at]), max(0, column))
		require.Equal(t, at, offset(text, units(text[:at])))
	})
}
