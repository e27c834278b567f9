//go:build unix

package ui

import (
	"os/exec"
	"syscall"
)

// detach puts a program into a process group of its own: suspending the reader, or closing its terminal, does not reach it.
func detach(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }
