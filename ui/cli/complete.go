// This file owns what the shell is offered for completion. It reads the library and complains of nothing: completion has
// nobody to tell an error to.

package cli

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dogear/parser"
	"dogear/store"
)

// mostOffered is how many papers are offered: more than a screen of them is no help.
const mostOffered = 50

// A completer is what cobra asks for the word that is typed.
type completer = func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective)

// completeAll gives commands and flags their completers. What has none offers nothing, not the files of the folder.
func (a *app) completeAll(root *cobra.Command) {
	paper, query, view, tag := a.completePaper, a.completeQuery, a.ofLibrary(viewNames), a.ofLibrary(tagNames)
	arguments := map[string]completer{
		"import":           nil, // files
		"list":             query,
		"export":           query,
		"show":             at(paper, nil),
		"note":             at(paper, nil),
		"mark":             at(fixed(actionNames()...), paper),
		"snooze":           at(fixed(snoozeDays()...), paper),
		"tag add":          at(tag, paper),
		"tag remove":       at(tag, paper),
		"tag rename":       at(tag, nil),
		"tag merge":        at(tag, tag, nil),
		"tag delete":       at(tag, nil),
		"view save":        at(view, query),
		"view rename":      at(view, nil),
		"view move":        at(view, nil),
		"view remove":      at(view, nil),
		"digests remove":   at(a.ofLibrary(digestNumbers), nil),
		"duplicates merge": at(paper, paper, nil),
		"duplicates apart": at(paper, paper, nil),
		"duplicates split": at(paper, nil),
		"undo":             at(a.ofLibrary(changeNumbers(false)), nil),
		"redo":             at(a.ofLibrary(changeNumbers(true)), nil),
		"restore":          at(a.completeBackup, nil),
	}
	read, written := readFormats(), writtenFormats()
	flags := map[string]completer{
		"import --only":   listed(append(slices.Clone(parser.Announcements), parser.AllAnnouncements)...),
		"import --format": fixed(read...), "export --format": fixed(written...), "--query": query, "--view": view, "--sort": fixed(store.FieldValues["sort"]...),
	}
	eachCommand(root, func(c *cobra.Command) {
		path := strings.TrimPrefix(c.CommandPath(), "dogear ")
		if way, known := arguments[path]; known {
			c.ValidArgsFunction = way
		} else if !c.HasSubCommands() {
			c.ValidArgsFunction = cobra.NoFileCompletions
		}
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			for _, name := range []string{path + " --" + f.Name, "--" + f.Name} {
				if way := flags[name]; way != nil {
					_ = c.RegisterFlagCompletionFunc(f.Name, way) // once for each flag
					return
				}
			}
			if isFile := slices.Contains([]string{"library", "config", "output", "rejects"}, f.Name); !isFile && f.Value.Type() != "bool" {
				_ = c.RegisterFlagCompletionFunc(f.Name, cobra.NoFileCompletions)
			}
		})
	})
}

func readFormats() []string {
	var names []string
	for _, f := range parser.Formats() {
		names = append(names, offered(string(f.Name), f.Reads))
	}
	return names
}

func writtenFormats() []string {
	var names []string
	for _, f := range exportFormats() {
		names = append(names, offered(f.name, f.what))
	}
	return names
}

// offered is a candidate and what it is, on one line whatever is in it.
func offered(value, what string) string {
	if what == "" {
		return parser.CleanLine(value)
	}
	return parser.CleanLine(value) + "\t" + parser.CleanLine(what)
}

// begun are the candidates that begin with what is typed. The shells would see to it too, but not all of them any more:
// see completionCommand.
func begun(candidates []string, typed string) []string {
	return slices.DeleteFunc(candidates, func(c string) bool { return !strings.HasPrefix(c, typed) })
}

// fixed offers what is always the same.
func fixed(candidates ...string) completer {
	return func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		return begun(slices.Clone(candidates), typed), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	}
}

// listed offers what is always the same for the last word of a list with commas.
func listed(candidates ...string) completer {
	return func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		before := typed[:strings.LastIndexByte(typed, ',')+1]
		var names []string
		for _, c := range candidates {
			names = append(names, before+c)
		}
		return begun(names, typed), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	}
}

// at completes each argument in its own way; the last way is for all that follow. Nil offers nothing.
func at(ways ...completer) completer {
	return func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		way := ways[min(len(args), len(ways)-1)]
		if way == nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return way(cmd, args, typed)
	}
}

