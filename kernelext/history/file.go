package history

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

const (
	// maxBytes is what a file keeps when it is made smaller: at twice that, or
	// twice the limit of entries.
	maxBytes = 1 << 20
	// maxEntry is the longest input that is written.
	maxEntry = 64 << 10
	// maxSession is the last number a session may have; no file that was not
	// damaged comes near it.
	maxSession = 1 << 30
)

// A file is one that kernels share. What is known of it is what it was when
// this kernel last wrote.
type file struct {
	path  string
	limit int
	known os.FileInfo
	size  int64
	lines int
}

// begin reads the file and writes into it that a session begins. When it
// cannot be written, it is read nonetheless.
func (f *file) begin() (entries []Entry, session int, err error) {
	if err := os.MkdirAll(filepath.Dir(f.path), 0o700); err != nil {
		return nil, 1, fmt.Errorf("making the folder of the history: %w", err)
	}
	locked, err := lock(f.path)
	if err != nil {
		if readable, cannot := os.Open(f.path); cannot == nil {
			entries, session, _ = read(readable)
			_ = readable.Close()
		}
		return entries, session + 1, err
	}
	defer locked.Close()
	entries, session, err = read(locked)
	if err == nil {
		err = f.write(locked, Entry{Session: session + 1})
	}
	return entries, session + 1, err
}

// append adds an entry to the file.
func (f *file) append(e Entry) error {
	locked, err := lock(f.path)
	if err != nil {
		return err
	}
	defer locked.Close()
	return f.write(locked, e)
}

// write adds an entry, after what a dying kernel may have left of a line.
func (f *file) write(locked *os.File, e Entry) error {
	line, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("encoding an input: %w", err)
	}
	info, err := f.count(locked)
	if err != nil {
		return fmt.Errorf("reading the history: %w", err)
	}
	last := []byte{'\n'}
	if size := info.Size(); size > 0 {
		if _, err := locked.ReadAt(last, size-1); err != nil {
			return fmt.Errorf("reading the history: %w", err)
		}
	}
	if last[0] != '\n' {
		line = slices.Insert(line, 0, '\n')
		f.lines++
	}
	line = append(line, '\n')
	if _, err := locked.Write(line); err != nil {
		_ = locked.Truncate(info.Size())
		return fmt.Errorf("writing the history: %w", err)
	}
	f.size += int64(len(line))
	f.lines++
	if f.lines > 2*f.limit || f.size > 2*maxBytes {
		return f.shrink(locked)
	}
	return nil
}

// count counts the lines that other kernels added.
func (f *file) count(locked *os.File) (info os.FileInfo, err error) {
	info, err = locked.Stat()
	if err != nil {
		return nil, err
	}
	if f.known == nil || !os.SameFile(f.known, info) || info.Size() < f.size {
		f.size, f.lines = 0, 0
	}
	added, buffer := io.NewSectionReader(locked, f.size, info.Size()-f.size), make([]byte, 32<<10)
	for {
		n, err := added.Read(buffer)
		f.lines += bytes.Count(buffer[:n], []byte{'\n'})
		if errors.Is(err, io.EOF) {
			f.known, f.size = info, info.Size()
			return info, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// shrink puts in the place of the file one that has only the newest entries.
// Whoever waits for the lock of the old one then finds that it is gone.
func (f *file) shrink(locked *os.File) error {
	entries, session, err := read(locked)
	if err != nil {
		return err
	}
	data, lines, err := newest(entries, session, f.limit)
	if err != nil {
		return err
	}
	// No other kernel writes it: that takes the lock which we have.
	temporary := f.path + ".new"
	if f.known, err = replace(temporary, f.path, data); err != nil {
		_ = os.Remove(temporary)
		return fmt.Errorf("making the history smaller: %w", err)
	}
	f.size, f.lines = int64(len(data)), lines
	return nil
}

// newest are lines with as many of the entries as a file keeps, after one with
// the number of the last session.
func newest(entries []Entry, session, limit int) (data []byte, lines int, err error) {
	kept := []Entry{{Session: session}}
	kept = append(kept, entries[max(0, len(entries)-limit):]...)
	encoded := make([][]byte, len(kept))
	for i, e := range kept {
		if encoded[i], err = json.Marshal(e); err != nil {
			return nil, 0, fmt.Errorf("encoding an input: %w", err)
		}
		encoded[i] = append(encoded[i], '\n')
	}
	first, size := len(encoded), len(encoded[0])
	for first > 1 && size+len(encoded[first-1]) <= maxBytes {
		first--
		size += len(encoded[first])
	}
	return append(encoded[0], bytes.Join(encoded[first:], nil)...), 1 + len(encoded) - first, nil
}

// replace writes data into a temporary file and moves that to path.
func replace(temporary, path string, data []byte) (info os.FileInfo, err error) {
	out, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	_, err = out.Write(data)
	if err == nil {
		err = out.Sync() // or a power cut may leave the name with nothing
	}
	if err == nil {
		info, err = out.Stat()
	}
	if err = errors.Join(err, out.Close()); err != nil {
		return nil, err
	}
	return info, os.Rename(temporary, path)
}

// read reads the entries of a file, in order, and the number of the last
// session. Of a file that is too long to be ours it reads the end.
func read(from *os.File) (entries []Entry, session int, err error) {
	info, err := from.Stat()
	if err != nil {
		return nil, 0, fmt.Errorf("reading the history: %w", err)
	}
	start := max(0, info.Size()-4*maxBytes)
	data, err := io.ReadAll(io.NewSectionReader(from, start, info.Size()-start))
	if err != nil {
		return nil, 0, fmt.Errorf("reading the history: %w", err)
	}
	for line := range bytes.Lines(data) {
		var e Entry
		if json.Unmarshal(line, &e) != nil || e.Session < 1 || e.Session > maxSession {
			continue
		}
		session = max(session, e.Session)
		if e.Input != "" {
			entries = append(entries, e)
		}
	}
	return entries, session, nil
}
