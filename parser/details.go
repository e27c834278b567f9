package parser

// This file owns the values that most bibliographies have in one form or another: ISBN and ISSN, the language, paths of
// files, "and others" behind a list of names, dates in several fields, and the words that stand for no value.

import "strings"

// noValues are words that programs write where there is no value.
var noValues = map[string]bool{
	"none": true, "n/a": true, "na": true, "n.a.": true, "nan": true, "null": true, "nil": true, "undefined": true,
	"unknown": true, "not available": true, "-": true, "--": true, "–": true, "—": true, "?": true, "<na>": true, "#n/a": true,
}

// valueOf is s without white space around it, or empty if it is a word for no value.
func valueOf(s string) string {
	s = strings.TrimSpace(s)
	if isPlaceholder(s) || len(s) <= len("not available") && noValues[strings.ToLower(s)] {
		return ""
	}
	return s
}

// isPlaceholder reports whether s is what Scopus writes where it has nothing: [No author name available].
func isPlaceholder(s string) bool {
	return len(s) <= 40 && strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") && noneAvailable().MatchString(s)
}

var noneAvailable = pattern(`(?i)^\[no [a-z() ]+ available\]$`)

// isNobody reports whether what stands in the place of a name says that there is none. Na and Nan are names.
func isNobody(a Author) bool {
	if a.Given != "" {
		return isPlaceholder(a.Name())
	}
	switch strings.ToLower(a.Family) {
	case "none", "n/a", "null", "undefined", "unknown", "not available", "no author", "unknown author":
		return true
	}
	return isPlaceholder(a.Family)
}

var (
	isbnForm = pattern(`(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx]\b`)
	issnForm = pattern(`\b\d{4}-?\d{3}[\dXx]\b`)
)

// bareISBN is an ISBN without the address or the prefix that it was given with: http://id.crossref.org/isbn/9780000000000,
// urn:isbn:9780000000000.
func bareISBN(s string) string {
	s = CleanLine(s)
	if strings.Contains(s, "/isbn/") || strings.HasPrefix(asciiLower(s), "urn:") {
		if isbn := isbnForm().FindString(s); isbn != "" {
			return isbn
		}
	}
	return s
}

// number takes the ISBN and the ISSN in s, of each the first. They are told apart by their form (ISO 2108: ten digits, or
// thirteen; ISO 3297: eight). What has neither form is kept as it is: as an ISBN if the work is a book or a part of one.
func (in *Publication) number(s string) {
	s = showLine(valueOf(s))
	if s == "" {
		return
	}
	isbn := isbnForm().FindString(s)
	issn := issnForm().FindString(isbnForm().ReplaceAllString(s, " "))
	switch {
	case isbn != "" || issn != "":
	case in.Type == "book" || in.Type == "chapter":
		isbn = s
	default:
		issn = s
	}
	if in.ISBN == "" {
		in.ISBN = isbn
	}
	if in.ISSN == "" {
		in.ISSN = issn
	}
}

// finestDate is the date in the first of the fields that has one, made finer by those that agree with it: 2016 and
// 2016/10/19, but also "Oct 19", are that day.
func finestDate(fields ...string) Date {
	var date Date
	for _, s := range fields {
		s = CleanLine(valueOf(s))
		d := looseDate(s)
		if d == "" && date != "" && s != "" {
			d = looseDate(string(date[:4]) + " " + s)
		}
		date = finerDate(date, d)
	}
	return date
}

// finerDate is other if date is empty, or if other tells more of the same date.
func finerDate(date, other Date) Date {
	if len(other) > len(date) && strings.HasPrefix(string(other), string(date)) {
		return other
	}
	return date
}

// isOthers reports whether what stands in the place of a name says that there are more.
func isOthers(name string) bool {
	switch strings.ToLower(strings.Trim(name, " .,{}")) {
	case "others", "and others", "et al", "et. al", "...", "…":
		return true
	}
	return false
}

// withoutOthers is a list of names without those that say that there are more, or that there is none.
func withoutOthers(authors []Author) (rest []Author, more bool) {
	for _, a := range authors {
		switch {
		case isNobody(a):
		case a.Given == "" && isOthers(a.Family) || isOthers(a.Name()):
			more = true
		default:
			rest = append(rest, a)
		}
	}
	return rest, more
}

const maxFiles = 200 // of one paper; real ones have a tenth

// addFile adds the path of a file, unless it is there already.
func (d *Details) addFile(path string) {
	if path = CleanLine(path); path == "" || len(d.Files) == maxFiles {
		return
	}
	for _, f := range d.Files {
		if f == path {
			return
		}
	}
	d.Files = append(d.Files, path)
}

// isWebAddress reports whether s begins as an address of the web does.
func isWebAddress(s string) bool {
	_, ok := cutFold(strings.TrimSpace(s), "http://", "https://")
	return ok
}
