package explain

import (
	"os"
	"path/filepath"

	"cahiers/kernelext/sight"
)

// The notebooks of the course that sights refer to, by their numbers.
const (
	aboutGoroutines = 2
	aboutRaces      = 3
	aboutMutex      = 4
	aboutRWMutex    = 5
	aboutChannels   = 7
	aboutPatterns   = 8
	aboutLeaks      = 9
)

// lesson is a notebook of the course; only one that exists has a file.
func (c Case) lesson(number int) sight.Lesson {
	l := lessons[number]
	if info, err := os.Stat(filepath.Join(c.Root, "notebooks", l.File)); err != nil || info.IsDir() {
		l.File = ""
	}
	return l
}
