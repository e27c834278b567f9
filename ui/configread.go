// This file owns reading a configuration: from a TOML text and the environment to a Config, or to all the mistakes in it, each
// with its line.

package ui

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"dogear/store"
)

// A Mistake is something in a configuration that is wrong, or about to be.
type Mistake struct {
	File string // or the environment variable
	Line int    // 0 where there is none
	Text string
}

func (m Mistake) String() string {
	where := m.File
	if m.Line > 0 {
		where = fmt.Sprintf("%s:%d", m.File, m.Line)
	}
	return where + ": " + m.Text
}

// A ConfigError is all the mistakes of a configuration, by line.
type ConfigError []Mistake

func (e ConfigError) Error() string {
	lines := make([]string, len(e))
	for i, m := range e {
		lines[i] = m.String()
	}
	return strings.Join(lines, "\n")
}

// MaxConfig bounds the size of a configuration's text.
const MaxConfig = 64 << 10

// ParseConfig reads a configuration. File names it in mistakes; without text all is default. Variables of the environment
// go before the text. The names of the reader's own views are asked for only if one is to open. The error is a ConfigError.
func ParseConfig(file string, text []byte, getenv func(string) string, ownViews func() []string) (*Config, error) {
	r := &configReader{file: file, c: DefaultConfig(), ownViews: ownViews}
	if doc, ok := r.decode(text); ok {
		r.document(doc)
		r.keysOnce()
	}
	r.environment(getenv)
	if len(r.mistakes) > 0 {
		slices.SortStableFunc(r.mistakes, func(a, b Mistake) int { return a.Line - b.Line })
		return nil, r.mistakes
	}
	return r.c, nil
}

// configReader collects what a text says.
type configReader struct {
	file     string
	lines    map[string]int
	c        *Config
	mistakes ConfigError
	ownViews func() []string
	variable string // the environment variable that is being read, if one is
}

// complain notes a mistake in what stands at a path.
func (r *configReader) complain(path, format string, args ...any) {
	m := Mistake{File: r.file, Line: r.lines[path], Text: fmt.Sprintf(format, args...)}
	if r.variable != "" {
		m.File, m.Line = r.variable, 0
	}
	r.mistakes = append(r.mistakes, m)
}

// note keeps a hint about what stands at a path, which is no mistake.
func (r *configReader) note(path, format string, args ...any) {
	r.c.notes = append(r.c.notes, Mistake{File: r.file, Line: r.lines[path], Text: fmt.Sprintf(format, args...)})
}

// decode reads the TOML. Of a text that is none, only the first mistake is known.
func (r *configReader) decode(text []byte) (doc map[string]any, ok bool) {
	s := strings.TrimPrefix(string(text), "\ufeff")
	switch {
	case len(s) > MaxConfig:
		r.complain("", "the file is larger than %d KiB, so it is not a configuration", MaxConfig>>10)
		return nil, false
	case !utf8.ValidString(s):
		bad := strings.ToValidUTF8(s, "\ufffd")
		line := 1 + strings.Count(bad[:strings.IndexRune(bad, '\ufffd')], "\n")
		r.mistakes = append(r.mistakes, Mistake{r.file, line, "the file is not in UTF-8"})
		return nil, false
	}
	lines, deep := linesOf(s)
	if deep > 0 {
		r.mistakes = append(r.mistakes, Mistake{r.file, deep, "this is nested deeper than any setting"})
		return nil, false
	}
	r.lines = lines
	var syntax toml.ParseError
	_, err := toml.Decode(s, &doc)
	if errors.As(err, &syntax) {
		said := syntax.Message
		if said == "" {
			said = strings.TrimPrefix(syntax.Error(), "toml: ")
		}
		r.mistakes = append(r.mistakes, Mistake{r.file, syntax.Position.Line, "this is not valid TOML: " + printable(said)})
	} else if err != nil {
		r.mistakes = append(r.mistakes, Mistake{r.file, 0, "this is not valid TOML: " + printable(err.Error())})
	}
	return doc, err == nil
}

