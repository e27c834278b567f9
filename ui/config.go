// This file owns the configuration: what can be set, and what holds where nothing is. Reading it from a file's text is in
// configread.go, writing it in configwrite.go; no file here touches the disk.

package ui

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"dogear/store"
)

// A Config is how the reader is set up. Options carry it; without one, DefaultConfig holds.
type Config struct {
	Theme    string // one of themeNames
	Date     string // one of dateForms, or a pattern
	View     string // that the reader opens on
	Sort     store.Sort
	Headings string   // one of headingsNames
	Columns  []string // of the list, beside the title
	Copy     string   // what the command copy copies

	// Programs and their arguments. Empty: the system's own. No shell sees them.
	Browser, PDF, Clipboard []string

	Colours map[string]string   // by name; dark.NAME and light.NAME hold on such a background only
	Tags    map[string]string   // colours of tags, by name in lower case
	Keys    map[string][]string // by command; a command that is not in it has its own
	Macros  []Macro
	// Commands are programs of the user's, with keys and names of their own.
	Commands []OwnCommand

	from  map[string]string // where a setting comes from, by its path; what is not in it is the default
	notes []Mistake
}

// DefaultConfig is what holds where nothing is set.
func DefaultConfig() *Config {
	return &Config{
		Theme: "auto", Date: "short", View: strings.ToLower(builtIn()[0].name), Sort: store.SortAdded, Headings: headingsAuto, Columns: []string{}, Copy: copyName(copies[0].label),
		Browser: []string{}, PDF: []string{}, Clipboard: []string{},
		Colours: make(map[string]string), Tags: make(map[string]string), Keys: make(map[string][]string), from: make(map[string]string),
	}
}

// A setting is something that can be set, but for keys, colours and macros, which are tables of the reader's own names.
type setting struct {
	path  string
	env   string // the variable that sets it for one run, if one does
	about string // in a comment
	take  func(r *configReader, at string, v any)
	value func(*Config) any // a string, or strings
}

// settings are in the order in which they are printed.
func settings() []setting {
	text := func(f func(*Config) *string) func(*Config) any { return func(c *Config) any { return *f(c) } }
	list := func(f func(*Config) *[]string) func(*Config) any { return func(c *Config) any { return *f(c) } }
	theme := func(c *Config) *string { return &c.Theme }
	date := func(c *Config) *string { return &c.Date }
	view := func(c *Config) *string { return &c.View }
	sort := func(c *Config) *string { return (*string)(&c.Sort) }
	headings := func(c *Config) *string { return &c.Headings }
	columns := func(c *Config) *[]string { return &c.Columns }
	copied := func(c *Config) *string { return &c.Copy }
	all := []setting{
		{"theme", "DOGEAR_THEME", strings.Join(themeNames, ", "), oneOf(theme, themeNames), text(theme)},
		{"date", "DOGEAR_DATE", strings.Join(dateNames(), ", ") + ", or a pattern such as %d.%m.%Y", takeDate, text(date)},
		{"view", "DOGEAR_VIEW", "the view that the reader opens on", takeView, text(view)},
		{"sort", "DOGEAR_SORT", "of the list: " + strings.Join(sortNames(), ", "), oneOf(sort, sortNames()), text(sort)},
		{"headings", "DOGEAR_HEADINGS", "of digests in the list: " + strings.Join(headingsNames, ", "), oneOf(headings, headingsNames), text(headings)},
		{"columns", "", "of the list, beside the title: any of " + strings.Join(columnNames(), ", "), severalOf(columns, columnNames()), list(columns)},
		{"copy", "DOGEAR_COPY", "what " + copyCommand + " copies: " + strings.Join(copyNames(), ", "), oneOf(copied, copyNames()), text(copied)},
	}
	for _, c := range []struct {
		name, about string
		field       func(*Config) *[]string
	}{
		{"browser", "opens pages and code; the address is its last argument, or stands for {url}", func(c *Config) *[]string { return &c.Browser }},
		{"pdf", "opens PDFs, by their address too", func(c *Config) *[]string { return &c.PDF }},
		{"clipboard", "receives the copied text on its standard input", func(c *Config) *[]string { return &c.Clipboard }},
	} {
		all = append(all, setting{"commands." + c.name, "", c.about, takeCommand(c.field), list(c.field)})
	}
	return all
}

func sortNames() []string {
	var names []string
	for _, s := range store.AllSorts() {
		names = append(names, string(s))
	}
	return names
}

// commands is the table of commands with the user's keys and, at its end, the user's own commands and macros. A default key
// that the user has given to something else is no longer the default command's, which keeps its other keys.
func (c *Config) commands() []command {
	table := commands()
	own := c.ownKeys()
	for i := range table {
		a := &table[i]
		if keys, set := c.Keys[a.name]; set {
			a.keys = keys
			if a.name == "quit" && !slices.Contains(keys, interruptKey) {
				a.keys = append(slices.Clone(keys), interruptKey) // always: the help says so
			}
		} else {
			a.keys = slices.DeleteFunc(slices.Clone(a.keys), func(k string) bool { return own[k] })
		}
		if a.name == copyCommand {
			a.help = "copy the " + copies[c.copyIndex()].label
		}
	}
	for i := range c.Commands {
		table = append(table, c.Commands[i].command())
	}
	for i := range c.Macros {
		table = append(table, c.Macros[i].command())
	}
	return table
}

// ownKeys are the keys that the user has given to something.
func (c *Config) ownKeys() map[string]bool {
	own := make(map[string]bool)
	for _, b := range c.bindings() {
		own[b.key] = true
	}
	return own
}

// A binding is a key that the user has given to something, and where.
type binding struct {
	key, name, at string
}

// bindings are all of them.
func (c *Config) bindings() []binding {
	var all []binding
	add := func(keys []string, name, at string) {
		for _, k := range keys {
			all = append(all, binding{k, name, at})
		}
	}
	for _, name := range sortedKeys(c.Keys) {
		add(c.Keys[name], name, "keys."+name)
	}
	for _, o := range c.Commands {
		add(o.Keys, "the command "+cmp.Or(o.Name, "without a name"), o.at+".key")
	}
	for _, m := range c.Macros {
		add(m.Keys, "the macro "+m.Name, m.at+".key")
	}
	return all
}

// interruptKey ends the program whatever has the keys.
const interruptKey = "ctrl+c"

// Outdated returns what the configuration says in a way that is still understood and no longer right, with what to write
// instead.
func (c *Config) Outdated() []Mistake { return c.notes }

// From tells where a setting comes from: default, a file and line, or an environment variable.
func (c *Config) From(path string) string {
	if from, ok := c.from[path]; ok {
		return from
	}
	return "default"
}

// copyCommand is the command whose meaning is set.
const copyCommand = "copy"

// copyNames are what can be copied: the first word of each label.
func copyNames() []string {
	names := make([]string, len(copies))
	for i := range copies {
		names[i] = copyName(copies[i].label)
	}
	return names
}

func copyName(label string) string {
	word, _, _ := strings.Cut(label, " ")
	return strings.ToLower(word)
}

// copyIndex is which of the copies is set.
func (c *Config) copyIndex() int { return max(slices.Index(copyNames(), c.Copy), 0) }

// commandNames are the names of a table's commands.
func commandNames(table []command) []string {
	names := make([]string, len(table))
	for i := range table {
		names[i] = table[i].name
	}
	return names
}

// sortedKeys are a map's keys in order.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
