// This file owns writing a configuration as TOML, with where each value comes from, and the example.

package ui

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// ConfigExample is a configuration with everything in it that can be set, commented.
//
//go:embed config.example.toml
var ConfigExample string

// A ConfigValue is a value of a configuration, as a program reads it.
type ConfigValue struct {
	Setting string `json:"setting"`
	Value   any    `json:"value"` // a text, texts, or the settings of a command or a macro
	From    string `json:"from"`  // default, file:line, or an environment variable
}

// Values are all that is in force, in order.
func (c *Config) Values() []ConfigValue {
	var all []ConfigValue
	add := func(path string, v any) { all = append(all, ConfigValue{path, v, c.From(path)}) }
	for _, s := range settings() {
		add(s.path, s.value(c))
	}
	for _, name := range sortedKeys(c.Colours) {
		add("colours."+name, c.Colours[name])
	}
	for _, name := range sortedKeys(c.Tags) {
		add("tags."+name, c.Tags[name])
	}
	for _, a := range c.commands() {
		if a.group != macroGroup && a.group != ownGroup {
			keys := a.keys
			if keys == nil {
				keys = []string{}
			}
			add("keys."+a.name, keys)
		}
	}
	for _, o := range c.Commands {
		all = append(all, ConfigValue{"command." + o.Name, ownValue{o.Keys, o.Run, o.Terminal, o.Each}, c.From(o.at)})
	}
	for _, m := range c.Macros {
		all = append(all, ConfigValue{"macro." + m.Name, macroValue{m.Keys, m.Commands, m.Commands}, c.From(m.at)})
	}
	return all
}

// ownValue is a command of the user's as a value.
type ownValue struct {
	Key      []string `json:"key"`
	Run      []string `json:"run"`
	Terminal bool     `json:"terminal"`
	Each     bool     `json:"each"`
}

// macroValue is a macro as a value.
type macroValue struct {
	Key      []string `json:"key"`
	Commands []string `json:"commands"`
	Acts     []string `json:"acts"` // the former name of commands, which scripts may read
}

// Write writes the configuration in force as TOML, each value with where it comes from. What it writes can be read as a
// configuration again.
func (c *Config) Write(w io.Writer) error {
	var b strings.Builder
	table := ""
	for _, v := range c.Values() {
		head, name, inTable := strings.Cut(v.Setting, ".")
		if !inTable {
			name, head = head, ""
		}
		if head != table && head != "macro" && head != "command" {
			table = head
			fmt.Fprintf(&b, "\n[%s]\n", table)
		}
		if table == "keys" {
			name = strings.ReplaceAll(name, " ", "-")
		}
		if side, colour, isOf := strings.Cut(name, "."); isOf && table == "colours" { // dark.accent
			name = tomlKey(side) + "." + tomlKey(colour)
		} else {
			name = tomlKey(name)
		}
		if o, isOwn := v.Value.(ownValue); isOwn {
			fmt.Fprintf(&b, "\n[[command]] # %s\nname = %s\nkey = %s\nrun = %s\nterminal = %t\neach = %t\n", printable(v.From),
				quoteTOML(strings.TrimPrefix(v.Setting, "command.")), valueTOML(o.Key), valueTOML(o.Run), o.Terminal, o.Each)
			continue
		}
		if m, isMacro := v.Value.(macroValue); isMacro {
			fmt.Fprintf(&b, "\n[[macro]] # %s\nname = %s\nkey = %s\ncommands = %s\n", printable(v.From), quoteTOML(strings.TrimPrefix(v.Setting, "macro.")), valueTOML(m.Key), valueTOML(m.Commands))
			continue
		}
		line := name + " = " + valueTOML(v.Value)
		fmt.Fprintf(&b, "%s # %s\n", pad(line, 44), printable(v.From))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func valueTOML(v any) string {
	list, isList := v.([]string)
	if !isList {
		return quoteTOML(v.(string))
	}
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = quoteTOML(s)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

var bareKey = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// tomlKey is a key, in quotes where it needs them.
func tomlKey(name string) string {
	if bareKey.MatchString(name) {
		return name
	}
	return quoteTOML(name)
}

// quoteTOML is a text as a basic string of TOML, which is a string of JSON but for DEL.
func quoteTOML(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // a string always can be
	return strings.ReplaceAll(strings.TrimSuffix(b.String(), "\n"), "\x7f", `\u007f`)
}