// document reads all of a text.
func (r *configReader) document(doc map[string]any) {
	for _, name := range sortedKeys(doc) {
		switch v := doc[name]; name {
		case "keys":
			r.table(name, v, r.commandKeys)
		case "colours":
			r.table(name, v, r.colours)
		case "tags":
			r.table(name, v, r.tagTable)
		case "macro":
			r.macros(v)
		case "command":
			r.ownCommands(v)
		case "commands":
			r.table(name, v, func(t map[string]any) {
				for _, k := range sortedKeys(t) {
					r.setting(name+"."+k, t[k])
				}
			})
		default:
			r.setting(name, v)
		}
	}
}

// table calls f for a table.
func (r *configReader) table(path string, v any, f func(map[string]any)) {
	if t, ok := v.(map[string]any); ok {
		f(t)
		return
	}
	r.complain(path, "%s is a table: write [%s] on a line of its own, and its settings below that line", path, path)
}

// setting reads one of the settings.
func (r *configReader) setting(path string, v any) {
	var names []string
	for _, s := range settings() {
		if s.path == path {
			r.c.from[path] = r.where(path)
			s.take(r, path, v)
			return
		}
		names = append(names, s.path)
	}
	r.unknown(path, append(names, "keys", "colours", "tags", "macro", "command"))
}

// unknown complains of a key that is no setting.
func (r *configReader) unknown(path string, names []string) {
	for _, n := range names { // browser, for commands.browser; [keys] theme, for theme
		if strings.HasSuffix(n, "."+path) || strings.HasSuffix(path, "."+n) {
			r.complain(path, "there is no setting %q; did you mean %q? The lines below a [table] belong to that table", printable(path), n)
			return
		}
	}
	r.complain(path, "there is no setting %q%s", printable(path), didYouMean(path, names))
}

// where is what From will tell of a path.
func (r *configReader) where(path string) string {
	if r.variable != "" {
		return "environment: " + r.variable
	}
	return fmt.Sprintf("%s:%d", r.file, r.lines[path])
}

// environment reads the variables that set something for one run.
func (r *configReader) environment(getenv func(string) string) {
	for _, s := range settings() {
		if s.env == "" || getenv(s.env) == "" {
			continue
		}
		r.variable = s.env
		r.c.from[s.path] = r.where(s.path)
		s.take(r, s.path, getenv(s.env))
		r.variable = ""
	}
}

// text is a value that has to be a string.
func (r *configReader) text(at string, v any) (string, bool) {
	s, ok := v.(string)
	if !ok {
		r.complain(at, "%s must be a text in quotes, not %s", at, kindOf(v))
	}
	return s, ok
}

// texts are a value that has to be an array of strings; one string alone is taken for an array of it where that is allowed.
func (r *configReader) texts(at string, v any, alone bool) (all []string, ok bool) {
	if s, isText := v.(string); isText && alone {
		return []string{s}, true
	}
	list, isList := v.([]any)
	if !isList {
		r.complain(at, `%s must be a list such as ["one", "two"], not %s`, at, kindOf(v))
		return nil, false
	}
	all, ok = make([]string, 0, len(list)), true
	for i, e := range list {
		s, isText := r.text(element(at, i), e)
		all, ok = append(all, s), ok && isText
	}
	return all, ok
}

func element(at string, i int) string { return fmt.Sprintf("%s[%d]", at, i) }

// oneOf is a setting that is one of a few names.
func oneOf(field func(*Config) *string, names []string) func(*configReader, string, any) {
	return func(r *configReader, at string, v any) {
		s, ok := r.text(at, v)
		if !ok {
			return
		}
		if !slices.Contains(names, s) {
			r.complain(at, "%s must be one of %s, not %q%s", at, strings.Join(names, ", "), printable(s), didYouMean(s, names))
			return
		}
		*field(r.c) = s
	}
}

