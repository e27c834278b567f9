// This file owns `dogear man`: manual pages in roff, one for dogear, one for each command, and one for each topic of the
// manual. They are made of what --help and `dogear help TOPIC` print.

package cli

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dogear/store"
)

func (a *app) manCommand() *cobra.Command {
	var to string
	cmd := &cobra.Command{
		Use:   "man",
		Short: "Print or install the manual pages",
		Long: `Print the manual page dogear(1) in roff. With -o, write the pages of all commands and topics
into a folder, which is created if it does not exist.`,
		Example: "  dogear man | man -l -\n  dogear man -o ~/.local/share/man/dogear",
		Args:    arguments(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			pages := manPages(cmd.Root())
			if to == "" {
				_, err := io.WriteString(a.out, pages[0].roff)
				return err
			}
			if err := os.MkdirAll(to, 0o755); err != nil { //nolint:gosec // manual pages are for everybody
				return fmt.Errorf("creating the folder for the pages: %w", err)
			}
			for _, p := range pages {
				if err := os.WriteFile(filepath.Join(to, p.file), []byte(p.roff), 0o644); err != nil { //nolint:gosec // as above
					return fmt.Errorf("writing a manual page: %w", err)
				}
			}
			a.err.printf("wrote %s to %s\n", store.Plural(len(pages), "page"), shown(to))
			return nil
		},
	}
	cmd.Flags().StringVarP(&to, "output", "o", "", "write the pages of all commands and topics into the folder `DIR`")
	_ = cmd.MarkFlagDirname("output")
	return cmd
}

// A manPage is a page and the name of its file.
type manPage struct{ file, roff string }

// manPages are all pages; dogear's own comes first.
func manPages(root *cobra.Command) []manPage {
	var pages []manPage
	eachCommand(root, func(c *cobra.Command) {
		name := strings.ReplaceAll(c.CommandPath(), " ", "-")
		pages = append(pages, manPage{name + ".1", commandPage(c, name)})
	})
	for _, t := range topics() {
		name := "dogear-" + t.name
		var r roff
		r.begin(name, 7, t.short)
		r.section("DESCRIPTION")
		r.blocks(readManual(t.text()))
		r.seeAlso("dogear(1)")
		pages = append(pages, manPage{name + ".7", r.String()})
	}
	return pages
}

// eachCommand visits the commands that people use, the outer ones first.
func eachCommand(c *cobra.Command, visit func(*cobra.Command)) {
	visit(c)
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() || sub.Name() == "help" {
			eachCommand(sub, visit)
		}
	}
}

// commandPage is the page of a command.
func commandPage(c *cobra.Command, name string) string {
	var r roff
	r.begin(name, 1, strings.ToLower(c.Short[:1])+c.Short[1:])
	r.section("SYNOPSIS")
	r.paragraph()
	words := strings.Split(c.UseLine(), " ")
	path := len(strings.Split(c.CommandPath(), " "))
	r.line("\\fB" + roffText(strings.Join(words[:path], " ")) + "\\fR" + strings.TrimRight(" "+roffText(strings.Join(words[path:], " ")), " "))
	r.section("DESCRIPTION")
	long := c.Long
	if long == "" {
		long = c.Short + "."
	}
	r.prose(long)
	r.commands(c)
	r.flags("OPTIONS", c.NonInheritedFlags())
	r.flags("GLOBAL OPTIONS", c.InheritedFlags())
	if c.Example != "" {
		r.section("EXAMPLES")
		r.code(strings.Split(outdented(c.Example), "\n"))
	}
	see := []string{}
	if !c.HasParent() {
		r.excerpt("scripting", "Exit status")
		r.excerpt("configuration", "Environment")
		for _, t := range topics() {
			see = append(see, "dogear-"+t.name+"(7)")
		}
	} else {
		see = append(see, strings.ReplaceAll(c.Parent().CommandPath(), " ", "-")+"(1)", "dogear-scripting(7)")
	}
	r.seeAlso(see...)
	return r.String()
}

// outdented is text without the two spaces that --help puts before examples.
func outdented(text string) string {
	return strings.TrimPrefix(strings.ReplaceAll(text, "\n  ", "\n"), "  ")
}

// roff is a manual page that is being written, in the macros of man(7), which every manual reader knows.
type roff struct {
	strings.Builder
	begun bool // a section, which needs no macro before its first paragraph
}

func (r *roff) line(s string) {
	r.WriteString(s + "\n")
	r.begun = false
}

func (r *roff) section(name string) {
	r.line(".SH " + roffText(strings.ToUpper(name)))
	r.begun = true
}

func (r *roff) paragraph() {
	if !r.begun {
		r.line(".PP")
	}
}

func (r *roff) begin(name string, section int, short string) {
	r.line(fmt.Sprintf(`.TH "%s" "%d" "" "dogear" "dogear"`, roffText(strings.ToUpper(name)), section))
	r.line(".nh\n.ad l") // code and addresses read badly when they are stretched or divided
	r.section("NAME")
	r.line(roffText(name) + ` \- ` + roffText(short))
}

