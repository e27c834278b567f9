package parser

// This file owns refusing text that is no list of papers. Plain text and Markdown have nothing but the shape of their
// blocks to go by, and letters, manuals, tables and programs have shapes too. Here are the forms of lines that no list of
// papers has; verdict.go judges the papers that were read. A reader who names the format has decided that it is a list.

import (
	"fmt"
	"regexp"
	"strings"
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
	{pattern(`^commit [0-9a-f]{7,40}$`), 1, 1, "a git log"},
	{pattern(`^(?:Document \d+ of \d+|ProQuest document ID: ?\S+)$`), 1, 2, "a ProQuest export as text; export as RIS instead"},
	{pattern(`(?:\. ?){5,}\s*(?:\d+|[ivx]+)$`), 30, 2, "a table of contents"},
	{pattern(`^(?:NAME|SYNOPSIS|DESCRIPTION|OPTIONS|EXIT STATUS|SEE ALSO|FILES|ENVIRONMENT)$`), 4, 3, "a manual page"},
	{pattern(`^(?i)(?:curriculum vitae|lebenslauf|r[ée]sum[ée] of .*|currículum.*)$|^\d{4} ?(?:[-–—]|to|bis) ?(?:\d{4}|present|now|today|heute)\b`), 25, 3, "a CV"},
	{pattern(`^\s*\d{1,2}[:.]\d\d(?: ?[ap]m| Uhr| h)?(?: ?[-–—] ?\d{1,2}[:.]\d\d(?: ?[ap]m| Uhr)?)?\s+\S`), 40, 3, "a schedule"},
	{pattern(`^(?:From|To|Subject|Sent|Date|Cc):\s`), 40, 3, "mail headers"},
	{pattern(`^%[0-9A-Z@!] `), 50, 3, "EndNote's tagged format"},
	{pattern(`^(?:[A-Z][A-Z0-9]{1,3} ? ?- |[A-Z][A-Z0-9] {1,3}\S|-[A-Z]{2}- |[A-Z]{2,4}: \S)`), 60, 4, "records with tagged lines"},
	{pattern(`^\s*</?[A-Za-z!?][^<>]*>`), 40, 3, "XML or HTML"},
	{pattern(`^\s*(?:[-?] +)?["']?[a-z_][\w-]*["']?:(?:\s|$)|^\s*- +[a-z_][\w-]*:\s`), 50, 3, yamlLines},
	{pattern(`^\s+(?:- +)*["']?[\w.$-]+["']?:(?:\s|$)|^(?:- +)?[\w.-]+:$`), 25, 4, yamlLines},
	{pattern(`^\s*[\w.-]+\s*=\s*\S|^\[[\w. "-]+\]\s*$`), 50, 3, "a configuration"},
	{pattern(`^\s*\[?(?:\d{4}-\d\d-\d\d[T ]|[A-Z][a-z]{2} +\d{1,2} )\d\d:\d\d`), 50, 3, "a log"},
	{pattern(`[;{}]\s*$|^\s*(?:#include|#!|import |from \S+ import |def |func |class |package |return |//|/\*|\*/|\$ |>>> |if \(|for \()`), 35, 4, "source code"},
	{pattern(`^\s*>`), 60, 3, "a quoted message"},
	{pattern(`^[^\t]*\t[^\t]*\t`), 70, 3, "a table"},
	{pattern(`^(?:[^;]*;){3}`), 80, 3, "a table"},
	{pattern(`^\P{L}*$`), 60, 4, "numbers"},
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
	if isOnePaper(texts) {
		return "the full text of one paper; import its arXiv id, DOI or address instead"
	}
	for _, shape := range lineShapes {
		n := 0
		for _, s := range texts {
			if shape.is().MatchString(s) && !textMeta(strings.TrimSpace(s)) {
				n++
			}
		}
		if n >= shape.least && n*100 >= shape.share*len(texts) {
			return shape.what
		}
	}
	return ""
}

// isOnePaper reports whether the lines name the sections of a paper: an introduction, and two others. Each abstract of a
// list may have sections as well, but no list has just one introduction.
func isOnePaper(lines []string) bool {
	begun, sections := 0, map[string]bool{}
	for _, s := range lines {
		if len(s) > 60 {
			continue
		}
		m := paperSection().FindStringSubmatch(strings.TrimSpace(s))
		if m == nil {
			continue
		}
		name := strings.ToLower(m[1])
		if name == "introduction" || name == "einleitung" || name == "introducción" {
			begun++
		}
		sections[name] = true
	}
	return begun == 1 && len(sections) > 2
}

var paperSection = pattern(`(?i)^#*\s*(?:(?:\d{1,2}|[IVX]+)\.?\s+)?(abstract|introduction|related works?|(?:materials and )?methods?|methodology|experiments?|` +
	`experimental setup|evaluation|results(?: and discussion)?|discussion|conclusions?(?: and future work)?|references|bibliography|acknowledge?ments?|` +
	`background|preliminaries|appendix|einleitung|methoden|ergebnisse|diskussion|fazit|literatur|introducción|método|resultados|résultats|discusión|conclusión|` +
	`méthodes?|bibliographie|références|zusammenfassung|résumé|resumen)\.?$`)

// howToList says how people can write a list that is read.
const howToList = "put each title on a line with its abstract below it, or list arXiv ids, DOIs or addresses, one per line"

// notPapers is the error for a text whose blocks are not those of a list of papers. why says what they look like instead.
func notPapers(f Format, why string, problems []*Problem) error {
	said := fmt.Sprintf("%v: this does not look like a list of papers: %s; %s; to import it anyway, use --format %s",
		ErrNoPapers, why, howToList, f)
	return &NoPapersError{Format: f, Problems: problems, rejected: len(problems), said: said, judged: true}
}
