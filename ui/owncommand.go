// This file owns the user's own commands: programs that the configuration gives a name and a key. Filling the fields of a
// paper into their arguments is in argument.go, running them in ownrun.go.

package ui

import (
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// An OwnCommand is a program that the user runs with a key.
type OwnCommand struct {
	Name     string
	Keys     []string
	Run      []string // the program and its arguments, with fields of the paper in braces
	Terminal bool     // it runs in the terminal, for which the reader is suspended
	Each     bool     // it runs once for each paper of a selection, else once for all of them

	args []argument // Run, parsed; without the program
	at   string     // its path in the configuration
}

// ownGroup is where the help lists them.
const ownGroup = "Your commands"

// command returns it as a row of the table of commands.
func (c *OwnCommand) command() command {
	return command{c.Name, ownGroup, c.Keys, c.Name + ": " + strings.Join(c.Run, " "), "", func(m *Model) tea.Cmd { return m.runOwn(c) }}
}

// ownCommandKeys are the settings of one of the user's own commands.
var ownCommandKeys = []string{"name", "key", "run", "terminal", "each"}

// ownCommands reads the commands of a configuration.
func (r *configReader) ownCommands(v any) {
	list, ok := v.([]map[string]any)
	if !ok {
		r.complain("command", "write each command below a [[command]] of its own; programs for pages and PDFs are in [commands]")
		return
	}
	for i, t := range list {
		r.ownCommand(element("command", i), t)
	}
}

func (r *configReader) ownCommand(at string, t map[string]any) {
	c := OwnCommand{Keys: []string{}, Run: []string{}, Each: true, at: at}
	r.c.from[at] = r.where(at)
	for _, k := range sortedKeys(t) {
		where := at + "." + k
		switch k {
		case "name":
			c.Name = r.ownName(where, t[k])
		case "key":
			c.Keys = r.keyList(where, t[k], false)
		case "run":
			c.Run, c.args = r.runList(where, t[k])
		case "terminal":
			c.Terminal = r.flag(where, t[k])
		case "each":
			c.Each = r.flag(where, t[k])
		default:
			r.complain(where, "a command has no setting %q%s (it has %s)", printable(k), didYouMean(k, ownCommandKeys), strings.Join(ownCommandKeys, ", "))
		}
	}
	r.checkOwnName(at, "command", c.Name)
	if t["run"] == nil {
		r.complain(at, `the command runs nothing: add run = ["program", "{pdf}"]`)
	}
	r.c.Commands = append(r.c.Commands, c)
}

// flag is a value that has to be true or false.
func (r *configReader) flag(at string, v any) bool {
	b, ok := v.(bool)
	if !ok {
		r.complain(at, "%s must be true or false, not %s", at[strings.LastIndexByte(at, '.')+1:], kindOf(v))
	}
	return b
}

// shells run a text that they are given behind one of shellFlags as a program.
var (
	shells     = []string{"sh", "bash", "dash", "zsh", "ksh", "ash", "fish", "cmd", "powershell", "pwsh"}
	shellFlags = []string{"-c", "-lc", "-ic", "/c", "/C", "-Command", "-command"}
)

// runList reads a program and its arguments.
func (r *configReader) runList(at string, v any) (words []string, args []argument) {
	words = r.program(at, v)
	if len(words) == 0 {
		if list, isList := v.([]any); isList && len(list) == 0 {
			r.complain(at, "run is empty: name a program")
		}
		return words, nil
	}
	if strings.Contains(words[0], "{") {
		r.complain(element(at, 0), "the program cannot depend on the paper: %q", printable(words[0]))
	}
	name := strings.TrimSuffix(strings.ToLower(filepath.Base(words[0])), ".exe")
	for i, w := range words[1:] {
		a, err := parseArgument(w)
		if err != nil {
			r.complain(element(at, i+1), "%v", err)
		}
		if a.hasField() && slices.Contains(shells, name) && slices.Contains(shellFlags, words[i]) {
			r.complain(element(at, i+1), `the shell would run what the paper says: write a script and give it the field as an argument, as in run = ["sh", "-c", 'echo "$1"', "sh", "{title}"]`)
		}
		args = append(args, a)
	}
	return words, args
}
