package parser

// This file owns refusing text that is no list of papers. Plain text and Markdown have nothing but the shape of their
// blocks to go by, and letters, manuals, tables and programs have shapes too: what is taken for a list of papers has to
// look like titles and abstracts. A reader who names the format has decided that it does.

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// A lineShape is a way in which lines are written that are no titles or abstracts.
type lineShape struct {
	is    func() *regexp.Regexp
	share int    // per cent of the lines that must be of that shape
	least int    // and how many at least
	what  string // for people
}

// lineShapes are asked in their order.
var lineShapes = []lineShape{
	{pattern(`^\\(?:documentclass|usepackage|begin\{|section|chapter|bibitem|newcommand)`), 4, 2, "LaTeX"},
	{pattern(`^%[0-9A-Z@!] `), 50, 3, "EndNote's tagged format"},
	{pattern(`^(?:[A-Z][A-Z0-9]{1,3} ? ?- |[A-Z][A-Z0-9] {1,3}\S|-[A-Z]{2}- |[A-Z]{2,4}: \S)`), 60, 4, "records of tagged lines"},
	{pattern(`^\s*</?[A-Za-z!?][^<>]*>`), 40, 3, "XML or HTML"},
	{pattern(`^\s*(?:[-?] +)?["']?[a-z_][\w-]*["']?:(?:\s|$)|^\s*- +[a-z_][\w-]*:\s`), 50, 3, yamlLines},
	{pattern(`^\s+(?:- +)*["']?[\w.$-]+["']?:(?:\s|$)|^(?:- +)?[\w.-]+:$`), 25, 4, yamlLines},
	{pattern(`^\s*[\w.-]+\s*=\s*\S|^\[[\w. "-]+\]\s*$`), 50, 3, "a configuration"},
	{pattern(`^\s*\[?(?:\d{4}-\d\d-\d\d[T ]|[A-Z][a-z]{2} +\d{1,2} )\d\d:\d\d`), 50, 3, "a log"},
	{pattern(`[;{}]\s*$|^\s*(?:#include|#!|import |from \S+ import |def |func |class |package |return |//|/\*|\*/|\$ |>>> |if \(|for \()`), 35, 4, "source code"},
	{pattern(`^\s*>`), 60, 3, "a quoted message"},
	{pattern(`^[^\t]*\t[^\t]*\t`), 70, 3, "a table"},
	{pattern(`^(?:[^;]*;){3}`), 80, 3, "a table"},
	{pattern(`^\P{L}*$`), 60, 4, "figures"},
}

// yamlLines is what lines with a name in lower case and a colon look like; labelled text has such lines too.
const yamlLines = "YAML"

// nested reports whether lines with names stand below others, as in YAML and not in labelled text.
func nested(lines []line) bool {
	for _, l := range lines {
		if nestedName().MatchString(l.text) {
			return true
		}
	}
	return false
}

var nestedName = pattern(`^\s+(?:- +)?[a-z_][\w-]*:(?:\s|$)|^- +[a-z_][\w-]*:\s`)

// notAList says what a text is instead of a list of papers, by the form of its lines; empty if it may be one.
func notAList(lines []line) string {
	const most = 400 // lines that are looked at
	var texts []string
	for _, l := range lines {
		if s := strings.TrimRight(l.text, " \t\r"); strings.TrimSpace(s) != "" && len(texts) < most {
			texts = append(texts, s[:min(len(s), 300)])
		}
	}
	for _, shape := range lineShapes {
		n := 0
		for _, s := range texts {
			if shape.is().MatchString(s) {
				n++
			}
		}
		if n >= shape.least && n*100 >= shape.share*len(texts) {
			return shape.what
		}
	}
	return ""
}

// notPapers is the error for a text whose blocks are not those of a list of papers. why says what they look like instead.
func notPapers(f Format, why string, problems []*Problem) error {
	said := fmt.Sprintf("%v: it does not look like a list of papers: %s; put each title on a line of its own with its abstract below it, "+
		"or give arXiv ids, DOIs or addresses, one a line; --format %s takes it as it is", ErrNoPapers, why, f)
	return &NoPapersError{Format: f, Problems: problems, rejected: len(problems), said: said}
}

