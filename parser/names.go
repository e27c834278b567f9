package parser

// This file owns one name of a person or a group, as bibliographies and pages write it: family name first behind a comma,
// in display order, or with initials behind the family name (the style of Vancouver and PubMed). What parts a list of names
// is namelist.go's.

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// invertedAuthor reads a name with its family name first: "van der Berg, Jan", "Smith, Jr., John" (BibTeX's order) and
// "Smith, John, Jr." (RIS's). Without a comma it is read in display order, and what is no person's name is a group's.
// Degrees behind the name are left out. The zero Author tells that there is no name.
func invertedAuthor(name string) Author {
	parts := strings.Split(CleanLine(name), ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	if len(parts) == 1 || strings.Join(parts[1:], "") == "" {
		return displayedAuthor(parts[0])
	}
	given, suffix := givenAndSuffix(parts[1:])
	if given == "" && suffix == "" {
		return displayedAuthor(parts[0]) // John Smith, Ph.D.
	}
	a := Author{Given: withoutNumber(given), Suffix: suffix}
	a.Particle, a.Family = cutParticle(withoutNumber(parts[0]))
	if family, behind, ok := cutSuffix(a.Family); ok && a.Given != "" && a.Suffix == "" {
		a.Family, a.Suffix = family, behind // Smith Jr., John
	}
	if a.Family == "" {
		a.Family, a.Given = a.Given, ""
	}
	if a.Family == "" {
		return Author{}
	}
	return a
}

// givenAndSuffix tells the parts of a name behind the family name apart: the given name, a suffix before or behind it, and
// degrees, which are no part of it. A suffix alone is one only if it cannot be initials: V., JR and II can.
func givenAndSuffix(parts []string) (given, suffix string) {
	var kept []string
	for i, part := range parts {
		switch {
		case part == "", len(parts) > 1 && isDegree(part), len(parts) == 1 && isDegree(part) && !isInitials(part):
		case suffix == "" && (isSuffix(part) || len(parts) > 1 && isNumeral(part) && (i > 0 || isGiven(parts[1:]))):
			suffix = part
		default:
			kept = append(kept, part)
		}
	}
	if len(kept) > 1 && suffix == "" {
		suffix = strings.Join(kept[1:], ", ") // whatever it is, it stands where suffixes do
		kept = kept[:1]
	}
	given = strings.Join(kept, ", ")
	if rest, behind, ok := cutSuffix(given); ok && suffix == "" {
		return rest, behind // Smith, John A Jr, as PubMed has it
	}
	return given, suffix
}

// cutSuffix cuts a suffix off the end of some words. One that could be initials needs a full name before it.
func cutSuffix(s string) (rest, suffix string, ok bool) {
	i := strings.LastIndexByte(s, ' ')
	if i < 0 {
		return s, "", false
	}
	rest, suffix = s[:i], s[i+1:]
	return rest, suffix, isSuffix(suffix) || isNumeral(suffix) && !isInitials(firstWord(rest))
}

// isGiven reports whether any of the parts can be a given name.
func isGiven(parts []string) bool {
	for _, part := range parts {
		if part != "" && !isDegree(part) && !isSuffix(part) {
			return true
		}
	}
	return false
}

// displayedAuthor reads a name in display order, "Jane van Doe Jr.", or with its initials behind it, "van Doe J."; what is
// no person's name is a group's.
func displayedAuthor(name string) Author {
	name = withoutNumber(CleanLine(name))
	if a, ok := eastAsianName(name); ok {
		return a
	}
	if a, ok := initialsBehind(name, false); ok {
		return a
	}
	suffix := ""
	if i := strings.LastIndexByte(name, ' '); i > 0 && strings.Contains(name[:i], " ") && (isSuffix(name[i+1:]) || isNumeral(name[i+1:])) {
		name, suffix = name[:i], name[i+1:]
	}
	a, ok := personOf(name)
	switch {
	case ok:
		a.Suffix = suffix
		return a
	case suffix != "":
		return Author{Family: name + " " + suffix}
	}
	return Author{Family: name}
}

// isSuffix reports whether s is what follows a family name and cannot be initials: Jr., Sr, III.
func isSuffix(s string) bool {
	switch s {
	case "Jr", "Jr.", "jr", "jr.", "JR.", "Sr", "Sr.", "sr", "sr.", "SR.", "III", "III.", "VIII", "Junior", "2nd", "3rd", "4th", "5th":
		return true
	}
	return false
}

// isNumeral reports whether s may be a suffix where initials cannot stand.
func isNumeral(s string) bool {
	switch s {
	case "II", "IV", "VI", "VII", "JR", "SR", "ii", "iii", "iv":
		return true
	}
	return isSuffix(s)
}

// degrees are what people put behind their names, without full stops and in lower case.
var degrees = setOf("phd md msc bsc ba ma mba dphil dsc scd mph rn frcs frcp facs facc dds dmd dvm pharmd edd psyd jd llm mbbs mbchb " +
	"drph dr prof esq frs mfa mhs mrcp meng beng bs ms cpa")

var degreeMarks = strings.NewReplacer(".", "", " ", "")

func isDegree(s string) bool {
	return len(s) <= 12 && degrees[strings.ToLower(degreeMarks.Replace(s))]
}

// isInitials reports whether s is nothing but initials: J, J. R., J.-P., JR.
func isInitials(s string) bool { return len(s) <= 24 && initials().MatchString(s) }

func firstWord(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return word
}

// lastWord returns what stands behind the last space.
func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

var nameNumber = pattern(` 0\d{3}$`)

// withoutNumber takes off the number by which DBLP tells people of one name apart: Niki Parmar 0001.
func withoutNumber(name string) string {
	if strings.IndexByte(name, '0') < 0 {
		return name
	}
	return nameNumber().ReplaceAllString(name, "")
}

// personOf reads a name in display order, and false if it does not look like one: "Jane van Doe", "J. Doe", "Plato".
func personOf(name string) (Author, bool) {
	words := strings.Fields(CleanLine(name))
	if len(words) == 0 || len(words) > 6 {
		return Author{}, false
	}
	for _, w := range words {
		r, size := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) && !particles[strings.ToLower(w)] && !elided(w) || strings.ContainsAny(w[size:], "0123456789:?!()/") {
			return Author{}, false
		}
	}
	family := len(words) - 1
	particle := family
	for particle > 1 && particles[words[particle-1]] {
		particle--
	}
	return Author{
		Given:    strings.Join(words[:particle], " "),
		Particle: strings.Join(words[particle:family], " "),
		Family:   words[family],
	}, true
}

// elidedParticle begins a family name without a space: d'Alembert, al-Khwarizmi, 't Hooft.
var elidedParticle = pattern(`^(?:[dlo]['’]|(?:al|el|ben|bin|an)-|['’]t-?|[’'ʼ‘ʻʿ])\p{L}*`)

func elided(word string) bool {
	m := elidedParticle().FindString(word)
	return m != "" && strings.ContainsFunc(m, unicode.IsLetter) && (word[0] >= utf8.RuneSelf || strings.ContainsFunc(word, unicode.IsUpper) || m == "'t" || m == "’t")
}

var particles = map[string]bool{
	"van": true, "von": true, "der": true, "den": true, "de": true, "da": true, "dos": true, "di": true, "del": true,
	"della": true, "la": true, "le": true, "du": true, "ten": true, "ter": true, "zu": true, "bin": true, "al": true,
	"el": true, "ibn": true, "af": true, "av": true, "des": true, "do": true, "das": true, "dal": true, "zur": true, "zum": true,
	"vom": true, "op": true, "'t": true, "’t": true,
}

var initials = pattern(`^(?:\p{Lu}\.?[ -]?){1,4}$`)