// severalOf is a setting that is a list of some of a few names.
func severalOf(field func(*Config) *[]string, names []string) func(*configReader, string, any) {
	return func(r *configReader, at string, v any) {
		all, ok := r.texts(at, v, false)
		if !ok {
			return
		}
		for i, s := range all {
			switch {
			case !slices.Contains(names, s):
				r.complain(element(at, i), "each of %s must be one of %s, not %q%s", at, strings.Join(names, ", "), printable(s), didYouMean(s, names))
			case slices.Contains(all[:i], s):
				r.complain(element(at, i), "%q is listed twice in %s", s, at)
			}
		}
		*field(r.c) = all
	}
}

func takeDate(r *configReader, at string, v any) {
	s, ok := r.text(at, v)
	if !ok {
		return
	}
	if err := checkDateForm(s); err != nil {
		r.complain(at, "%v", err)
		return
	}
	r.c.Date = s
}

// takeView takes the name of a view, a built-in one or one of the reader's own.
func takeView(r *configReader, at string, v any) {
	s, ok := r.text(at, v)
	if !ok {
		return
	}
	r.c.View = s
	if viewNamed(builtIn(), s) != unknown {
		return
	}
	names := r.ownViews()
	if slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, s) }) {
		return
	}
	for _, v := range builtIn() {
		names = append(names, strings.ToLower(v.name))
	}
	r.complain(at, "there is no view %q%s", printable(s), didYouMean(s, names))
}

// urlArgument stands for the address in a command.
const urlArgument = "{url}"

// takeCommand is a setting that is a program and its arguments.
func takeCommand(field func(*Config) *[]string) func(*configReader, string, any) {
	return func(r *configReader, at string, v any) {
		words := r.program(at, v)
		if words == nil {
			return
		}
		if len(words) > 0 && words[0] == urlArgument {
			r.complain(element(at, 0), "%s would run the address as a program", at)
		}
		for i, w := range words {
			switch {
			case strings.Contains(w, urlArgument) && w != urlArgument:
				// sh -c "view {url}" would run what an address says.
				r.complain(element(at, i), "%s must be an argument of its own, not a part of one: %q", urlArgument, printable(w))
			case w == urlArgument && at == "commands.clipboard":
				r.complain(element(at, i), "%s is given the text on its standard input; there is no %s", at, urlArgument)
			}
		}
		*field(r.c) = words
	}
}

// program reads a program and its arguments; nil if that is not what stands there.
func (r *configReader) program(at string, v any) []string {
	if s, isText := v.(string); isText {
		words := strings.Fields(s)
		for i := range words {
			words[i] = quoteTOML(words[i])
		}
		r.complain(at, "%s must be a list of the program and its arguments, because no shell splits it: write [%s]", at, strings.Join(words, ", "))
		return nil
	}
	words, ok := r.texts(at, v, false)
	if !ok {
		return nil
	}
	if len(words) > 0 && strings.TrimSpace(words[0]) == "" {
		r.complain(element(at, 0), "the program in %s is empty", at)
	}
	for i, w := range words {
		if strings.ContainsRune(w, 0) {
			r.complain(element(at, i), "an argument cannot have a zero byte in it")
		}
	}
	return words
}

// kindOf is what a TOML value is, in words.
func kindOf(v any) string {
	switch v.(type) {
	case string:
		return "a text"
	case bool:
		return "true or false"
	case int64, float64:
		return "a number"
	case []any, []map[string]any:
		return "a list"
	case map[string]any:
		return "a table"
	}
	return "a date"
}

// didYouMean suggests the closest of some names, where one is close enough.
func didYouMean(typed string, names []string) string {
	if name, ok := store.Nearest(typed, names); ok {
		return fmt.Sprintf("; did you mean %q?", name)
	}
	return ""
}
