package parser

import (
	"bufio"
	"fmt"
	"strings"
	"testing"
)

// A line that makes its parser panic makes the one panic who asked for the records, and not the program.
func TestPanicInALineComesToTheReader(t *testing.T) {
	s := &lineStream{in: bufio.NewReader(strings.NewReader("{}\n{}\n")), newParser: func() lineParser {
		return func([]byte, int) record { panic("on purpose") }
	}}
	defer func() {
		if r := recover(); !strings.HasPrefix(fmt.Sprint(r), "on purpose") {
			t.Errorf("%v", r)
		}
	}()
	_, err := s.walk(func(record) bool { return true })
	t.Errorf("no panic, and %v", err)
}