var (
	// scholarly are words that abstracts have and other prose has seldom; each that is there counts once.
	scholarly = pattern(`(?i)\b(propos\w*|investigat\w*|demonstrat\w*|evaluat\w*|experiment\w*|results?|methods?|methodology|approach(?:es)?|algorithms?|models?|` +
		`frameworks?|datasets?|data|theor\w+|prove[ds]?|proofs?|bound(?:s|ed)?|analy[sz]\w*|performance|networks?|learning|research\w*|evidence|findings?|` +
		`hypothes\w*|simulat\w*|empirical\w*|novel|state-of-the-art|benchmarks?|estimat\w*|measure\w*|observ\w*|patients?|cells?|proteins?|trials?|quantum|` +
		`stud(?:y|ies|ied)|papers?|article|abstract|titles?|authors?|survey|review|literature|architecture|training|samples?|optimi[sz]\w*|equations?|conjecture|lemma|` +
		`Studie|Arbeit|Ergebnisse|Verfahren|étude|résultats|méthode|estudio|resultados|método|исследовани\w*|статье|работе)\b|本文|我们|我們|提出|研究|論文|手法|方法|结果|結果`)

	// scholarlyPhrase is how authors speak of what they did; it counts twice.
	scholarlyPhrase = pattern(`(?i)\bwe (?:\w+ly |also |then |here |first )?(?:propose|present|show|prove|study|introduce|investigate|find|found|develop|give|describe|ask|consider|` +
		`report|demonstrate|evaluate|analy[sz]e|compare|derive|publish|provide|explore|examine|design|discuss|argue|establish|construct|obtain|apply|` +
		`extend|observe|train|use|let|address|aim|conduct|formulate|generali[sz]e|identify|measure|model|offer|outline|release|survey|test)\b|` +
		`\b(?:this|the present|our) (?:paper|work|article|study|survey|thesis|report|chapter|note|review|book)\b|\b(?:is|are|was|were) (?:shown|proved|proposed|studied|presented|investigated)\b`)
)

// scholarship counts what an abstract has of the words of abstracts.
func scholarship(abstract string) int {
	abstract = abstract[:min(len(abstract), 4<<10)]
	n := 0
	if scholarlyPhrase().MatchString(abstract) {
		n = 2
	}
	seen := map[string]bool{}
	for _, w := range scholarly().FindAllString(abstract, 40) {
		if w = strings.ToLower(w); !seen[w] {
			seen[w] = true
			n++
		}
	}
	return n
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// A verdict counts what speaks for and against a text being a list of papers.
type verdict struct {
	papers  int // records that were read
	sure    int // of them, those that are a paper's beyond doubt: an identifier, authors, an abstract of an abstract's words
	bare    int // titles that have nothing else
	strange int // blocks that fit nowhere, and titles that name a part of a text
}

// add looks at one record.
func (v *verdict) add(r record) {
	if r.problem != nil {
		v.strange++
		return
	}
	v.papers++
	p := &r.paper
	long := strings.Count(p.Abstract, "\n\n") > 5
	switch {
	case p.ArXiv != "" || p.DOI != "" || p.OpenReview != "" || leadsToPaper(p):
		v.sure++
	case isSection(p.Title) || partOfText().MatchString(p.Title) || !strings.ContainsFunc(p.Title, unicode.IsLetter):
		v.strange++
	case long && scholarship(p.Abstract) < 8:
		v.strange++
	case len(p.Authors) > 0, p.In.Venue != "", p.Published != "", p.Abstract != "" && scholarship(p.Abstract)+btoi(titleCase(p.Title)) > 1:
		v.sure++
	case p.Abstract == "" && titleCase(p.Title):
		v.bare++
	}
}

var partOfText = pattern(`(?i)^(?:(?:chapter|part|step|day|week|section|appendix|table|figure|fig\.?|lesson|unit|question|q|scene|act|rule|article|§)\s*[\divx]+\b|dear\b|hello\b|hi\b)`)

// leadsToPaper reports whether one of the links leads to a paper's page or text.
func leadsToPaper(p *Paper) bool {
	for _, l := range p.Links {
		if k := KindOf(l.URL, ""); k == LinkPage || k == LinkPDF {
			return true
		}
	}
	return false
}

// refusal says why the text is no list of papers, or is empty.
func (v *verdict) refusal() string {
	good := v.sure + v.bare
	switch {
	case v.papers == 0:
		return ""
	case v.sure == 0 && v.bare < 2:
		return "nothing in it has the form of a paper's title or abstract"
	case v.strange > good, good*2 < v.papers+v.strange:
		return "most of its blocks have not the form of a title or an abstract"
	}
	return ""
}
