// Dogear is a reading list for research papers that lives in the terminal.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"dogear/ui/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	// Who reads our output may leave: then a write fails, instead of the process being killed. Ignoring the signal would
	// do too, but an editor that we start would inherit that.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	status := cli.Main(ctx, os.Args[1:], cli.System())
	stop()
	os.Exit(status)
}
