package parser

// This file owns regular expressions. There are fifty, and compiling them all takes longer than all else that happens
// before the program begins; so each is compiled when it is first asked.

import (
	"regexp"
	"sync"
)

// pattern is a regular expression that is compiled at its first use.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
