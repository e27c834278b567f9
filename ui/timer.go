// This file owns messages that are due after a time.

package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// A timer sends a message after a time. Tests have timers of their own, so that none of them waits.
type timer func(d time.Duration, msg tea.Msg) tea.Cmd

// after is the timer that waits.
func after(d time.Duration, msg tea.Msg) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return msg })
}
