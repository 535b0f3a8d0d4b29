//go:build !unix

package show

import "errors"

// Where descriptors are not inherited this way figures are shown as text.
func (p *pipe) claim() bool { return false }

func (p *pipe) writeSome([]byte) (int, error) { return 0, errors.ErrUnsupported }

func (p *pipe) readSome([]byte) (int, error) { return 0, errors.ErrUnsupported }
