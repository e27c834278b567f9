package parser

// This file owns names of authors as bibliographies write them: the family first, or as on a title page.

import "strings"

// invertedAuthor reads a name with its family name first: "van der Berg, Jan", "Smith, Jr., John" (BibTeX's order) and
// "Smith, John, Jr." (RIS's). Without a comma it is read in display order, and what is no person's name is a group's.
// The zero Author tells that there is no name.
func invertedAuthor(name string) Author {
	parts := strings.Split(CleanLine(name), ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	if len(parts) == 1 || strings.Join(parts[1:], "") == "" {
		return displayedAuthor(parts[0])
	}
	a := Author{Given: parts[1]}
	if len(parts) > 2 {
		a.Suffix = strings.Join(parts[2:], ", ")
		if isSuffix(a.Given) {
			a.Given, a.Suffix = a.Suffix, a.Given
		}
	} else if isSuffix(a.Given) {
		a.Given, a.Suffix = "", a.Given
	}
	a.Particle, a.Family = cutParticle(parts[0])
	if a.Family == "" {
		a.Family, a.Given = a.Given, ""
	}
	if a.Family == "" {
		return Author{}
	}
	return a
}

// displayedAuthor reads a name in display order; what is no person's name is a group's.
func displayedAuthor(name string) Author {
	if a, ok := personOf(name); ok {
		return a
	}
	return Author{Family: CleanLine(name)}
}

var suffixes = setOf("jr sr ii iii iv v")

// isSuffix tells whether s is what follows a family name: Jr., III.
func isSuffix(s string) bool { return suffixes[strings.ToLower(strings.TrimSuffix(s, "."))] }
