package parser

// This file owns the style of Vancouver and PubMed, in which the initials stand behind the family name, and lists of names
// that stand where a format has room for one.

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// loneInitial is one capital, as it stands among initials that spaces part: Smith J A.
var loneInitial = pattern(`^\p{Lu}\.?$`)

// cutInitials parts a name before the initials at its end: Smith JR, Smith J. R., van Doe J-P.
func cutInitials(name string) (family, given string) {
	words := strings.Fields(name)
	n := len(words) - 1
	if n < 1 || !isInitials(words[n]) {
		return name, ""
	}
	for n > 1 && loneInitial().MatchString(words[n]) && loneInitial().MatchString(words[n-1]) {
		n--
	}
	return strings.Join(words[:n], " "), strings.Join(words[n:], " ")
}

// initialMarks are what stands between initials.
var initialMarks = strings.NewReplacer(".", "", "-", "", " ", "")

// initialsBehind reads a family name with initials behind it and no comma between: "Smith J", "van Doe A.B.", "Roe RR". Two
// capitals or more may also be a family name in capitals, "Wei LI", and one may be a family name of one letter, "Weinan E".
// They count as initials if sure, where a list of names tells, or if they can be no name.
func initialsBehind(name string, sure bool) (Author, bool) {
	family, given := cutInitials(name)
	letters := initialMarks.Replace(given)
	n := utf8.RuneCountInString(letters)
	plain := !strings.ContainsAny(given, ". ")
	switch {
	case n == 0 || n > 3:
		return Author{}, false
	case plain && !sure && isSpeakable(letters):
		return Author{}, false
	}
	a := Author{Given: given}
	a.Particle, a.Family = cutParticle(family)
	if first, _ := utf8.DecodeRuneInString(a.Family); !unicode.IsUpper(first) || teamName().MatchString(family) {
		return Author{}, false
	}
	words := strings.Fields(a.Family)
	capitals := sure && utf8.RuneCountInString(a.Family) > n && !slices.ContainsFunc(words, loneInitial().MatchString) // DOE JA
	if isInitials(a.Family) && !capitals {
		return Author{}, false
	}
	p, ok := personOf(a.Family)
	if !ok || len(words) > 2 && !particles[strings.ToLower(words[0])] || isInitials(firstWord(a.Family)) && !capitals || p.Family == "" {
		return Author{}, false
	}
	return a, true
}

// isSpeakable reports whether capitals may be a family name: E, O, U and X are some people's, and two or three letters
// with a vowel are.
func isSpeakable(letters string) bool {
	if utf8.RuneCountInString(letters) == 1 {
		return strings.Contains("EOUX", letters)
	}
	return strings.ContainsAny(letters, "AEIOU") || strings.HasSuffix(letters, "Y") && strings.ContainsAny(letters[:1], "BDHKLMNSTV")
}

// allInitialsBehind reports whether names are written with their initials behind: each of them can be, and one of them
// must be, or ends with a lone capital among several names.
func allInitialsBehind(names []string) bool {
	sign := false
	for _, name := range names {
		if _, ok := initialsBehind(name, true); !ok {
			return false
		}
		_, given := cutInitials(name)
		_, sure := initialsBehind(name, false)
		sign = sign || sure || len(names) > 1 && utf8.RuneCountInString(given) == 1
	}
	return sign
}

// vancouverAuthor reads a name with its initials at the end: Doe JR, which is Jane Rose Doe and no junior; Doe JR 3rd.
func vancouverAuthor(name string) Author {
	rest, suffix, ok := cutSuffix(name)
	if !ok || !isSuffix(suffix) || !strings.Contains(rest, " ") {
		rest, suffix = name, ""
	}
	if i := strings.LastIndexByte(rest, ' '); i > 0 && strings.ToUpper(rest[i:]) == rest[i:] && !strings.Contains(rest, ",") {
		family, given := cutInitials(rest)
		if given == "" {
			family, given = rest[:i], rest[i+1:]
		}
		a := Author{Given: given, Suffix: suffix}
		a.Particle, a.Family = cutParticle(family)
		return a
	}
	return citedAuthor(name)
}

// withoutDegrees cuts degrees off a name in display order: John Smith PhD, Jane Doe MD.
func withoutDegrees(name string) string {
	for {
		i := strings.LastIndexByte(name, ' ')
		if i < 0 || !strings.Contains(name[:i], " ") || !isDegree(name[i+1:]) || strings.ToLower(name[i:]) == name[i:] {
			return name
		}
		name = strings.TrimRight(name[:i], " ,")
	}
}

