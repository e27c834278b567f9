package parser

// This file owns names in the cells of tables, which every program writes differently: parted by semicolons, bars, lines,
// "and" or commas, the family first or last, with initials before it, behind it, or behind a comma.

import "strings"

var (
	authorNumber = pattern(`\s*\(\d[\d-]*[\dX]?\)$`) // Scopus: Example, Ann (57200000000)
	initialsWord = pattern(`^(?:\p{Lu}\.?-?){1,3}$`)
	initialsOnly = pattern(`^(?:\p{Lu}\.[ -]?)+$|^(?:\p{Lu}\.?[ -]?){1,3}$`)
	andBetween   = pattern(`\s+(?:and|&)\s+`)
)

// tableAuthors reads the names in a cell, and whether it says that there are more.
func tableAuthors(cell string) (authors []Author, more bool) {
	cell = literalList(valueOf(cell))
	cell, more = cutMore(cell)
	if strings.TrimSpace(cell) == "" || len(cell) > maxTagged {
		return nil, more
	}
	if authors, ok := eastAsianList(showLine(cell)); ok {
		return authors, more
	}
	for _, sep := range []string{";", "|", "\n"} {
		if !strings.Contains(cell, sep) {
			continue
		}
		names := strings.Split(cell, sep)
		if sep == ";" {
			names = csvList(cell)
		}
		return namesOf(names), more
	}
	if parts := andBetween().Split(cell, -1); len(parts) > 1 && allHaveCommas(parts) {
		return namesOf(parts), more
	}
	return commaAuthors(cell), more
}

// allHaveCommas reports whether each part is a name with its family first: Example, Ann and Sample, Bo.
func allHaveCommas(parts []string) bool {
	for _, p := range parts {
		if strings.Count(strings.Trim(p, ", "), ",") != 1 {
			return false
		}
	}
	return true
}

// namesOf are authors by their names, one each.
func namesOf(names []string) []Author {
	var authors []Author
	var undivided []string // names without a comma
	for i, name := range names {
		name = authorNumber().ReplaceAllString(showLine(name), "")
		name, _ = cutFold(name, "and ", "& ")
		names[i] = withoutPlace(name)
		if name != "" && !isOthers(name) && !strings.Contains(name, ",") {
			undivided = append(undivided, names[i])
		}
	}
	initialsLast := len(undivided) > 0 && (allInitialsBehind(undivided) || len(names) > 1 && every(undivided, endsWithInitials))
	for _, name := range names {
		var a Author
		switch {
		case name == "" || isOthers(name):
			continue
		case strings.Contains(name, ","):
			a = citedAuthor(name)
		case initialsLast:
			a = vancouverAuthor(name)
		default:
			a = displayedAuthor(withoutDegrees(name))
		}
		if a.Family != "" {
			authors = append(authors, a)
		}
	}
	return authors
}

// endsWithInitials reports whether a name has its initials at its end: Example A. B., Sample BC.
func endsWithInitials(name string) bool {
	words := strings.Fields(name)
	return len(words) > 1 && initialsWord().MatchString(words[len(words)-1]) && !initialsWord().MatchString(words[0])
}

// commaAuthors reads names with commas between. A comma may also part a family name from the given one.
func commaAuthors(cell string) []Author {
	cell = showLine(cell)
	if strings.Contains(cell, ")") {
		if plain := CleanLine(withoutParentheses(cell)); every(andBetween().Split(strings.ReplaceAll(plain, ",", " and "), -1), isFullName) {
			cell = plain
		}
	}
	parts := trimmed(strings.Split(andBetween().ReplaceAllString(cell, ", "), ","))
	if parts = nonEmpty(parts); len(parts) == 0 {
		return nil
	}
	if len(parts) == 1 {
		if words := strings.Fields(parts[0]); len(words) == 2 && words[1] == "AI" {
			return []Author{{Family: parts[0]}}
		}
		return namesOf(parts)
	}
	last := len(parts) - 1
	if bare := strings.TrimSuffix(parts[last], "."); strings.Count(cell, ".") == 1 && endsWithInitials(bare) {
		parts[last] = bare // of the list
	}
	if every(parts, endsWithInitials) {
		return namesOf(parts)
	}
	if len(parts)%2 == 0 && pairs(parts, func(family, given string) bool {
		return initialsOnly().MatchString(given) && !initialsOnly().MatchString(family)
	}) {
		return pairedAuthors(parts)
	}
	if authors := bylineAuthors(cell); authors != nil {
		return authors
	}
	if len(parts) == 2 {
		return namesOf([]string{cell})
	}
	oneWord := func(s string) bool { return !strings.Contains(s, " ") }
	if len(parts)%2 == 0 && pairs(parts, func(family, given string) bool { return oneWord(family) && oneWord(given) }) {
		return pairedAuthors(parts)
	}
	return authorsOf(cell)
}

func nonEmpty(parts []string) []string {
	list := parts[:0]
	for _, p := range parts {
		if p != "" {
			list = append(list, p)
		}
	}
	return list
}

func every(parts []string, is func(string) bool) bool {
	for _, p := range parts {
		if !is(p) {
			return false
		}
	}
	return true
}

// pairs reports whether each two parts are a family name and a given one.
func pairs(parts []string, are func(family, given string) bool) bool {
	for i := 0; i+1 < len(parts); i += 2 {
		if !are(parts[i], parts[i+1]) {
			return false
		}
	}
	return true
}

func pairedAuthors(parts []string) []Author {
	var names []string
	for i := 0; i+1 < len(parts); i += 2 {
		names = append(names, parts[i]+", "+parts[i+1])
	}
	return namesOf(names)
}
