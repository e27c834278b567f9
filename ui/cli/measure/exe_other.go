//go:build !windows

// This file says that other systems do not name programs by a suffix.

package main

const exeSuffix = ""
