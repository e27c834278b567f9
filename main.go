// Dogear is a reading list for research papers that lives in the terminal.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"

	"dogear/ui/cli"
)

// grace is how long a command may take to end when it is told to.
const grace = 10 * time.Second

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	// What hangs ends all the same: what was saved is on the disk. An interrupt is no such end: it may be for an editor, or
	// another program in the terminal, that is waited for.
	told := make(chan os.Signal, 1)
	signal.Notify(told, syscall.SIGTERM, syscall.SIGHUP)
	go func() {
		<-told
		time.Sleep(grace)
		os.Exit(1)
	}()
	// Who reads our output may leave: then a write fails, instead of the process being killed. Ignoring the signal would
	// do too, but an editor that we start would inherit that.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	status := cli.Main(ctx, os.Args[1:], cli.System())
	stop()
	os.Exit(status)
}
