//go:build !linux

// This file says that other systems do not tell as much about a process.

package main

import "time"

func cpuTime(int) (time.Duration, error) { return 0, errNA }

func memory(int) (now, peak int64, err error) { return 0, 0, errNA }
