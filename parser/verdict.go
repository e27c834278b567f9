package parser

// This file owns the verdict on what was read from plain text or Markdown: whether it is a list of papers, and which of
// its blocks are none although they have the form of a title and an abstract. refusewords.go has the words that tell.

import (
	"regexp"
	"strings"
	"unicode"
)

// A standing is what a record looks like.
type standing int

const (
	unclear  standing = iota // nothing speaks for it or against it
	foreign                  // its title names a part of some other text, or is none at all
	everyday                 // a title and a text that is not an abstract's
	bare                     // a title alone
	titled                   // a title alone that has the words of papers' titles
	fitting                  // a title and an abstract by their form, and no word that speaks against them
	likely                   // an abstract with some words of abstracts
	strong                   // an abstract that speaks as its authors do, or names and dates
	known                    // an identifier, or the address of a paper
)

// standingOf judges a record by itself.
func (v *verdict) standingOf(p *Paper) standing {
	hasNames := len(p.Authors) > 0 || p.In.Venue != "" || p.Published != ""
	switch {
	case foreignTitle(p.Title):
		return foreign
	case p.identified() || leadsToPaper(p):
		return known
	case p.Abstract == "" && strings.Contains(p.Title, "://"):
		return foreign
	case p.Abstract == "" && hasNames && (p.Published != "" || p.In.Venue != "" || len(p.Authors) > 2 || hasInitials(p.Authors) || scholarlyTitle(p.Title)):
		return strong
	case p.Abstract == "" && scholarlyTitle(p.Title) && (words(p.Title) > 3 || words(p.Title) > 2 && capitalised(p.Title) || hanTitle(p.Title)):
		return titled
	case p.Abstract == "" && (titleCase(p.Title) || hasNames):
		return bare
	case p.Abstract == "":
		return unclear
	case strings.Count(p.Abstract, "\n\n") > 5 && v.scholarship(p.Abstract, saysScholar(p.Abstract)) < 8:
		return foreign
	}
	return v.abstractStanding(p, hasNames)
}

// abstractStanding judges a record with an abstract and without an identifier.
func (v *verdict) abstractStanding(p *Paper, hasNames bool) standing {
	text := judged(p.Abstract)
	common := countWords(everydayWords(), text)
	said := saysScholar(text)
	learned := v.scholarship(text, said)
	short := words(p.Title) < 2 && !hanTitle(p.Title)
	phrase := said || structured(text)
	switch {
	case hasNames && common < 2, !short && common == 0 && (phrase || learned > 4), !short && common == 1 && phrase && learned > 4:
		return strong
	case short && !(phrase && common == 0), common > 1 && learned < 2*common, common > 0 && learned < 3:
		return everyday
	case hasNames || learned-2*common+btoi(titleCase(p.Title)) > 1 && (titleCase(p.Title) || scholarlyTitle(p.Title) || phrase):
		return likely
	case common == 0 && words(p.Title) > 2 && words(text) >= fewWords:
		return fitting
	}
	return unclear
}

// fewWords is how many words an abstract has at the least that nothing else speaks for.
const fewWords = 15

// countWords counts the different words of text that the pattern finds.
func countWords(find *regexp.Regexp, text string) int {
	seen := map[string]bool{}
	for _, w := range find.FindAllString(text, mostWords) {
		seen[strings.ToLower(w)] = true
	}
	return len(seen)
}

// judged is as much of an abstract as is looked at.
func judged(abstract string) string { return abstract[:min(len(abstract), 4<<10)] }

// mostWords is how many of the words that tell are counted at the most.
const mostWords = 40

// scholarship counts what an abstract has of the words of abstracts. How authors speak of what they did counts twice; said
// is whether they do. None of the words has a space in it, so each word is looked at by itself, and once.
func (v *verdict) scholarship(abstract string, said bool) int {
	seen, n := map[string]bool{}, 0
	for word := range strings.FieldsSeq(judged(abstract)) {
		found, known := v.learned[word]
		if !known {
			for _, w := range scholarly().FindAllString(word, -1) {
				found = append(found, strings.ToLower(w))
			}
			v.learned[word] = found
		}
		for _, w := range found[:min(len(found), mostWords-n)] {
			seen[w] = true
			n++
		}
	}
	return 2*btoi(said) + len(seen)
}

// saysScholar reports whether an abstract speaks of the work as its authors do.
func saysScholar(abstract string) bool { return scholarlyPhrase().MatchString(judged(abstract)) }

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// structured reports whether an abstract is in labelled parts, as in medicine.
func structured(abstract string) bool { return countWords(abstractParts(), abstract) > 1 }

// foreignTitle reports whether a title names a part of some other text, greets, or is no title by its form.
func foreignTitle(title string) bool {
	s := strings.TrimSpace(numbering().ReplaceAllString(title, ""))
	if !strings.ContainsFunc(s, unicode.IsLetter) || strings.HasSuffix(s, ",") || strings.HasSuffix(s, "，") {
		return true
	}
	return isSection(s) || genericTitles[strings.ToLower(strings.Trim(s, " :.#*!?"))] ||
		partOfText().MatchString(title) || formTitle().MatchString(title)
}

