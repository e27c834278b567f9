// This file owns the reader's own keys in a configuration: how a key is written, which act it is for, and that none is
// used twice.

package ui

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// namedKeys are the keys that are no characters, as Bubble Tea names them.
var namedKeys = func() []string {
	names := []string{"enter", "tab", "backspace", "esc", "space", "up", "down", "left", "right", "insert", "delete", "pgup", "pgdown", "home", "end"}
	for i := range 20 {
		names = append(names, fmt.Sprintf("f%d", i+1))
	}
	return names
}()

// keyAliases are other names that people give to keys.
var keyAliases = map[string]string{
	" ": "space", "spacebar": "space", "escape": "esc", "return": "enter", "pageup": "pgup", "pagedown": "pgdown", "del": "delete", "ins": "insert",
}

// modifiers are in the order in which Bubble Tea writes them.
var modifiers = []string{"ctrl", "alt", "shift", "meta", "hyper", "super"}

// cleanKey is a key as Bubble Tea names it.
func cleanKey(typed string) (string, error) {
	held := make(map[string]bool)
	base := typed
	for {
		before, rest, found := strings.Cut(base, "+")
		mod := strings.ToLower(before)
		if !found || rest == "" || !slices.Contains(modifiers, mod) {
			break
		}
		held[mod], base = true, rest
	}
	name := strings.ToLower(base)
	if alias, ok := keyAliases[name]; ok {
		name = alias
	}
	prefix := ""
	for _, mod := range modifiers {
		if held[mod] {
			prefix += mod + "+"
		}
	}
	runes := []rune(base)
	isCharacter := len(runes) > 0 && ansi.StringWidth(base) > 0 && len(runes) == 1 && unicode.IsPrint(runes[0]) && runes[0] != ' '
	switch {
	case slices.Contains(namedKeys, name):
		return prefix + name, nil
	case !isCharacter:
		return "", fmt.Errorf(`%q is no key%s (a key is a character such as "r" or "G", or a name such as "ctrl+r", "alt+x", "f5", "space", "enter", "pgdown")`,
			printable(typed), didYouMean(name, namedKeys))
	case prefix == "":
		return base, nil
	case prefix == "shift+":
		return "", fmt.Errorf("with shift a key is another character: write that one, for example %q for %q", strings.ToUpper(base), printable(typed))
	case unicode.IsUpper(runes[0]):
		return "", fmt.Errorf("write %q, or %q if shift is held too", prefix+name, strings.Replace(prefix+name, prefix, withShift(held), 1))
	}
	return prefix + base, nil
}

// withShift is the prefix of a key with shift held beside other modifiers.
func withShift(held map[string]bool) string {
	prefix := ""
	for _, mod := range modifiers {
		if held[mod] || mod == "shift" {
			prefix += mod + "+"
		}
	}
	return prefix
}

// keyList reads one key or several.
func (r *configReader) keyList(at string, v any, isQuit bool) []string {
	typed, ok := r.texts(at, v, true)
	if !ok {
		return nil
	}
	keys := make([]string, 0, len(typed))
	for i, k := range typed {
		where := at
		if _, isList := v.([]any); isList {
			where = element(at, i)
		}
		key, err := cleanKey(k)
		switch {
		case err != nil:
			r.complain(where, "%v", err)
		case key == interruptKey && !isQuit:
			r.complain(where, "%s always stops what runs, or quits: it can be no other act's", interruptKey)
		case slices.Contains(keys, key):
			r.complain(where, "the key %q is there twice", key)
		default:
			keys = append(keys, key)
		}
	}
	return keys
}

// actName is an act's name however its words are joined: half down may be written half-down, which TOML takes bare.
func actName(typed string) string { return strings.NewReplacer("-", " ", "_", " ").Replace(typed) }

// actKeys reads the table of keys by act.
func (r *configReader) actKeys(t map[string]any) {
	names := actNames(acts())
	for _, typed := range sortedKeys(t) {
		at, name := "keys."+typed, actName(typed)
		_, twice := r.c.Keys[name]
		switch {
		case !slices.Contains(names, name):
			if s := settingNamed(typed); s != "" {
				r.complain(at, "there is no act %q; the setting %s stands above the first [table]", printable(typed), s)
			} else {
				r.complain(at, "there is no act %q%s", printable(typed), didYouMean(name, names))
			}
		case twice:
			r.complain(at, "the act %q has its keys twice", name)
		default:
			r.c.Keys[name] = r.keyList(at, t[typed], name == "quit")
			r.c.from["keys."+name] = r.where(at)
		}
	}
}

// settingNamed finds a setting that is no part of a table.
func settingNamed(name string) string {
	for _, s := range settings() {
		if s.path == name {
			return s.path
		}
	}
	return ""
}

// keysOnce complains of every key that is used twice, and names both acts.
func (r *configReader) keysOnce() {
	type user struct {
		name, at string
		line     int // 0: a default
	}
	macros := len(r.c.Macros)
	table := r.c.acts()
	used := make(map[string]user)
	for i := range table {
		u := user{name: table[i].name, at: "keys." + table[i].name}
		if m := i - (len(table) - macros); m >= 0 {
			u.name, u.at = "the macro "+u.name, r.c.Macros[m].at+".key"
		}
		u.line = r.lineOf(u.at)
		for _, k := range table[i].keys {
			other, taken := used[k]
			if !taken {
				used[k] = u
				continue
			}
			later, earlier := u, other
			if other.line > u.line {
				later, earlier = other, u
			}
			hint := ""
			if earlier.line == 0 {
				hint = fmt.Sprintf("; give the other one another key, or none: %s = []", tomlKey(strings.ReplaceAll(earlier.name, " ", "-")))
			}
			r.mistakes = append(r.mistakes, Mistake{r.file, later.line, fmt.Sprintf("the key %q is used twice: for %s (here) and for %s (%s)%s",
				k, later.name, earlier.name, lineOrDefault(earlier.line), hint)})
		}
	}
}

// lineOf is the line of a path, whatever joins the words of the act in it.
func (r *configReader) lineOf(at string) int {
	if name, isAct := strings.CutPrefix(at, "keys."); isAct {
		for path, line := range r.lines {
			if typed, ok := strings.CutPrefix(path, "keys."); ok && actName(typed) == name {
				return line
			}
		}
		return 0
	}
	return r.lines[at]
}

func lineOrDefault(line int) string {
	if line == 0 {
		return "its default"
	}
	return fmt.Sprintf("line %d", line)
}
