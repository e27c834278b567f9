package parser

// This file owns the names in BibTeX's fields author and editor: "First von Last", "von Last, First" and "von Last, Jr,
// First", joined by "and", where what stands in braces is one piece; the rules are in BibTeX's program text, bibtex.web,
// and in Markey's "Tame the BeaST". BibLaTeX besides has "family=Last, given=First".

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// bibAuthors reads a list of names.
func bibAuthors(raw string) []Author { return bibPeople(raw).authors }

// bibMore is "et al." at the end of a list, with the italics that people give it.
var bibMore = pattern(`(?i)[\s,;~]+(?:\\(?:emph|textit)\s*)?\{?(?:\\(?:it|em)\s+)?(?:and[\s~]+)?et\.?[\s~]*al\.?\}?[\s.,]*$`)

// bibPeople reads a list of names, and whether it says that there are more.
func bibPeople(raw string) (list nameList) {
	raw = plainBibNames(raw)
	if loc := bibMore().FindStringIndex(raw); loc != nil {
		raw, list.more = raw[:loc[0]], true
	} else {
		raw, list.more = cutMore(raw)
	}
	var names []string
	for _, name := range bibNames(raw) {
		if shown := bibLine(name); isMore(shown) {
			list.more = true
		} else if shown != "" {
			names = append(names, name)
		}
	}
	sure := len(names) > 1 && allInitialsBehindBib(names)
	for _, name := range names {
		if sure {
			list.authors = appendAuthor(list.authors, vancouverAuthor(bibLine(name)))
		} else {
			list.authors = appendAuthor(list.authors, bibAuthor(name))
		}
	}
	return list
}

// bibNames parts a list at each "and" outside of braces. Lists that are parted otherwise are not BibTeX's, but there are
// many of them: "Doe, Jane; Roe, Ann", "Jane Doe, Ann Roe, Max Poe", "Doe, J. & Roe, A.", "Doe, J., Roe, A., and Poe, M.",
// "Doe J, Roe A".
func bibNames(raw string) []string {
	var names []string
	segments := splitAnd(raw)
	for i, segment := range segments {
		for _, name := range bibSemicolons(segment) {
			for _, part := range splitAmpersand(name) {
				// Jane Doe, Ann Roe and Max Poe: the one behind "and" is in display order too
				ends := i == 0 && len(segments) == 2 && strings.IndexByte(segments[1], ',') < 0 && len(bibWords(segments[1])) > 1
				names = append(names, splitCommas(part, ends)...)
			}
		}
	}
	return names
}

// bibSemicolons parts names at the semicolons outside of braces that end no entity of HTML.
func bibSemicolons(s string) []string {
	if strings.IndexByte(s, ';') < 0 && !strings.Contains(s, "；") {
		return []string{s}
	}
	s = strings.ReplaceAll(s, "；", ";")
	var names []string
	start, end := 0, 0
	for _, part := range splitTopLevel(s, ';') {
		end += len(part)
		if end == len(s) || !endsEntity(s[start:end+1]) {
			names = append(names, strings.TrimSpace(s[start:end]))
			start = end + 1
		}
		end++
	}
	return names
}

// splitAnd parts a list at each "and" outside of braces.
func splitAnd(raw string) []string {
	var names []string
	raw = " " + raw + " "
	start := 0
	topLevel(raw, func(i int) int {
		if !isBlank(raw[i]) {
			return 0
		}
		end := i
		for end < len(raw) && isBlank(raw[end]) {
			end++
		}
		if and := end + len("and"); and < len(raw) && isBlank(raw[and]) && strings.EqualFold(raw[end:and], "and") {
			names = append(names, strings.TrimSpace(raw[start:i]))
			start = and
			return and - i
		}
		return end - i
	})
	return append(names, strings.TrimSpace(raw[start:]))
}

// splitAmpersand parts names at an ampersand between two of them. Between single words it is part of a name: Müller & Sons.
func splitAmpersand(name string) []string {
	if strings.IndexByte(name, '&') < 0 {
		return []string{name}
	}
	parts := trimmed(splitTopLevel(strings.ReplaceAll(name, `\&`, "&"), '&'))
	for _, part := range parts {
		if words := bibWords(part); len(words) < 2 && part != "" {
			return []string{name}
		}
	}
	return slices.DeleteFunc(parts, func(part string) bool { return part == "" })
}

