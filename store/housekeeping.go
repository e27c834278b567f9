// This file owns looking at the files beside the library: who may read them, what a kill has left, and the backups.

package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// others are the permissions of everybody but the reader.
const others = 0o077

// leftoverAge is how old a file is that nobody is making any more.
const leftoverAge = 24 * time.Hour

// files looks who else may read what belongs to the library, and what was left unfinished.
func (x *examiner) files() error {
	if open := x.open(); len(open) > 0 {
		x.add(Finding{What: fmt.Sprintf("readable by others: %s%s", open[0], andMore(len(open))), Do: doFix, cure: cureFiles})
	}
	if left := x.leftovers(); len(left) > 0 {
		x.add(Finding{What: fmt.Sprintf("left over from a killed process: %s%s", left[0], andMore(len(left))), Do: doFix, cure: cureFiles})
	}
	return nil
}

func andMore(n int) string {
	if n == 1 {
		return ""
	}
	return fmt.Sprintf(" and %d more", n-1)
}

// own calls f for the files and folders that are the library's alone.
func (x *examiner) own(f func(path string, info fs.FileInfo)) {
	for _, suffix := range suffixes {
		if info, err := os.Lstat(x.l.path + suffix); err == nil {
			f(x.l.path+suffix, info)
		}
	}
	_ = filepath.WalkDir(besides(x.l.path), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil //nolint:nilerr // what cannot be looked into, others cannot either
		}
		if info, err := d.Info(); err == nil {
			f(path, info)
		}
		return nil
	})
}

// open are the files and folders that others may read. Windows has other permissions.
func (x *examiner) open() (paths []string) {
	x.own(func(path string, info fs.FileInfo) {
		if runtime.GOOS != "windows" && info.Mode()&fs.ModeSymlink == 0 && info.Mode().Perm()&others != 0 {
			paths = append(paths, path)
		}
	})
	return paths
}

// leftovers are files that were to become a library or a backup, and never will.
func (x *examiner) leftovers() (paths []string) {
	for _, in := range []struct{ folder, pattern string }{
		{filepath.Dir(x.l.path), unborn}, {besides(x.l.path), unfinished}, {backupFolder(x.l.path), unfinished}, {replacedFolder(x.l.path), unfinished},
	} {
		entries, err := os.ReadDir(in.folder)
		if err != nil {
			continue
		}
		for _, e := range entries {
			if ok, _ := filepath.Match(in.pattern, e.Name()); !ok {
				continue
			}
			if info, err := e.Info(); err == nil && info.Mode().IsRegular() && x.l.now().Sub(info.ModTime()) > leftoverAge {
				paths = append(paths, filepath.Join(in.folder, e.Name()))
			}
		}
	}
	return paths
}

// tidy takes permissions from others, and leftovers away.
func (x *examiner) tidy() error {
	var errs []error
	for _, path := range x.leftovers() {
		errs = append(errs, os.Remove(path))
	}
	for _, path := range x.open() {
		info, err := os.Lstat(path)
		if err == nil {
			err = os.Chmod(path, info.Mode().Perm()&^others)
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// backups looks at the backups: whether they can be opened, or, deep, whether they are sound.
func (x *examiner) backups() error {
	all, err := backupFiles(backupFolder(x.l.path))
	if err != nil {
		return err
	}
	for _, b := range all {
		err := b.Err
		if err == nil && x.how.Deep {
			err = verify(x.ctx, b.Path, nil, thoroughly)
		}
		if err != nil {
			x.add(Finding{What: fmt.Sprintf("backup %d is unusable: %v", b.Seq, err), Do: "remove " + b.Path + " if there are others"})
			continue
		}
		x.contents.Backups++
	}
	if len(all) == 0 {
		x.add(Finding{What: "there is no backup yet", Do: "`dogear backup` makes one"})
	}
	return nil
}