// isNumbered reports whether a title has a number of a section before it.
func isNumbered(title string) bool { return sectionNumber().MatchString(title) }

// hasInitials reports whether one of the names has an initial in it, as no other words have.
func hasInitials(people []Author) bool {
	for _, a := range people {
		if strings.Contains(a.Given, ".") {
			return true
		}
	}
	return false
}

func hanTitle(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.In(r, eastAsian...)
	})
}

// scholarlyTitle reports whether a title has a word that titles of papers have and those of other things have seldom.
func scholarlyTitle(title string) bool { return titleWords().MatchString(title) }

// leadsToPaper reports whether one of the links leads to a paper's page or text.
func leadsToPaper(p *Paper) bool {
	for _, l := range p.Links {
		if k := KindOf(l.URL, ""); k == LinkPage || k == LinkPDF {
			return true
		}
	}
	return false
}

// calledPaper reports whether the list itself calls one of the links the paper's.
func calledPaper(p *Paper) bool {
	for _, l := range p.Links {
		if l.Kind == LinkPage || l.Kind == LinkPDF {
			return true
		}
	}
	return false
}

// A verdict counts what speaks for and against a text being a list of papers.
type verdict struct {
	of       []standing          // each record's; a problem has none
	learned  map[string][]string // what is scholarly in a word, of words that were looked at
	count    [known + 1]int      // of each standing
	papers   int                 // records that were read
	numbered int                 // titles with a section's number
	strange  int                 // blocks that fit nowhere

	announced bool // the text says at its beginning that it lists papers
}

// judge counts the records. strange is how many blocks of the text fitted nowhere.
func judge(records []record, strange int) *verdict {
	v := &verdict{of: make([]standing, len(records)), learned: map[string][]string{}, strange: strange}
	for i, r := range records {
		if r.problem != nil {
			v.strange++
			continue
		}
		v.papers++
		v.of[i] = v.standingOf(&r.paper)
		v.count[v.of[i]]++
		v.numbered += btoi(isNumbered(r.paper.Title))
	}
	v.strange += v.count[foreign]
	return v
}

// announcesPapers reports whether one of the first blocks says that papers follow.
func announcesPapers(blocks []block) bool {
	for _, b := range blocks[:min(len(blocks), 2)] {
		if words(b.text) < proseWords && papersFollow().MatchString(b.text) {
			return true
		}
	}
	return false
}

// sure is how many records are beyond doubt.
func (v *verdict) sure() int { return v.count[known] + v.count[strong] }

// abstracts is how many records have a title and an abstract, and nothing that makes them sure.
func (v *verdict) abstracts() int { return v.count[likely] + v.count[fitting] }

// refusal says why the text is no list of papers, or is empty.
func (v *verdict) refusal() string {
	likely := v.abstracts()
	good := v.sure() + likely + v.count[titled] + v.count[bare]
	switch {
	case v.papers == 0:
		return ""
	case v.numbered > 1 && v.numbered*2 >= v.papers && v.count[known]*2 < v.papers:
		return "its headings are numbered like the sections of a text"
	case good == 0 && v.count[foreign] > 0:
		return "its headings look like parts of a text, not titles of papers"
	case good == 0 && v.count[everyday] > 0:
		return "its paragraphs do not read like abstracts"
	case good == 0:
		return "nothing in it looks like the title or abstract of a paper"
	case v.announced && v.count[titled]+v.count[bare] > 1 && v.count[bare] == v.papers-v.count[titled] && v.strange == 0:
		return ""
	case v.sure() == 0 && likely <= v.count[everyday]+v.count[foreign] && v.count[titled] < 2 && (v.count[titled] == 0 || good < 2):
		return "it has one or two possible titles, but no identifiers, authors or abstracts"
	case v.sure()+likely == 0 && v.count[titled]*3 < v.papers:
		return "its lines do not read like titles of papers, and there are no identifiers, authors or abstracts"
	case v.strange > good, good*2 < v.papers+v.strange-v.count[foreign]:
		return "most of its paragraphs look like neither titles nor abstracts"
	}
	return ""
}

// weed rejects the judged records of a list that are no papers: the page's own sections and what it announces beside them.
func (v *verdict) weed(records []record) []record {
	identified := v.count[known]*2 >= v.papers
	for i, r := range records {
		if r.problem != nil {
			continue
		}
		b := block{text: r.paper.Title, line: r.paper.Line}
		switch s := v.of[i]; {
		case s == foreign:
			records[i] = rejected(b, "this does not look like the title of a paper; if it is one, put its arXiv id, DOI or address below it")
		case identified && r.paper.Abstract != "" && (s == everyday || s == unclear && len(r.paper.Links) > 0 && !calledPaper(&r.paper)):
			records[i] = rejected(b, "unlike the others, this has no address of a paper, authors or abstract; if it is a paper, put its arXiv id, DOI or address below it")
		}
	}
	return records
}
