// This file owns what the screen remembers from one start to the next beside what the library knows: where the borders between
// its panes are. It belongs to this machine, is small, and is no loss.

package store

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// mostState is how large a remembered state may be.
const mostState = 1 << 16

func (l *Library) statePath(name string) string { return filepath.Join(besides(l.path), name+".json") }

// State returns what was kept under a name; nothing if there is none, or it cannot be read.
func (l *Library) State(name string) []byte {
	path := l.statePath(name)
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() { // a pipe would be waited for
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer func() { _ = f.Close() }()
	b, err := io.ReadAll(io.LimitReader(f, mostState))
	if err != nil {
		return nil
	}
	return b
}

// KeepState keeps something under a name, in the place of what was kept there.
func (l *Library) KeepState(name string, state []byte) error {
	err := makeFolder(l.path, besides(l.path))
	if err == nil {
		err = replaceFile(l.statePath(name), state)
	}
	if err != nil {
		return fmt.Errorf("remembering the %s: %w", name, err)
	}
	return nil
}