// contextOf is the context of a command, which has none while it is being completed in some ways.
func contextOf(cmd *cobra.Command) context.Context {
	if ctx := cmd.Context(); ctx != nil {
		return ctx
	}
	return context.Background()
}

// reading asks the library for candidates. There are none if it cannot be read.
func (a *app) reading(cmd *cobra.Command, ask func(ctx context.Context, lib *store.Library) ([]string, error)) (names []string, _ cobra.ShellCompDirective) {
	ctx := contextOf(cmd)
	_ = a.withLibraryAsItIs(ctx, func(lib *store.Library) (err error) {
		names, err = ask(ctx, lib)
		return err
	})
	return names, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
}

// ofLibrary offers names that stand in the library.
func (a *app) ofLibrary(names func(ctx context.Context, lib *store.Library) ([]string, error)) completer {
	return func(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		all, directive := a.reading(cmd, names)
		return begun(all, typed), directive
	}
}

// completePaper offers papers by their number, their arXiv id or words of their title, and without any of it the first
// ones of the list.
func (a *app) completePaper(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	return a.reading(cmd, func(ctx context.Context, lib *store.Library) ([]string, error) {
		var all []string
		for _, way := range []func(context.Context, *store.Library, string) ([]string, error){numbered, byArXiv, a.titled} {
			found, err := way(ctx, lib, strings.Trim(typed, ` "'\`))
			if err != nil {
				return nil, err
			}
			all = append(all, found...)
		}
		return all[:min(len(all), mostOffered)], nil
	})
}

// numbered are the papers whose number begins with the digits typed.
func numbered(ctx context.Context, lib *store.Library, typed string) (names []string, err error) {
	n, err := strconv.ParseInt(typed, 10, 48)
	if err != nil || n <= 0 {
		return nil, nil
	}
	var ids []int64
	for tens := int64(1); len(ids) < mostOffered; tens *= 10 {
		for i := int64(0); i < tens && len(ids) < mostOffered; i++ {
			ids = append(ids, n*tens+i)
		}
	}
	papers, err := lib.Papers(ctx, ids)
	for _, p := range papers {
		names = append(names, offered(fmt.Sprint(p.ID), p.Title))
	}
	return names, err
}

// byArXiv are the papers whose arXiv id begins with what is typed.
func byArXiv(ctx context.Context, lib *store.Library, typed string) (names []string, err error) {
	typed = strings.TrimPrefix(strings.ToLower(typed), "arxiv:")
	if len(typed) < 2 || strings.Trim(typed, "0123456789.") != "" {
		return nil, nil
	}
	q, err := store.ParseQuery("arxiv:"+typed, time.Time{})
	if err != nil {
		return nil, err
	}
	rows, err := lib.Page(ctx, q, store.Span{Limit: mostOffered})
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	papers, err := lib.Papers(ctx, ids)
	for _, p := range papers {
		names = append(names, offered(p.ArXiv, p.Title))
	}
	return names, err
}

// wholeTitles is set by the scripts of shells that filter the candidates themselves, by what is typed: a number would not
// match the words of a title.
const wholeTitles = "DOGEAR_COMPLETE_TITLES"

// titled are the papers with the words typed in their title, by number; or, for a shell that wants it so, by title.
func (a *app) titled(ctx context.Context, lib *store.Library, typed string) (names []string, err error) {
	var rows []store.Row
	if typed == "" {
		rows, err = lib.Page(ctx, store.Query{}, store.Span{Limit: mostOffered})
	} else if strings.Trim(typed, "0123456789.") != "" {
		var choices []store.LinkChoice
		choices, err = lib.LinkChoices(ctx, typed, mostOffered)
		for _, c := range choices {
			rows = append(rows, c.Row)
		}
	}
	titles := isOn(a.Getenv(wholeTitles)) && typed != ""
	for _, r := range rows {
		if id := fmt.Sprint(r.ID); titles {
			names = append(names, offered(matching(r.Title, typed), id))
		} else {
			names = append(names, offered(id, r.Title))
		}
	}
	return names, err
}

// matching is a title in the case in which a shell takes it for what is typed. Shells compare the bytes of a beginning; fish
// also takes what has the typed text inside, in any case, and what has its letters in the same order, in the same case.
func matching(title, typed string) string {
	switch n := len(typed); {
	case len(title) > n && strings.EqualFold(title[:n], typed):
		return typed + title[n:]
	case strings.Contains(strings.ToLower(title), strings.ToLower(typed)):
		return title
	}
	return strings.ToLower(title)
}

func viewNames(ctx context.Context, lib *store.Library) (names []string, err error) {
	views, err := lib.Views(ctx)
	for _, v := range views {
		names = append(names, offered(v.Name, v.Query))
	}
	return names, err
}

func tagNames(ctx context.Context, lib *store.Library) (names []string, err error) {
	tags, err := lib.Tags(ctx)
	for _, t := range tags {
		names = append(names, offered(t.Name, store.Plural(t.Papers, "paper")))
	}
	return names, err
}

func digestNumbers(ctx context.Context, lib *store.Library) (names []string, err error) {
	digests, err := lib.Digests(ctx)
	for _, d := range digests {
		names = append(names, offered(fmt.Sprint(d.ID), d.Name()+", "+store.Plural(d.Papers, "paper")))
	}
	return names, err
}

// changeNumbers are the last changes that can be taken back, or brought back.
func changeNumbers(undone bool) func(context.Context, *store.Library) ([]string, error) {
	return func(ctx context.Context, lib *store.Library) (names []string, err error) {
		changes, err := lib.History(ctx, mostOffered)
		for _, c := range changes {
			if c.Undone == undone {
				names = append(names, offered(fmt.Sprint(c.ID), c.String()))
			}
		}
		return names, err
	}
}

// completeBackup offers the numbers of backups, and files: the library itself may be missing.
func (a *app) completeBackup(cmd *cobra.Command, _ []string, typed string) (names []string, _ cobra.ShellCompDirective) {
	if path, err := a.path(); err == nil {
		all, _ := store.Backups(contextOf(cmd), path)
		for _, b := range all {
			if b.Seq > 0 {
				names = append(names, offered(fmt.Sprint(b.Seq), strings.TrimSpace(backupLine(b))))
			}
		}
	}
	return begun(names, typed), cobra.ShellCompDirectiveKeepOrder
}

// completeQuery offers, for the word that is typed, the fields of the query language, and the values of those whose
// values are known.
func (a *app) completeQuery(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	bare := strings.TrimPrefix(typed, "-")
	minus := typed[:len(typed)-len(bare)]
	field, _, hasField := strings.Cut(bare, ":")
	if !hasField {
		var names []string
		for _, f := range store.FieldNames {
			names = append(names, minus+f+":")
		}
		return begun(names, typed), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveKeepOrder
	}
	all, directive := a.reading(cmd, func(ctx context.Context, lib *store.Library) ([]string, error) {
		values, err := fieldValues(ctx, lib, field)
		for i, v := range values {
			value, what, _ := strings.Cut(v, "\t")
			if strings.Contains(value, " ") {
				value = `"` + value + `"`
			}
			values[i] = offered(minus+field+":"+value, what)
		}
		return values, err
	})
	typed = strings.ReplaceAll(typed, `"`, "")
	return slices.DeleteFunc(all, func(c string) bool { return !strings.HasPrefix(strings.ReplaceAll(c, `"`, ""), typed) }), directive
}

// fieldValues are what can stand after a field's colon, as far as that is known.
func fieldValues(ctx context.Context, lib *store.Library, field string) ([]string, error) {
	switch field {
	case "tag":
		return tagNames(ctx, lib)
	case "source":
		return lib.Sources(ctx)
	case "digest":
		return digestNumbers(ctx, lib)
	case "added":
		return []string{"1d\tsince yesterday", "7d\tin the last 7 days", "1m\tin the last month", "1y\tin the last year"}, nil
	}
	return slices.Clone(store.FieldValues[field]), nil
}

// completeHelp offers commands and topics.
func completeHelp(cmd *cobra.Command, args []string, typed string) (names []string, _ cobra.ShellCompDirective) {
	about, _, err := cmd.Root().Find(args)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	for _, c := range about.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, offered(c.Name(), c.Short))
		}
	}
	for _, t := range topics() {
		if len(args) == 0 && !slices.ContainsFunc(names, func(n string) bool { return strings.HasPrefix(n, t.name+"\t") }) {
			names = append(names, offered(t.name, t.short))
		}
	}
	return begun(names, typed), cobra.ShellCompDirectiveNoFileComp
}
