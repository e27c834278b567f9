package parser

// This file owns lists of names in one text: what parts them, which styles there are, and what says that there are more
// people than are named.

import (
	"strings"
)

const maxByline = 4000 // bytes of a line that may be names; collaborations of hundreds fit

var (
	nameJoint   = pattern(`,?\s+(?:and|und|et|y)\s+|\s*,?\s*[&＆]\s*`)
	bylineSplit = pattern(`\s*[,;，；、]\s*(?:and\s+|&\s*)?|\s+and\s+|\s+&\s+`)
	bylineMarks = pattern(`[\d*†‡§¶∗^]+(?:,[\d*†‡§¶∗]+)*$`) // of affiliations

	// moreNames is what stands for people who are not named, at the end of a list or of a name.
	moreNames = pattern(`(?i)(?:^|[\s,;]+)(?:\(?(?:and|&)\s+others\)?|others|(?:and\s+)?\(?et\.?\s*al\.?\)?|(?:and|und)\s+andere|(?-i:u\.\s?a\.)|` +
		`(?:and|&|\+)\s*\d+\s*(?:others|more|authors|more\s+authors|other\s+authors)|\d+\s+(?:others|more\s+authors|other\s+authors))[\s.,;]*$|` +
		`[\s,;]*(?:等|…|\.\.\.)[\s.,;]*$`)
)

// isMore reports whether s is nothing but a sign of more names: others, et al., 12 others, +3 authors, u. a.
func isMore(s string) bool {
	s = strings.ToLower(strings.Trim(s, " ,;{}"))
	if s == "" {
		return false
	}
	rest, more := cutMore(s)
	return more && rest == "" || moreAlone().MatchString(s)
}

var moreAlone = pattern(`^(?:andere|u\.?\s?a\.|et\.?\s*al\.?|\+?\s*\d+\s+(?:more|others|authors|more authors|other authors|weitere))$`)

// cutMore takes off what says that there are more people than a text names.
func cutMore(s string) (rest string, more bool) {
	if loc := moreNames().FindStringIndex(s); loc != nil {
		return strings.TrimRight(s[:loc[0]], " ,;"), true
	}
	return s, false
}

// A nameList is people as one text lists them.
type nameList struct {
	authors []Author
	more    bool // there are others, whom the text does not name
}

// bylineAuthors reads a line that is nothing but names, at least two of them and of two words each. Any other line has no authors.
func bylineAuthors(s string) []Author { return bylineNames(s).authors }

// bylineNames is bylineAuthors that also reports whether there are more authors.
func bylineNames(s string) nameList {
	if len(s) > maxByline || !strings.ContainsAny(s, ",;&，；、") && !strings.Contains(s, " and ") && !strings.Contains(s, " et al") {
		return nameList{} // one name alone could be a title
	}
	s, more := cutMore(strings.TrimPrefix(strings.TrimPrefix(s, "by "), "By "))
	names := namesIn(s)
	if len(names) == 0 || len(names) == 1 && !more {
		return nameList{}
	}
	for _, a := range names {
		full := strings.TrimSpace(a.Given + " " + a.Particle + " " + a.Family)
		if _, ok := personOf(full); !ok && !isEastAsian(strings.ReplaceAll(full, " ", "")) || a.Given == "" && !isEastAsian(a.Family) {
			return nameList{}
		}
	}
	return nameList{names, more}
}

// authorsOf reads names that a label announces: what is no person's name is a group's.
func authorsOf(s string) []Author { return listed(s).authors }

// listed is authorsOf that also reports whether there are more authors.
func listed(s string) nameList {
	s, more := cutMore(s)
	return nameList{namesIn(s), more}
}

// namesIn reads a list in whatever style it is written:
//
//	Jane Doe, Max Roe and Ann Poe       in display order
//	Doe, J.; Roe, M. R.                 family name first, parted by semicolons
//	Doe, J., Roe, M. R., and Poe, A.    the same, parted by commas
//	Doe, Jane and Roe, Max              the same, parted by "and"
//	Doe J, Roe MR                       initials behind the name
func namesIn(s string) []Author {
	s = CleanLine(s)
	if s == "" {
		return nil
	}
	if authors, ok := eastAsianList(s); ok {
		return authors
	}
	if strings.ContainsAny(s, ";；") {
		return citedList(splitSemicolons(s))
	}
	segments := nameJoint().Split(s, -1)
	if inverted := invertedSegments(segments); inverted != nil {
		return inverted
	}
	var parts []string
	for _, part := range bylineSplit().Split(s, -1) {
		if part = unmarked(part); part != "" {
			parts = append(parts, part)
		}
	}
	parts = joinSuffixes(parts)
	sure := allInitialsBehind(parts)
	var authors []Author
	for _, part := range parts {
		if !sure {
			part = withoutDegrees(part)
		}
		if a, ok := initialsBehind(part, sure); ok {
			authors = append(authors, a)
			continue
		}
		authors = appendAuthor(authors, displayedAuthor(part))
	}
	return authors
}

// unmarked is a name without the marks of affiliations at its end.
func unmarked(name string) string {
	return CleanLine(bylineMarks().ReplaceAllString(withoutNumber(CleanLine(name)), ""))
}

func appendAuthor(authors []Author, a Author) []Author {
	if a.Family == "" {
		return authors
	}
	return append(authors, a)
}

// invertedSegments reads names with the family name first that are parted by commas or by "and"; nil if the segments between
// the "and"s are not such names.
func invertedSegments(segments []string) []Author {
	var authors []Author
	for _, segment := range segments {
		var parts []string
		for _, part := range strings.FieldsFunc(segment, func(r rune) bool { return r == ',' || r == '，' }) {
			if part = unmarked(part); part != "" {
				parts = append(parts, part)
			}
		}
		pairs := pairsOf(parts, len(segments) > 1)
		if pairs == nil {
			return nil
		}
		authors = append(authors, pairs...)
	}
	return authors
}

// pairsOf reads family and given names that take turns: Doe, J., Roe, M. R. A suffix may stand behind a pair. A full given name
// tells only if the names stand alone, or joined to others by "and": "Doe, Jane"; in a longer list it could be another name.
func pairsOf(parts []string, joined bool) []Author {
	var authors []Author
	for i := 0; i < len(parts); {
		if i+1 >= len(parts) {
			return nil
		}
		family, given := parts[i], parts[i+1]
		whole := len(parts) == 2 && (joined && !strings.Contains(family, " ") || strings.Count(family+given, " ") == 0)
		if !isInitials(given) && !whole || isInitials(family) && !isEastAsian(family) {
			return nil
		}
		name := family + ", " + given
		if i += 2; i < len(parts) && isSuffix(parts[i]) {
			name += ", " + parts[i]
			i++
		}
		authors = appendAuthor(authors, invertedAuthor(name))
	}
	return authors
}

// joinSuffixes puts a suffix back to the name that a comma parted it from: John Doe, Jr. Degrees are left out.
func joinSuffixes(names []string) []string {
	var joined []string
	for _, name := range names {
		name = strings.TrimSpace(name)
		last := ""
		if n := len(joined); n > 0 {
			last = joined[n-1]
		}
		switch {
		case last != "" && isSuffix(name) && isSuffix(lastWord(last)): // a name has one
		case last != "" && (isSuffix(name) || isNumeral(name) && strings.Contains(last, " ")):
			joined[len(joined)-1] += " " + name
		case isDegree(name) && strings.Contains(last, " "):
		default:
			joined = append(joined, name)
		}
	}
	return joined
}
