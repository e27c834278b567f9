// This file owns the user's keys in a configuration: how a key is written, which command it runs, and that no key is given
// to two commands.

package ui

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// namedKeys are the keys that type no character, as Bubble Tea names them.
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
		return "", fmt.Errorf(`%q is not a key%s (a key is a character such as "r" or "G", or a name such as "ctrl+r", "alt+x", "f5", "space", "enter", "pgdown")`,
			printable(typed), didYouMean(name, namedKeys))
	case prefix == "":
		return base, nil
	case prefix == "shift+":
		return "", fmt.Errorf("with shift the key types another character: write that one, for example %q instead of %q", strings.ToUpper(base), printable(typed))
	case unicode.IsUpper(runes[0]):
		return "", fmt.Errorf("write %q, or %q if shift is held down too", prefix+name, strings.Replace(prefix+name, prefix, withShift(held), 1))
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
			r.complain(where, "%s always stops what is running, or quits: choose another key", interruptKey)
		case slices.Contains(keys, key):
			r.complain(where, "the key %q is listed twice", key)
		default:
			keys = append(keys, key)
		}
	}
	return keys
}

// commandName is a command's name however its words are joined: half down may be written half-down, which TOML takes bare.
func commandName(typed string) string { return strings.NewReplacer("-", " ", "_", " ").Replace(typed) }

// commandKeys reads the table of keys by command.
func (r *configReader) commandKeys(t map[string]any) {
	names := commandNames(commands())
	for _, typed := range sortedKeys(t) {
		at, name := "keys."+typed, commandName(typed)
		_, twice := r.c.Keys[name]
		switch {
		case !slices.Contains(names, name):
			if s := settingNamed(typed); s != "" {
				r.complain(at, "there is no command %q; the setting %s belongs above the first [table]", printable(typed), s)
			} else {
				r.complain(at, "there is no command %q%s", printable(typed), didYouMean(name, names))
			}
		case twice:
			r.complain(at, "the command %q is listed twice", name)
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

// keysOnce complains of every key that the user has given to two things, and names both. A default is no second one: it
// gives way, see Config.commands.
func (r *configReader) keysOnce() {
	used := make(map[string]binding)
	for _, b := range r.c.bindings() {
		other, taken := used[b.key]
		if !taken {
			used[b.key] = b
			continue
		}
		later, earlier := b, other
		if r.lineOf(other.at) > r.lineOf(b.at) {
			later, earlier = other, b
		}
		r.mistakes = append(r.mistakes, Mistake{r.file, r.lineOf(later.at), fmt.Sprintf("the key %q is used twice: for %s (here) and for %s (line %d)",
			b.key, later.name, earlier.name, r.lineOf(earlier.at))})
	}
}

// lineOf is the line of a path, whatever joins the words of the command in it.
func (r *configReader) lineOf(at string) int {
	if name, isCommand := strings.CutPrefix(at, "keys."); isCommand {
		for path, line := range r.lines {
			if typed, ok := strings.CutPrefix(path, "keys."); ok && commandName(typed) == name {
				return line
			}
		}
		return 0
	}
	return r.lines[at]
}