func (r *roff) seeAlso(pages ...string) {
	r.section("SEE ALSO")
	for i, p := range pages {
		name, section, _ := strings.Cut(p, "(")
		comma := ","
		if i == len(pages)-1 {
			comma = ""
		}
		r.line(fmt.Sprintf(".BR %s (%s%s", roffText(name), section, comma))
	}
}

// prose is what --help says at length: paragraphs, of which those that stand in are tables.
func (r *roff) prose(text string) {
	for _, p := range strings.Split(strings.TrimSpace(text), "\n\n") {
		p = strings.Trim(p, "\n")
		switch {
		case strings.HasPrefix(p, " ") || strings.Contains(p, "\n ") || strings.Contains(p, "\t"):
			r.code(strings.Split(outdented(p), "\n"))
		case p != "":
			r.paragraph()
			r.line(roffText(strings.Join(strings.Fields(p), " ")))
		}
	}
}

// code is lines as they are.
func (r *roff) code(lines []string) {
	r.paragraph()
	r.line(".RS 4\n.nf")
	for _, l := range lines {
		r.line(roffText(strings.ReplaceAll(l, "\t", "    ")))
	}
	r.line(".fi\n.RE")
}

// commands lists the commands below one.
func (r *roff) commands(c *cobra.Command) {
	titled := false
	eachCommand(c, func(sub *cobra.Command) {
		if sub.Parent() != c {
			return
		}
		if !titled {
			r.section("COMMANDS")
			titled = true
		}
		r.line(".TP")
		r.line(fmt.Sprintf(`\fB%s\fR(1)`, roffText(strings.ReplaceAll(sub.CommandPath(), " ", "-"))))
		r.line(roffText(sub.Short))
	})
}

// flags lists flags, if there are any.
func (r *roff) flags(title string, flags *pflag.FlagSet) {
	titled := false
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		if !titled {
			r.section(title)
			titled = true
		}
		value, usage := pflag.UnquoteUsage(f)
		term := `\fB\-\-` + roffText(f.Name) + `\fR`
		if f.Shorthand != "" {
			term = `\fB\-` + roffText(f.Shorthand) + `\fR, ` + term
		}
		if value != "" {
			term += ` \fI` + roffText(value) + `\fR`
		}
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "0" && f.DefValue != "[]" {
			usage += fmt.Sprintf(" (default: %s)", f.DefValue)
		}
		r.line(".TP\n" + term)
		r.line(roffText(usage))
	})
}

// excerpt is the part of a topic that stands below a heading.
func (r *roff) excerpt(name, heading string) {
	for _, t := range topics() {
		if t.name != name {
			continue
		}
		inside := false
		var part []block
		for _, b := range readManual(t.text()) {
			if b.kind == headingBlock {
				inside = b.spans[0].text == heading
			}
			if inside {
				part = append(part, b)
			}
		}
		r.blocks(part)
	}
}

// blocks writes a text of the manual.
func (r *roff) blocks(blocks []block) {
	for _, b := range blocks {
		switch b.kind {
		case headingBlock:
			if b.level == 2 {
				r.section(roffPlain(b.spans))
			} else {
				r.line(".SS " + roffText(roffPlain(b.spans)))
			}
		case paragraphBlock:
			r.paragraph()
			r.line(roffSpans(b.spans))
		case itemBlock:
			r.line(`.IP \(bu 2`)
			r.line(roffSpans(b.spans))
		case rowBlock:
			r.line(".TP")
			r.line(cmp.Or(roffSpans(b.term), `\&`))
			r.line(cmp.Or(roffSpans(b.spans), `\&`))
		case codeBlock:
			r.code(b.lines)
		}
	}
}

// roffPlain is the text of spans, not escaped.
func roffPlain(spans []span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.text)
	}
	return b.String()
}

// roffSpans is text in its faces: code is bold, as in all manual pages.
func roffSpans(spans []span) string {
	var b strings.Builder
	for i, s := range spans {
		text := roffEscape(s.text)
		if i == 0 {
			text = roffText(s.text)
		}
		if s.code || s.strong {
			text = `\fB` + text + `\fR`
		}
		b.WriteString(text)
	}
	return b.String()
}

// roffText is a line of text that begins no request.
func roffText(line string) string {
	escaped := roffEscape(line)
	if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
		escaped = `\&` + escaped
	}
	return escaped
}

// roffEscape is text that reads, and copies, as it was written. Characters beyond ASCII are written by number, which every
// roff understands, whatever it takes its input for.
func roffEscape(text string) string {
	var b strings.Builder
	for _, c := range text {
		switch c {
		case '\\':
			b.WriteString(`\e`)
		case '-':
			b.WriteString(`\-`)
		case '\'':
			b.WriteString(`\(aq`)
		case '`':
			b.WriteString(`\(ga`)
		case '^':
			b.WriteString(`\(ha`)
		case '~':
			b.WriteString(`\(ti`)
		case '"':
			b.WriteString(`\(dq`)
		default:
			if c > '~' {
				fmt.Fprintf(&b, `\[u%04X]`, c)
			} else {
				b.WriteRune(c)
			}
		}
	}
	return b.String()
}
