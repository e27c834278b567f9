// This file owns `dogear show`.

package cli

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"dogear/store"
)

func (a *app) showCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "show PAPER",
		Short:   "All about a paper",
		Example: "  dogear show 12\n  dogear show arXiv:2403.01234\n  dogear show 'graph mamba'",
		Args:    arguments(1, 1, "one PAPER (quote a title)"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withLibrary(cmd.Context(), func(lib *store.Library) error {
				p, err := paper(cmd.Context(), lib, args[0])
				if err != nil {
					return err
				}
				if asJSON {
					return newJSONLines(a.out).write(toJSON(p))
				}
				width := a.width()
				if width == 0 {
					width = 80
				}
				a.out.printf("%s", page(p, width))
				return nil
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON object")
	return cmd
}

// page is a paper as text for reading, wrapped at width.
func page(p *store.Paper, width int) string {
	var b strings.Builder
	b.WriteString(wrap(p.Title, "", width) + "\n\n")

	const indent = "            "
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%-*s%s\n", len(indent), name, wrap(value, indent, width))
		}
	}
	status := p.Status.String()
	if p.Starred {
		status += ", starred ★"
	}
	var authors []string
	for _, author := range p.Authors {
		authors = append(authors, author.Name())
	}
	arxiv := p.ArXiv
	if p.Version > 0 {
		arxiv += fmt.Sprintf("v%d", p.Version)
	}
	var digests []string
	for _, d := range p.Digests {
		digests = append(digests, digestName(d.Source, d.Date, ""))
	}
	field("Number", fmt.Sprint(p.ID))
	field("Status", status)
	field("Tags", strings.Join(p.TagNames, " "))
	field("Authors", strings.Join(authors, ", "))
	field("Published", string(p.Published))
	field("arXiv", arxiv)
	field("DOI", p.DOI)
	field("OpenReview", p.OpenReview)
	field("Added", p.Added.Format(time.DateOnly))
	field("Came in", strings.Join(digests, "; "))
	for _, l := range p.Links {
		// Never wrapped: an address is to be copied.
		fmt.Fprintf(&b, "%-*s%s\n", len(indent), "Link, "+string(l.Kind), l.URL)
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

// wrap breaks text between words so that lines keep to the width; lines after the first are indented. A word that is
// longer than a line stays whole.
func wrap(text, indent string, width int) string {
	var b strings.Builder
	column := len(indent)
	for i, word := range strings.Fields(text) {
		w := ansi.StringWidth(word)
		switch {
		case i == 0:
		case column+1+w > width:
			b.WriteString("\n" + indent)
			column = len(indent)
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += w
	}
	return b.String()
}
