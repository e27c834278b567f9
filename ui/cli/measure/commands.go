// This file owns the commands that answer at once.

package main

import "context"

// commands measures what a script feels.
func (r *rig) commands(ctx context.Context, lib *library) error {
	for _, args := range [][]string{{"--version"}, {"--help"}, {"list", "--limit", "20"}} {
		var took sample
		for range r.runs {
			wall, _, err := runToEnd(r.dogear(ctx, lib, args...))
			if err != nil {
				return err
			}
			took = append(took, wall)
		}
		name := "`dogear"
		for _, a := range args {
			name += " " + a
		}
		r.table.set(name+"`", lib.n, "%s", took)
	}
	return nil
}
