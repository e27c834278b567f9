// This file owns the manual: its topics, which are Markdown files beside it, and `dogear help`. man.go makes manual pages
// of the same text.

package cli

import (
	"embed"
	"fmt"
	"path"
	"reflect"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/spf13/cobra"

	"dogear/parser"
	"dogear/store"
	"dogear/ui"
)

//go:embed manual/*.md
var manualFiles embed.FS

// A topic is a page of the manual that is about no single command.
type topic struct {
	name, short string
	source      string // as the file has it, without the title
}

// topics are the pages by name. A file begins with "# name: what it is about".
func topics() []topic {
	files, _ := manualFiles.ReadDir("manual") // embedded: there is nothing to fail
	var all []topic
	for _, f := range files {
		text, _ := manualFiles.ReadFile(path.Join("manual", f.Name()))
		title, rest, _ := strings.Cut(string(text), "\n")
		name, short, _ := strings.Cut(strings.TrimPrefix(title, "# "), ": ")
		all = append(all, topic{name, short, rest})
	}
	return all
}

// text is the page in Markdown, without its title. Where the file has a comment such as <!-- keys -->, a table that the
// program makes stands instead. Only who reads the page has them made: every command begins with the names of topics.
func (t *topic) text() string {
	made := strings.NewReplacer(
		"<!-- keys -->", ui.ManualKeys(),
		"<!-- formats read -->", formatsRead(),
		"<!-- formats written -->", formatsWritten(),
		"<!-- sorts -->", sortsTable(),
		"<!-- json -->", jsonTables(),
		"<!-- configuration -->", "```toml\n"+ui.ConfigExample+"```\n",
	)
	return strings.TrimSpace(made.Replace(t.source)) + "\n"
}

// mdTable is a table of two columns in Markdown.
func mdTable(head1, head2 string, rows [][2]string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "| %s | %s |\n| --- | --- |\n", head1, head2)
	for _, r := range rows {
		fmt.Fprintf(&b, "| %s | %s |\n", r[0], r[1])
	}
	return b.String()
}

func formatsRead() string {
	var rows [][2]string
	for _, f := range parser.Formats() {
		rows = append(rows, [2]string{"`" + string(f.Name) + "`", f.Reads})
	}
	return mdTable("format", "", rows)
}

func formatsWritten() string {
	var rows [][2]string
	for _, f := range exportFormats() {
		what := f.what
		if len(f.ends) > 0 {
			what += " (`" + strings.Join(f.ends, "`, `") + "`)"
		}
		rows = append(rows, [2]string{"`" + f.name + "`", what})
	}
	return mdTable("format", "", rows)
}

func sortsTable() string {
	what := map[store.Sort]string{
		store.SortAdded: "the default order, as above", store.SortDate: "newest publication first, undated papers last", store.SortTitle: "by title",
		store.SortAuthor:    "by the family name of the first author, papers without authors last",
		store.SortRelevance: "best match of the query's words first",
	}
	var rows [][2]string
	for _, s := range store.Sorts {
		rows = append(rows, [2]string{"`" + string(s) + "`", what[s]})
	}
	return mdTable("order", "", rows)
}

// jsonTables lists the fields that --json writes, by what is written.
func jsonTables() string {
	var b strings.Builder
	for _, o := range []struct {
		what, from string
		value      any
	}{
		{"A paper", "`list`, `show`, `export`", paperJSON{}},
		{"A digest", "`digests`", digestJSON{}},
		{"The result of an input", "`import`", importJSON{}},
		{"A change", "`history`", changeJSON{}},
		{"A version of a note", "`note --revisions`", revisionJSON{}},
		{"A tag", "`tag list`", tagJSON{}},
		{"A view", "`view`", viewJSON{}},
		{"A pair of possible duplicates", "`duplicates`", pairJSON{}},
		{"A backup", "`backup`, `backup --list`, `restore`", backupJSON{}},
		{"A finding of doctor", "`doctor`", findingJSON{}},
		{"Statistics, one object", "`stats`", statsJSON{}},
	} {
		fmt.Fprintf(&b, "- %s (%s): `%s`\n", o.what, o.from, strings.Join(jsonFields(reflect.TypeOf(o.value)), " "))
	}
	return b.String()
}

// jsonFields are the names under which a struct's fields are written, and, of objects within, those of theirs.
func jsonFields(t reflect.Type) []string {
	var names []string
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if inner := t.Field(i).Type; inner.Kind() == reflect.Slice {
			name += "[]"
			if of := inner.Elem(); of.Kind() == reflect.Struct && of != t && of.Name() != "paperJSON" && of.PkgPath() == t.PkgPath() {
				name += "{" + strings.Join(jsonFields(of), ", ") + "}"
			}
		}
		names = append(names, name)
	}
	return names
}

// helpCommand is cobra's, except that it knows the topics of the manual, and that asking for what is not there is wrong
// usage.
func (a *app) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND|TOPIC]",
		Short: "Show help for a command or a topic",
		Long: `Show help for a command, or a topic of the manual:

` + topicList(),
		Example: `  dogear help mark
  dogear help queries
  dogear help scripting | less`,
		ValidArgsFunction: completeHelp, // here, since cobra adds this command late
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			if len(args) == 0 {
				if err := root.Help(); err != nil {
					return err
				}
				a.out.printf("\nHelp topics, as in \"dogear help queries\":\n%s", topicList())
				return nil
			}
			if len(args) == 1 {
				for _, t := range topics() {
					if t.name == args[0] {
						return a.printTopic(t)
					}
				}
			}
			about, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return noSuchTopic(root, args)
			}
			about.InitDefaultHelpFlag()
			return about.Help()
		},
	}
}

// topicList lists the topics, a line each.
func topicList() string {
	var b strings.Builder
	for _, t := range topics() {
		fmt.Fprintf(&b, "  %-14s %s\n", t.name, t.short)
	}
	return b.String()
}

// noSuchTopic names commands and topics of similar names.
func noSuchTopic(root *cobra.Command, args []string) error {
	asked := strings.Join(args, " ")
	like := root.SuggestionsFor(asked)
	names := &cobra.Command{SuggestionsMinimumDistance: 3} // query is queries
	for _, t := range topics() {
		names.AddCommand(&cobra.Command{Use: t.name, Run: func(*cobra.Command, []string) {}})
	}
	like = append(like, names.SuggestionsFor(asked)...)
	if len(like) > 0 {
		return usagef("there is no command or topic %q; did you mean %s?", asked, strings.Join(like, " or "))
	}
	return usagef("there is no command or topic %q; `dogear help` lists them", asked)
}

// manualWidth is how wide a page gets: longer lines are hard to read.
const manualWidth = 84

// printTopic prints a page for the terminal, or as plain text.
func (a *app) printTopic(t topic) error {
	width := a.width()
	if width == 0 || width > manualWidth {
		width = manualWidth
	}
	page := faceStrong + "dogear " + t.name + faceEnd + ": " + t.short + "\n\n" + drawManual(readManual(t.text()), width)
	profile := colorprofile.NoTTY // no escape sequence at all
	if isTerminal(a.Stdout) {
		profile = colorprofile.Detect(a.Stdout, []string{"TERM=" + a.Getenv("TERM"), "NO_COLOR=" + a.Getenv("NO_COLOR"), "COLORTERM=" + a.Getenv("COLORTERM")})
	}
	w := colorprofile.Writer{Forward: a.out, Profile: profile}
	if _, err := w.WriteString(page); err != nil {
		return fmt.Errorf("writing the output: %w", err)
	}
	return nil
}
