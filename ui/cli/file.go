// This file owns writing files: whole or not at all.

package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// writeFile gives path the content that fill writes. It appears there by its last step, complete, on the disk and for
// the reader's eyes only; until then, and if anything fails, what was there stays. A link is not followed: whoever put it
// there might mean another file to be overwritten.
func writeFile(path string, fill func(io.Writer) error) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("writing %s: %w", shown(path), err)
		}
	}()
	st, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return err
	case st.IsDir():
		return errors.New("it is a folder")
	case st.Mode()&fs.ModeSymlink != 0:
		return errors.New("it is a symbolic link; name the file itself")
	case !st.Mode().IsRegular():
		return errors.New("it is not a regular file; to write to a pipe or device, use standard output")
	}
	dir := filepath.Dir(path)
	tmp, err := os.CreateTemp(dir, ".dogear-*") // 0600
	if errors.Is(err, fs.ErrNotExist) {
		return errors.New("the folder does not exist")
	}
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		return fmt.Errorf("creating a file in its folder: %w", pe.Err) // the temporary name would only puzzle
	}
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(tmp.Name())
		}
	}()
	w := bufio.NewWriter(tmp)
	if err := errors.Join(fill(w), w.Flush(), tmp.Sync(), tmp.Close()); err != nil {
		return err
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return err
	}
	if d, err := os.Open(dir); err == nil { // the name is safe only with its folder
		_ = d.Sync()
		_ = d.Close()
	}
	return nil
}
