package gotool

import (
	"fmt"
	"io"
	"os"
)

// placeSupervisor makes path run this program, which then supervises the one
// beside it. A symbolic link, which may cross file systems and which
// protected_hardlinks does not forbid; a copy where there are none.
func placeSupervisor(path string) error {
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("finding this program: %w", err)
	}
	if target, err := os.Readlink(path); err == nil && target == self {
		return nil
	}
	if err := os.RemoveAll(path); err != nil {
		return fmt.Errorf("placing the supervisor: %w", err)
	}
	if os.Symlink(self, path) == nil {
		return nil
	}
	if err := copyProgram(self, path); err != nil {
		return fmt.Errorf("placing the supervisor: %w", err)
	}
	return nil
}

func copyProgram(from, to string) (err error) {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o700)
	if err != nil {
		return err
	}
	defer func() {
		if closed := target.Close(); err == nil {
			err = closed
		}
	}()
	_, err = io.Copy(target, source)
	return err
}
