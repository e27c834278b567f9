// This file owns cleaning what leaves the database. What came in was cleaned, but the file may have been edited since, and
// no value in it may act on a terminal, a shell or another program.

package store

import (
	"fmt"
	"reflect"
	"strings"

	"dogear/parser"
)

// A cleaned scans a text of the database as it may be shown.
type cleaned struct {
	to    *string
	clean func(string) string
}

// line scans one line of text.
func line(to *string) cleaned { return cleaned{to, parser.CleanLine} }

// lines scans text whose white space has a meaning, such as a note.
func lines(to *string) cleaned { return cleaned{to, cleanLines} }

// Scan implements sql.Scanner. NULL is the empty string.
func (c cleaned) Scan(value any) error {
	switch v := value.(type) {
	case nil:
		*c.to = ""
	case string:
		*c.to = c.clean(v)
	case []byte:
		*c.to = c.clean(string(v))
	default: // somebody has changed its type
		*c.to = c.clean(fmt.Sprint(v))
	}
	return nil
}

// cleanLines cleans text and keeps its white space. Text that is safe already stays as it is, with all that is at its end.
func cleanLines(s string) string {
	for i := 0; i < len(s); i++ {
		if b := s[i]; b < ' ' && b != '\n' && b != '\t' || b >= 0x7F {
			return cleanOdd(s)
		}
	}
	return s
}

// cleanOdd is cleanLines for text that has more than printed ASCII in it. Most of that is clean paragraphs.
func cleanOdd(s string) string {
	if parser.CleanText(s) == s {
		return s
	}
	end := len(strings.TrimRight(s, " \t\n"))
	return parser.CleanNote(s[:end]) + s[end:]
}

// clean cleans every text of a record but the originals of its title and abstract, which are kept to the letter, and
// cleaned by whoever writes them.
func (b *body) clean() {
	abstract, title, raw := cleanLines(b.Abstract), b.RawTitle, b.RawAbstract
	cleanStrings(reflect.ValueOf(b).Elem())
	b.Abstract, b.RawTitle, b.RawAbstract = abstract, title, raw
}

// cleanStrings cleans all strings in a value, as lines.
func cleanStrings(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if s := v.String(); v.CanSet() {
			if c := parser.CleanLine(s); c != s {
				v.SetString(c)
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			cleanStrings(v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			cleanStrings(v.Index(i))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			cleanStrings(v.Elem())
		}
	}
}