// splitSemicolons parts names at semicolons. One that ends an entity of HTML parts none.
func splitSemicolons(s string) []string {
	var names []string
	start := 0
	for i, r := range s {
		if r != ';' && r != '；' || r == ';' && endsEntity(s[start:i+1]) {
			continue
		}
		names = append(names, strings.TrimSpace(s[start:i]))
		start = i + utf8.RuneLen(r)
	}
	names = append(names, strings.TrimSpace(s[start:]))
	return slices.DeleteFunc(names, func(name string) bool { return name == "" })
}

func endsEntity(s string) bool {
	i := strings.LastIndexByte(s, '&')
	return i >= 0 && entity().FindString(s[i:]) == s[i:]
}

// citedList reads names, one each, family name first or with the initials behind.
func citedList(names []string) []Author {
	for i, name := range names {
		rest, _ := cutFold(unmarked(name), "and ", "& ")
		names[i] = withoutPlace(rest)
	}
	read := citedAuthor
	if allInitialsBehind(names) {
		read = vancouverAuthor
	}
	var authors []Author
	for _, name := range names {
		authors = appendAuthor(authors, read(name))
	}
	return authors
}

// withoutPlace cuts off what stands in parentheses behind a person's name: where that person works.
func withoutPlace(name string) string {
	if !strings.HasSuffix(name, ")") {
		return name
	}
	rest := CleanLine(withoutParentheses(name))
	if a := invertedAuthor(rest); a.Given == "" || isTeam(a) {
		return name
	}
	return rest
}

// citedNames reads a field that has room for one name, family name first. Exporters put whole lists there:
//
//	Smith, J.; Doe, A.
//	Smith J, Doe JB, Roe R
//	John Smith and Jane Doe
//	Smith, John, Doe, Jane, Roe, Richard
//	A. Einstein, B. Podolsky, N. Rosen
func citedNames(s string) nameList {
	s, more := cutMore(showLine(s))
	return nameList{citedParts(s), more}
}

func citedParts(s string) []Author {
	if group := strings.TrimRight(s, ", "); group != s && !strings.Contains(group, ",") {
		return appendAuthor(nil, citedAuthor(s))
	}
	if authors, ok := eastAsianList(s); ok {
		return authors
	}
	if names := splitSemicolons(s); len(names) > 1 {
		return citedList(names)
	}
	if names := nameJoint().Split(s, -1); len(names) > 1 {
		if allHaveCommas(names) && !every(names, isGroupName) {
			return citedList(names)
		}
		if every(names, isFullName) && !strings.Contains(s, ",") { // Barnes and Noble, Ann is one person
			return displayedList(names)
		}
	}
	names := nonEmpty(trimmed(strings.Split(s, ",")))
	switch {
	case len(names) > 1 && allInitialsBehind(names):
		return citedList(names)
	case len(names) > 2 && every(names, isFullName), len(names) == 2 && every(names, initialsBefore):
		return displayedList(names)
	case len(names) > 3 && len(names)%2 == 0 && pairs(names, isPair):
		return pairedAuthors(names)
	}
	return appendAuthor(nil, citedAuthor(s))
}

func displayedList(names []string) []Author {
	var authors []Author
	for _, name := range names {
		authors = appendAuthor(authors, displayedAuthor(withoutDegrees(withoutPlace(name))))
	}
	return authors
}

// isFullName reports whether a name is a person's in display order, of two words or more.
func isFullName(name string) bool {
	a, ok := personOf(withoutDegrees(withoutPlace(name)))
	return ok && a.Given != "" && !isGroupName(name)
}

// initialsBefore reports whether a name begins with initials and ends with a full word: A. Einstein.
func initialsBefore(name string) bool {
	i := strings.LastIndexByte(name, ' ')
	return i > 0 && loneInitial().MatchString(firstWord(name)) && !isInitials(name[i+1:]) && isFullName(name)
}

// isPair reports whether two parts may be a family name and a given one.
func isPair(family, given string) bool {
	return strings.Count(family, " ") < 3 && !isInitials(family) && (isInitials(given) || !strings.Contains(given, " ")) &&
		!isSuffix(given) && !isDegree(family)
}

// teamLast are words that end the name of a group, and no person's.
var teamLast = setOf("collaboration collaborations team teams group groups consortium consortia project survey organization " +
	"organisation institute university agency association society committee initiative network council foundation " +
	"ministry laboratory laboratories federation commission")

// isTeam reports whether what was read as a person is a group that stands without braces: Owl Collaboration.
func isTeam(a Author) bool {
	return a.Given != "" && a.Suffix == "" && teamLast[strings.ToLower(a.Family)]
}

// isGroupName reports whether a name has a word that only groups have.
func isGroupName(name string) bool {
	last := lastWord(name)
	return teamLast[strings.ToLower(last)] || placeWord().MatchString(name)
}
