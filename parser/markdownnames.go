package parser

// This file owns how people cite a paper in Markdown: names and a year before or behind its title, in brackets or not. They
// may be family names alone: Roe et al., 2017.

import "strings"

var (
	// citeBefore is what names the authors and the year of a paper before its title.
	citeBefore = pattern(`^[*_(]{0,3}([^()\[\]"“*_:\d]{2,300}?)[*_]{0,3}[,.]?\s*(\()?((?:19|20)\d{2})[a-z]?(?:\)|\b)[*_)]{0,3}\s*[.,:–—-]*\s*`)

	// citeNames is the same without a year.
	citeNames = pattern(`^[*_]{0,3}([^()\[\]"“*_:\d]{2,300}?)(?::[*_]{0,3}|[*_]{0,3}[,:]|\s[–—-])\s+`)

	// citeBehind is names and a year: Roe et al., 2017; Roe and Doe (2017); Roe 2017.
	citeBehind = pattern(`^(\D{2,300}?)[,.]?\s*\(?((?:19|20)\d{2})[a-z]?\)?$`)

	familyName  = pattern(`^(?:(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|el|al|bin|ten|ter)\s+){0,3}\p{Lu}[\pL'’]+(?:-\p{Lu}?[\pL'’]+)*$`)
	familyBreak = pattern(`\s*(?:,\s*(?:and|&)\s|,|\s&|\sand\s)\s*`)
)

// venueWords are venues that look like family names.
var venueWords = setOf("nature science cell neuron lancet arxiv preprint pnas biorxiv medrxiv openreview interspeech published accepted submitted updated since " +
	"spring summer autumn fall winter survey code data dataset datasets blog paper oral poster spotlight workshop")

// familyNames reads the names of a citation: people in full, or family names alone of which one is enough if others are
// said to be there. alone says that one is enough by itself.
func familyNames(s string, alone bool) nameList {
	s = strings.Trim(CleanLine(s), " ,;.")
	if names := bylineNames(s); len(names.authors) > 0 {
		return names
	}
	rest, more := cutMore(s)
	parts := familyBreak().Split(rest, -1)
	if len(rest) > maxByline || len(parts) < 2 && !more && !alone || strings.Contains(rest, ",") && !more && !strings.ContainsAny(rest, "&") {
		return nameList{}
	}
	var authors []Author
	for _, part := range parts {
		name := strings.TrimSpace(part)
		if !familyName().MatchString(name) || strings.ToUpper(name) == name || venueWords[strings.ToLower(name)] || looseDate(name+" 2000") > "2000" {
			return nameList{}
		}
		a := Author{}
		a.Particle, a.Family = cutParticle(name)
		authors = append(authors, a)
	}
	return nameList{authors, more}
}

// citedBefore takes authors and a year off the beginning of an item; rest is empty if there are none. Without a year in
// brackets, what follows has to be marked as a title: a link, words in quotes or in italics.
func citedBefore(text string) (names nameList, year, rest string) {
	head := text[:min(len(text), 600)]
	if m := citeBefore().FindStringSubmatch(head); m != nil {
		bracket, rest := m[2] != "" || head[0] == '(', text[len(m[0]):]
		said := strings.TrimSpace(m[1])
		names := familyNames(said, bracket && head[0] != '*' && marksTitle(rest)) // **Llama** (2023): Open … is a model's
		if len(names.authors) > 0 && !isVenueYear(said+" "+m[3]) && (bracket || marksTitle(rest)) && rest != "" {
			return names, m[3], rest
		}
	}
	if m := citeNames().FindStringSubmatch(head); m != nil && marksTitle(text[len(m[0]):]) {
		if strings.Contains(m[1], "&") || strings.Contains(m[1], "et al") || len(bylineAuthors(m[1])) > 1 {
			return familyNames(m[1], false), "", text[len(m[0]):]
		}
	}
	return nameList{}, "", ""
}

// marksTitle reports whether a text begins with what marks titles.
func marksTitle(s string) bool {
	return s != "" && (strings.IndexByte(`[*_"`, s[0]) >= 0 || strings.HasPrefix(s, "“") || strings.HasPrefix(s, "<a "))
}

// citedBehind reads a text that is nothing but names and a year, or family names and "et al.".
func citedBehind(text string) (names nameList, year string) {
	line := strings.Trim(strings.Join(strings.Fields(text), " "), " .,;")
	if strings.HasPrefix(line, "(") && strings.HasSuffix(line, ")") {
		line = strings.Trim(line[1:len(line)-1], " .,;")
	}
	if m := citeBehind().FindStringSubmatch(line); m != nil && (strings.Contains(m[1], " & ") || !isVenueYear(line)) {
		if names = familyNames(m[1], !strings.HasSuffix(line, m[1]+" "+m[2])); len(names.authors) > 0 {
			return names, m[2]
		}
	}
	if names = familyNames(line, false); !names.more {
		return nameList{}, "" // Tables and Figures
	}
	return names, ""
}