// splitCommas parts names at commas where these part names: each of them has several words, or family names and initials
// take turns. If ended, what follows is the last name of the list, in display order.
func splitCommas(name string, ended bool) []string {
	if strings.IndexByte(name, ',') < 0 && !strings.ContainsAny(name, "，、") {
		return []string{name}
	}
	if names, ok := eastAsianNames(name); ok {
		return names
	}
	parts := trimmed(splitTopLevel(name, ','))
	for n := len(parts); n > 1 && parts[n-1] == ""; n-- {
		parts = parts[:n-1]
	}
	switch {
	case len(parts) > 2 && allDisplayed(parts), len(parts) == 2 && allInitialsBehindBib(parts):
		return parts
	case len(parts) == 2 && (bibEvery(parts, initialsBefore) || ended && bibEvery(parts, endsDisplayed)):
		return parts
	case len(parts) > 3 && len(parts)%2 == 0 && !strings.Contains(name, "="):
		for i := 1; i < len(parts); i += 2 {
			if !isInitials(bibLine(parts[i])) && len(bibWords(parts[i-1])) > 2 {
				return []string{name}
			}
		}
		var names []string
		for i := 0; i < len(parts); i += 2 {
			names = append(names, parts[i]+", "+parts[i+1])
		}
		return names
	}
	return []string{name}
}

// endsDisplayed reports whether a name is in display order, of several words of which the last is no initial.
func endsDisplayed(name string) bool {
	last := lastWord(name)
	return isFullName(name) && !isInitials(last) && !isSuffix(last) && !isVon(firstWord(name))
}

// bibEvery is every for names of a field, none of which may have braces around it.
func bibEvery(names []string, is func(string) bool) bool {
	return every(names, func(name string) bool { return name[:min(1, len(name))] != "{" && is(bibLine(name)) })
}

func allInitialsBehindBib(parts []string) bool {
	names := make([]string, len(parts))
	for i, part := range parts {
		if names[i] = bibLine(part); strings.Contains(part, "{") {
			return false
		}
	}
	return allInitialsBehind(names)
}

func isBlank(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }

func trimmed(parts []string) []string {
	for i, p := range parts {
		parts[i] = strings.TrimSpace(p)
	}
	return parts
}

// allDisplayed reports whether each part is a name of several words, so that no part is a family name, Jr. or a given name.
func allDisplayed(parts []string) bool {
	for _, p := range parts {
		if words := bibWords(p); len(words) < 2 || strings.Contains(p, "=") {
			return false
		}
	}
	return true
}

// bibAuthor reads one name. The zero Author tells that there is none.
func bibAuthor(name string) Author {
	parts := trimmed(splitTopLevel(name, ','))
	if a, ok := labelledAuthor(parts); ok {
		return a
	}
	for n := len(parts); n > 1 && parts[n-1] == "" && !(n == 3 && isSuffix(bibLine(parts[1]))); n-- {
		parts = parts[:n-1] // a comma at the end
	}
	if len(parts) == 1 {
		return bibDisplayed(bibWords(parts[0]))
	}
	words := bibWords(parts[0])
	von := 0
	for von < len(words)-1 && isVon(words[von]) {
		von++
	}
	a := Author{Particle: bibJoined(words[:von]), Family: bibJoined(words[von:])}
	behind := make([]string, len(parts)-1)
	for i, part := range parts[1:] {
		behind[i] = bibLine(part)
	}
	if len(behind) == 1 && behind[0] == "M.D." && von == 0 && len(words) == 2 {
		return bibDisplayed(words) // Jane Doe, M.D.
	}
	a.Given, a.Suffix = givenAndSuffix(behind)
	if a.Given == "" && a.Suffix == "" && von == 0 && isDegree(behind[0]) {
		return bibDisplayed(words) // John Smith, Ph.D.
	}
	if family, suffix, ok := cutSuffix(a.Family); ok && a.Given != "" && a.Suffix == "" && !strings.HasPrefix(parts[0], "{") {
		a.Family, a.Suffix = family, suffix // Smith Jr., John
	}
	if len(behind) == 2 && a.Suffix == behind[1] && !isSuffix(a.Suffix) && !isNumeral(a.Suffix) {
		a.Given, a.Suffix = a.Suffix, a.Given // BibTeX has the suffix in the middle, whatever it is
	}
	if a.Family == "" {
		a.Family, a.Given = a.Given, ""
	}
	return a
}

