//go:build !unix

package ui

import "os/exec"

// detach does nothing: there are no process groups that suspending reaches.
func detach(*exec.Cmd) {}
