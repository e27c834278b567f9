// This file owns the table of keys as the manual has it.

package ui

import (
	"fmt"
	"strings"
)

// ManualKeys is the table of keys in Markdown: a heading for each group, and the name of each command.
func ManualKeys() string {
	var b strings.Builder
	for _, g := range groups(commands()) {
		fmt.Fprintf(&b, "### %s\n\n| keys | |\n| --- | --- |\n", g[0].group)
		for _, a := range g {
			keys := make([]string, len(a.keys))
			for i, k := range a.keys {
				keys[i] = "`" + keyName(k) + "`"
			}
			fmt.Fprintf(&b, "| %s | %s (%s) |\n", strings.Join(keys, " "), a.help, strings.ReplaceAll(a.name, " ", "-"))
		}
		b.WriteByte('\n')
	}
	return b.String()
}
