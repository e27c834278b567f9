// This file owns the order by author: what the list is sorted by.

package store

import (
	"database/sql/driver"
	"strings"
	"unicode/utf8"

	"modernc.org/sqlite"

	"dogear/parser"
	"dogear/store/fulltext"
)

const (
	// maxByline is how many bytes of a name order papers; those whose first authors agree in them are in the library's
	// own order.
	maxByline = 16
	// noByline is the byline of a paper without authors: behind all names.
	noByline = "\uFFFD"
)

// byline is what a paper is sorted by in the order of authors: the first one's family name and initial, folded as words
// are for searching, so that Ångström stands among the A's. Particles do not count: van Doe stands at D.
func byline(authors []parser.Author) string {
	if len(authors) == 0 {
		return noByline
	}
	family, given := fulltext.Fold(authors[0].Family), fulltext.Fold(authors[0].Given)
	if r, n := utf8.DecodeRuneInString(given); n > 0 {
		family += " " + string(r)
	}
	key := family
	if len(key) > maxByline {
		key = strings.ToValidUTF8(key[:maxByline], "") // a character that was cut goes
	}
	if key == "" {
		return noByline
	}
	return key
}

const setByline = "UPDATE paper SET author = ? WHERE id = ?"

// bylineFunction is the SQL function with which the schema's upgrade works bylines out: dogear_byline(body).
const bylineFunction = "dogear_byline"

func init() {
	sqlite.MustRegisterDeterministicScalarFunction(bylineFunction, 1, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
		data, _ := args[0].([]byte)
		b, err := unpackBody(data)
		if err != nil {
			return noByline, nil // a damaged record is to be found by who opens it, not to keep the library shut
		}
		return byline(b.Authors), nil
	})
}
