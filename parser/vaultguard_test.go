package parser

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

// acts finds what Obsidian's plug-ins and Logseq run, as they look for it.
var acts = regexp.MustCompile("(?mi)<%|\\{\\{|^[ \t]*(?:[-*+] )?(?:`{3,}|~{3,})[ \t]*(?:dataview|dataviewjs|query|tasks|js-engine|button)\\b|" +
	"(?:^|[^\\\\])`[ \t]*\\$?=|^[ \t]*(?:- )?[\\pL\\pN_/-]+::|^[ \t]*(?:- )?#\\+begin_query")

// TestInertNotes writes notes that act: nothing in them does, and they come back as they were.
func TestInertNotes(t *testing.T) {
	pieces := strings.Split("<%|{{|{|}}|%>|\\|\\\\|```|~~~|````|dataviewjs|dataview|query|tasks|python|\n|\n\n| |`|=|$=|this.x|id|collapsed|::|:|a|- |\t|> |#+BEGIN_QUERY|#+begin_src|"+
		"[[Link]]|![[x]]|%%|<|%|word|ä|漢", "|")
	chance := rand.New(rand.NewPCG(5, 6))
	for range 20_000 {
		var b strings.Builder
		for range 1 + chance.IntN(9) {
			b.WriteString(pieces[chance.IntN(len(pieces))])
		}
		note := b.String()
		quiet := inert(note)
		if found := acts.FindString(quiet); found != "" {
			t.Fatalf("%q is written as %q, in which %q acts", note, quiet, found)
		}
		if back := active(quiet); back != note {
			t.Fatalf("%q is written as %q and read as %q", note, quiet, back)
		}
	}
	for _, note := range []string{"A *note* with [[a link]], `code`, 5 % and {braces}.", "```python\nprint(1)\n```", "- [ ] a task\n- 3:: no"} {
		if got := inert(note); got != note && !strings.Contains(note, "::") {
			t.Errorf("%q is written as %q", note, got)
		}
	}
}

// TestInertPages puts what acts into every field of a paper: nothing of it acts on a page, and it is read as it was.
func TestInertPages(t *testing.T) {
	act := "<% tp.x %> {{query x}} {{{y}}} `= this.x` `$= dv.z` id:: 5 %%c%% "
	p := Paper{Title: act, Abstract: act + "\n\n```dataviewjs x\n\n" + act, Authors: []Author{{Given: "Jane", Family: act}}, ArXiv: "2401.00001",
		Categories: []string{act}, Keywords: []string{act}, Comment: act, Key: "key", In: Publication{Venue: act, Publisher: act},
		Marks: &Marks{Status: "read", Note: act + "\n```dataviewjs\ndv.x\n```\n#+BEGIN_QUERY"}}
	p.Abstract, p.Title = CleanText(p.Abstract), CleanLine(p.Title)
	for _, f := range []Format{FormatObsidian, FormatLogseq} {
		page := WriteVault(f, &p, VaultPage{ID: 7})
		text := page
		if _, body, ok := strings.Cut(page, "\n---\n"); ok && f == FormatObsidian {
			text = body
			if strings.Contains(page, "<%") || strings.Contains(page, "{{") {
				t.Errorf("%s: a property has a template: %s", f, page)
			}
		}
		if f == FormatLogseq {
			_, text, _ = strings.Cut(page, "\n\n")
		}
		if found := acts.FindString(text); found != "" {
			t.Errorf("%s: %q acts in\n%s", f, found, page)
		}
		d, err := Open(strings.NewReader(page), Options{})
		if err != nil {
			t.Fatal(err)
		}
		for r, problem := range d.Records() {
			if problem != nil || r.Title != p.Title || r.Abstract != p.Abstract || r.Marks == nil || r.Marks.Note != CleanNote(p.Marks.Note) {
				t.Errorf("%s: it is read as %+v, %v\n%s", f, r, problem, page)
			}
		}
	}
}

func TestFormulas(t *testing.T) {
	for _, cell := range []string{"=1", "+1", "-1", "@x", "＝1", "＋1", "－1", "＠x", " =1", "  =1", "\u3000=1", "\u00a0＝1", "' =1", "\t=1"} {
		if got := guarded(cell); got != "'"+cell || unguarded(got) != cell {
			t.Errorf("%q is written as %q and read as %q", cell, got, unguarded(got))
		}
	}
	for _, cell := range []string{"", "a", "1", "a=b", "'a", " a", "−1"} {
		if got := guarded(cell); got != cell || unguarded(got) != cell {
			t.Errorf("%q is written as %q", cell, got)
		}
	}
}