// bibDisplayed reads the words of a name without a comma: the particle is from the first word in lower case to the last
// one, and one word at least is the family name.
func bibDisplayed(words []string) Author {
	if len(words) == 0 {
		return Author{}
	}
	if whole := strings.Join(words, " "); !strings.ContainsAny(whole, "{\\") {
		whole = withoutNumber(bibLine(whole))
		if a, ok := eastAsianName(whole); ok {
			return a
		}
		if a, ok := initialsBehind(whole, false); ok {
			return a
		}
		words = strings.Fields(withoutDegrees(whole))
	}
	last := len(words) - 1
	if n := bibLine(words[last]); last > 1 && (isSuffix(n) || isNumeral(n)) { // Jane Doe Jr.
		a := bibDisplayed(words[:last])
		a.Suffix = n
		return a
	}
	from, to := last, last
	for i := range last {
		if isVon(words[i]) {
			from, to = min(from, i), i+1
		}
	}
	return Author{Given: bibJoined(words[:from]), Particle: bibJoined(words[from:to]), Family: bibJoined(words[to:])}
}

// bibWords parts a name at white space and ties outside of braces.
func bibWords(name string) []string {
	var words []string
	start := 0
	topLevel(name, func(i int) int {
		if isBlank(name[i]) || name[i] == '~' && (i == 0 || name[i-1] != '\\') {
			if start < i {
				words = append(words, name[start:i])
			}
			start = i + 1
		}
		return 0
	})
	if start < len(name) {
		words = append(words, name[start:])
	}
	return words
}

// bibJoined is the shown form of some words. Without letters there is no name.
func bibJoined(words []string) string { return bibLine(strings.Join(words, " ")) }

// isVon reports whether a word is a particle: its first letter outside of braces is in lower case. A group that begins with
// a backslash is a letter with its accent, and so outside.
func isVon(word string) bool {
	if strings.Contains(word, `\`) && !strings.HasPrefix(word, "{") || strings.HasPrefix(word, `{\`) {
		word = bibLine(word)
	}
	von := false
	topLevel(word, func(i int) int {
		r, _ := utf8.DecodeRuneInString(word[i:])
		if !unicode.IsLetter(r) {
			return 0
		}
		von = unicode.IsLower(r)
		return len(word)
	})
	return von
}

// labelledAuthor reads BibLaTeX's form of a name, in which each part says what it is.
func labelledAuthor(parts []string) (a Author, ok bool) {
	for _, part := range parts {
		label, value, labelled := strings.Cut(part, "=")
		if !labelled {
			return Author{}, false
		}
		to := map[string]*string{"family": &a.Family, "given": &a.Given, "prefix": &a.Particle, "suffix": &a.Suffix}
		switch label = strings.ToLower(strings.TrimSpace(label)); {
		case to[label] != nil:
			*to[label] = bibLine(value)
		case !labelledOption[label]:
			return Author{}, false
		}
	}
	if a.Family == "" {
		a.Family, a.Given = a.Given, ""
	}
	return a, a.Family != ""
}

var labelledOption = setOf("family-i given-i prefix-i suffix-i useprefix id hash sortingnamekeytemplatename uniquenametemplatename")

// bibName is an author as bibAuthor reads it. Where the plain forms would be read as somebody else, parts or all of it
// stand in braces.
func bibName(a Author) string {
	if isTeam(a) { // a style would abbreviate its first word
		a = Author{Family: a.Name()}
	}
	bare, braced := [4]string{}, [4]string{}
	for i, part := range []string{a.Given, a.Particle, a.Family, a.Suffix} {
		if bare[i], _ = texField(part, "", bibLine); part != "" {
			braced[i] = "{" + bare[i] + "}"
		}
	}
	if a.Given == "" && a.Suffix != "" {
		bare[0], braced[0] = "{}", "{}" // BibTeX wants something behind the comma
	}
	for _, family := range []string{bare[2], braced[2]} {
		for _, p := range [][4]string{bare, {braced[0], bare[1], "", braced[3]}} {
			displayed := strings.Join(strings.Fields(p[0]+" "+p[1]+" "+family), " ")
			for _, name := range []string{displayed, invertedBib(p[0], p[1], family, p[3])} {
				if readsAs(name, a) {
					return name
				}
			}
		}
	}
	return invertedBib(braced[0], braced[1], braced[2], braced[3])
}

// invertedBib is a name with the family first, as far as there is more of it.
func invertedBib(given, particle, family, suffix string) string {
	name := strings.TrimSpace(particle + " " + family)
	for _, part := range []string{suffix, given} {
		if part != "" {
			name += ", " + part
		}
	}
	return name
}

// readsAs reports whether a list that has only this name is read as that author.
func readsAs(name string, a Author) bool {
	authors := bibAuthors(name)
	return len(authors) == 1 && authors[0] == a
}
