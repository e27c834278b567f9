package parser

// This file owns authors as arXiv lists them (https://info.arxiv.org/help/prep.html#author): names in display order with
// commas or "and" between them, affiliations in parentheses behind them, and collaborations among them, whose members may
// stand behind a colon or in parentheses.

import "strings"

const teamWords = `collaborations?|teams?|groups?|consortium|project|survey`

var (
	teamName = pattern(`(?i)\b(?:` + teamWords + `)$`)

	// teamColon is a group in front of its members: VERITAS Collaboration: E. Aliu.
	teamColon = pattern(`(?i)^([^:]*\b(?:` + teamWords + `))\s*:\s*`)

	// teamBehind is a group behind a member who writes in its name: J. Doe for the CDF Collaboration.
	teamBehind = pattern(`(?i)^(.+?)\s+(?:for|on behalf of)\s+(?:the\s+)?(.+)$`)

	// teamMembers are those of a group in parentheses: The CDF Collaboration (F. Abe, H. Akimoto et al.).
	teamMembers = pattern(`(?i)\b(` + teamWords + `)\s*\(([^()]*)\)`)

	// placeMarks are the numbers of affiliations: (1 and 2).
	placeMarks = pattern(`\s*\(\d+(?:\s*(?:,|and|&)\s*\d+)*\)`)

	// andOthers is what stands for authors that are not named.
	andOthers = pattern(`(?i)(?:^|[\s,;]+)(?:et\.? al\b\.?|and others)\s*$`)

	// placeWord is a word of an affiliation, which no person is called.
	placeWord = pattern(`(?i)\b(?:univ\w*|instit\w*|lab|labs|laborator\w*|dep\w*t?|department|school|college|cent(?:er|re)|academy|cern|` +
		`desy|slac|fermilab|observatory|faculty|hospital|inc|ltd|gmbh|research)\b`)
)

// listedAuthors reads the authors of a listing, and reports whether there are more than are named.
func listedAuthors(s string) (authors []Author, more bool) {
	s = placeMarks().ReplaceAllString(showLine(s), "")
	s = teamMembers().ReplaceAllStringFunc(s, func(team string) string {
		m := teamMembers().FindStringSubmatch(team)
		if areMembers(m[2]) {
			return m[1] + ": " + m[2]
		}
		return team
	})
	for _, name := range bylineSplit().Split(withoutParentheses(s), -1) {
		name = CleanLine(name)
		for teamColon().MatchString(name) {
			m := teamColon().FindStringSubmatch(name)
			authors = append(authors, listedTeam(m[1]))
			name = name[len(m[0]):]
		}
		if named := andOthers().ReplaceAllString(name, ""); named != name {
			name, more = CleanLine(named), true
		}
		switch low := strings.ToLower(name); {
		case low == "":
		case low == "others", low == "et al":
			more = true
		case len(authors) > 0 && isSuffix(name) && authors[len(authors)-1].Given != "" && len(name) > 1:
			authors[len(authors)-1].Suffix = name
		case teamName().MatchString(name):
			if m := teamBehind().FindStringSubmatch(name); m != nil {
				authors, name = append(authors, displayedAuthor(m[1])), m[2]
			}
			authors = append(authors, listedTeam(name))
		default:
			authors = append(authors, displayedAuthor(name))
		}
	}
	return authors, more
}

// areMembers reports whether what stands in parentheses behind a group are people, rather than where the group is.
func areMembers(s string) bool {
	if placeWord().MatchString(s) {
		return false
	}
	for _, name := range bylineSplit().Split(andOthers().ReplaceAllString(s, ""), -1) {
		if a, ok := personOf(name); !ok || a.Given == "" {
			return false
		}
	}
	return true
}

// listedTeam is a group as an author.
func listedTeam(name string) Author {
	name, _ = cutFold(strings.TrimSpace(name), "for the ", "on behalf of the ", "the ")
	return Author{Family: name}
}
