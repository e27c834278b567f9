// This file owns `dogear show`.

package cli

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"dogear/parser"
	"dogear/store"
	"dogear/ui"
)

func (a *app) showCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "show PAPER",
		Short: "Show a paper",
		Long: `Show all fields of a paper, the digests it came in and why their records were merged, its
abstract and its note.`,
		Example: "  dogear show 12\n  dogear show arXiv:2403.01234\n  dogear show 'graph mamba'",
		Args:    arguments(1, 1, "one paper (quote a title)"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withLibrary(cmd.Context(), func(lib *store.Library) error {
				p, err := paper(cmd.Context(), lib, args[0])
				if err != nil {
					return err
				}
				if asJSON {
					return newJSONLines(a.out).write(toJSON(p, a.today()))
				}
				width := a.width()
				if width == 0 {
					width = 80
				}
				a.out.printf("%s", page(p, a.today(), width))
				return nil
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON object")
	return cmd
}

// page is a paper as text for reading, wrapped at width.
func page(p *store.Paper, today store.Until, width int) string {
	var b strings.Builder
	b.WriteString(wrap(p.Title, "", width) + "\n\n")

	const indent = "            "
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%-*s%s\n", len(indent), name, wrap(value, indent, width))
		}
	}
	status := p.Status.String()
	if p.SnoozedOn(today) {
		status += ", snoozed until " + string(p.Snoozed.Date())
	}
	if p.Starred {
		status += ", starred ★"
	}
	if p.Stub() {
		b.WriteString(wrap(ui.OnlyIdentifier, "", width) + "\n\n")
	}
	authors, editors := names(p.Authors), names(p.Editors)
	if p.MoreAuthors {
		authors = append(authors, "et al.")
	}
	arxiv := p.ArXiv
	if p.Version > 0 {
		arxiv += fmt.Sprintf("v%d", p.Version)
	}
	field("Number", fmt.Sprint(p.ID))
	field("Status", status)
	field("Tags", strings.Join(p.TagNames, " "))
	field("Authors", strings.Join(authors, ", "))
	field("Editors", strings.Join(editors, ", "))
	field("Published", string(p.Published))
	field("arXiv", arxiv)
	field("DOI", p.DOI)
	field("OpenReview", p.OpenReview)
	field("Added", p.Added.Format(time.DateOnly))
	field("Appeared in", strings.Join(ui.Venue(p.In), ""))
	field("Type", typeName(p.In.Type))
	field("Series", p.In.Series)
	field("Edition", p.In.Edition)
	field("Publisher", p.In.Publisher)
	field("Place", p.In.Place)
	field("ISBN", p.In.ISBN)
	field("ISSN", p.In.ISSN)
	field("Language", p.Language)
	field("Categories", strings.Join(p.Categories, " "))
	field("Keywords", strings.Join(p.Keywords, ", "))
	field("Comment", p.Comment)
	field("Key", p.Key)
	if p.Upvotes > 0 {
		field("Upvotes", store.Thousands(p.Upvotes))
	}
	for i, r := range p.Records {
		name := ""
		if i == 0 {
			name = "Digests"
		}
		fmt.Fprintf(&b, "%-*s%s\n", len(indent), name, wrap(recordLine(i+1, len(p.Records), &r), indent, width))
	}
	for _, l := range p.Links {
		// Never wrapped: an address is to be copied.
		fmt.Fprintf(&b, "%-*s%s\n", len(indent), "Link, "+string(l.Kind), l.URL)
	}
	for _, file := range p.Files {
		fmt.Fprintf(&b, "%-*s%s\n", len(indent), "File", printable(file))
	}
	for _, paragraph := range strings.Split(p.Abstract, "\n\n") {
		if paragraph != "" {
			b.WriteString("\n" + wrap(paragraph, "", width) + "\n")
		}
	}
	if p.Note != "" {
		fmt.Fprintf(&b, "\nNote, %s\n\n%s\n", p.NoteSaved.Format(time.DateOnly), p.Note)
	}
	return b.String()
}

// names are people as they are shown.
func names(people []parser.Author) []string {
	all := make([]string, len(people))
	for i, a := range people {
		all[i] = a.Name()
	}
	return all
}

// whyMerged tells by what a record was taken for a paper that was there.
var whyMerged = map[string]string{
	"arxiv": "same arXiv id", "doi": "same DOI", "openreview": "same OpenReview id", "title": "same title", "reader": "merged by you",
}

// recordLine is a digest that a paper came in, with its number, if there are several, and why it was taken for this paper.
func recordLine(n, of int, r *store.Appearance) string {
	line := r.Name()
	if of > 1 {
		line = fmt.Sprintf("%d. %s", n, line)
	}
	if r.Why != "" {
		line += " (" + whyMerged[r.Why] + ")"
	}
	return line
}

// wrap breaks text between words so that lines keep to the width; lines after the first are indented. A word that is
// longer than a line stays whole.
func wrap(text, indent string, width int) string {
	var b strings.Builder
	column := ansi.StringWidth(indent)
	for i, word := range strings.Fields(text) {
		w := ansi.StringWidth(word)
		switch {
		case i == 0:
		case column+1+w > width:
			b.WriteString("\n" + indent)
			column = ansi.StringWidth(indent)
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += w
	}
	return b.String()
}

// typeNames are types of works in plain words, where CSL's names, which are stored and which --json prints, are not.
var typeNames = map[string]string{
	"article": "preprint", "article-journal": "journal article", "article-magazine": "magazine article", "article-newspaper": "newspaper article",
	"chapter": "book chapter", "paper-conference": "conference paper", "post": "online post", "post-weblog": "blog post", "webpage": "web page",
	"entry": "reference entry", "entry-dictionary": "dictionary entry", "entry-encyclopedia": "encyclopedia entry",
}

// typeName is the name of a type of work, for people.
func typeName(cslType string) string {
	if name, ok := typeNames[cslType]; ok {
		return name
	}
	return strings.NewReplacer("_", " ", "-", " ").Replace(cslType)
}
