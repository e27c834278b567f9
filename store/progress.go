// This file owns telling how far a long write is.

package store

import "context"

// A Progress is told how many papers of how many are done. It is called by the goroutine that writes, and must not wait.
type Progress func(done, total int)

type progressKey struct{}

// ReportTo is a context in which a write of very many papers (Mark, Undo, Redo) tells p how far it is.
func ReportTo(ctx context.Context, p Progress) context.Context {
	return context.WithValue(ctx, progressKey{}, p)
}

// report tells the context's Progress, if there is one.
func report(ctx context.Context, done, total int) {
	if p, ok := ctx.Value(progressKey{}).(Progress); ok {
		p(done, total)
	}
}
