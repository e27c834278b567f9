// This file owns macros: sequences of commands with one name and one key, which users write into the configuration.

package ui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// A Macro is a sequence of commands.
type Macro struct {
	Name     string
	Keys     []string
	Commands []string // by name

	at string // its path in the configuration
}

// macroGroup is where the help lists macros.
const macroGroup = "Macros"

// command is the macro as a row of the table of commands.
func (c *Macro) command() command {
	return command{c.Name, macroGroup, c.Keys, c.Name + ": " + strings.Join(c.Commands, ", "), "", func(m *Model) tea.Cmd { return m.perform(c.Name, c.Commands) }}
}

// macroRun is what a macro still has to do.
type macroRun struct {
	name     string
	commands []string
	failed   bool // a paper could not be read

	gathers bool           // a command is being done whose mark waits
	marks   []store.Action // that wait for the last command, so that all of them are for the paper that the first was for
}

// perform begins a macro. A command begins when the one before has shown its effect. What it decides is for the paper or the
// selection that it began on, and one change: a mark moves the cursor on, so marks wait until the last command is done, or one
// that goes somewhere else.
func (m *Model) perform(name string, commands []string) tea.Cmd {
	m.macro = macroRun{name: name, commands: commands}
	return m.proceed()
}

// proceed does the commands that are left, as far as nothing has to be waited for. When it has done the last, the keys that were
// typed meanwhile have their turn.
func (m *Model) proceed() tea.Cmd {
	if len(m.macro.commands) == 0 && !m.macro.failed {
		return nil
	}
	m.macro.failed = false
	var cmds []tea.Cmd
	for len(m.macro.commands) > 0 && !m.unsettled() {
		if m.asks() || m.quitting {
			m.status.say(fmt.Sprintf("The macro %s stops here; not run: %s", m.macro.name, strings.Join(m.macro.commands, ", ")))
			m.macro = macroRun{}
			break
		}
		next := m.commandNamed(m.macro.commands[0])
		m.macro.commands = m.macro.commands[1:]
		if !next.marks() && next.group != "Open" && next.group != ownGroup {
			cmds = append(cmds, m.decide(next.group == "Write" || next.name == "snooze"))
		}
		m.macro.gathers = true
		cmds = append(cmds, next.run(m))
		m.macro.gathers = false
	}
	if len(m.macro.commands) == 0 {
		cmds = append(cmds, m.decide(false))
	}
	return tea.Batch(cmds...)
}

// goesOn reports whether a command is being done that is not the last of a macro.
func (r *macroRun) goesOn() bool { return r.gathers && len(r.commands) > 0 }

// marks reports whether what the command does is a mark.
func (a *command) marks() bool {
	switch a.name {
	case "read", "star", "later", "dismiss", "inbox":
		return true
	}
	return false
}

// decide applies the marks of the macro that have waited.
func (m *Model) decide(stay bool) tea.Cmd {
	marks := m.macro.marks
	if m.macro.marks = nil; len(marks) == 0 {
		return nil
	}
	return m.markAs(marks, stay)
}

// asks reports whether something that waits for an answer has the keys.
func (m *Model) asks() bool { return m.overlay != nil || m.prompt != nil || m.note.editing }

// unsettled reports whether the list or the paper under the cursor is still on its way.
func (m *Model) unsettled() bool {
	if m.queue.holds > 0 || m.moving() {
		return true
	}
	row, ok := m.list.current()
	return ok && m.cache[row.ID] == nil
}

// commandNamed returns the command of that name, or nil.
func (m *Model) commandNamed(name string) *command {
	i := slices.IndexFunc(m.table, func(a command) bool { return a.name == name })
	if i < 0 {
		return nil
	}
	return &m.table[i]
}

// macros reads the macros of a configuration.
func (r *configReader) macros(v any) {
	list, ok := v.([]map[string]any)
	if !ok {
		r.complain("macro", "macros are written each below a [[macro]] of its own")
		return
	}
	for i, t := range list {
		r.oneMacro(element("macro", i), t)
	}
}

// macroKeys are the settings of a macro. Until version 1 the commands were called acts, which is still understood.
var macroKeys = []string{"name", "key", "commands"}

const formerCommands = "acts"

func (r *configReader) oneMacro(at string, t map[string]any) {
	c := Macro{Keys: []string{}, Commands: []string{}, at: at}
	r.c.from[at] = r.where(at)
	for _, k := range sortedKeys(t) {
		where := at + "." + k
		switch k {
		case "name":
			c.Name = r.ownName(where, t[k])
		case "key":
			c.Keys = r.keyList(where, t[k], false)
		case "commands":
			c.Commands = r.macroCommands(where, t[k])
		case formerCommands:
			if _, both := t["commands"]; both {
				r.complain(where, "acts is the former name of commands, and this macro has both: remove acts")
				continue
			}
			c.Commands = r.macroCommands(where, t[k])
			r.note(where, "acts is now called commands: write commands = %s", valueTOML(c.Commands))
		default:
			r.complain(where, "a macro has no setting %q%s (it has %s)", printable(k), didYouMean(k, macroKeys), strings.Join(macroKeys, ", "))
		}
	}
	r.checkOwnName(at, "macro", c.Name)
	if t["commands"] == nil && t[formerCommands] == nil {
		r.complain(at, `the macro does nothing: add commands = ["star", "open pdf"]`)
	}
	r.c.Macros = append(r.c.Macros, c)
}

func (r *configReader) macroCommands(at string, v any) []string {
	typed, ok := r.texts(at, v, true)
	if ok && len(typed) == 0 {
		r.complain(at, "the macro has no commands")
	}
	names := commandNames(commands())
	for i, t := range typed {
		name := commandName(t)
		switch {
		case slices.Contains(names, name):
		case r.isOwnCommand(t):
			name = t
		case r.isMacro(t):
			r.complain(element(at, i), "%q is a macro; a macro cannot run another macro", printable(t))
		default:
			r.complain(element(at, i), "there is no command %q%s", printable(t), didYouMean(name, names))
		}
		typed[i] = name
	}
	return typed
}

// isOwnCommand reports whether a name is one of the user's own commands, which are read before the macros.
func (r *configReader) isOwnCommand(name string) bool {
	return slices.ContainsFunc(r.c.Commands, func(o OwnCommand) bool { return o.Name == name })
}

// isMacro reports whether a name is one of the macros that have been read.
func (r *configReader) isMacro(name string) bool {
	return slices.ContainsFunc(r.c.Macros, func(o Macro) bool { return o.Name == name })
}

// ownName reads the name that a user gives to a macro or a command of their own.
func (r *configReader) ownName(at string, v any) string {
	name, _ := r.text(at, v)
	return printable(name)
}

// checkOwnName complains of a name that is missing or is used for something else. The name of a command of dogear is no
// mistake, since a new version may have a command of that name, but there is a hint.
func (r *configReader) checkOwnName(at, kind, name string) {
	if slices.Contains(commandNames(commands()), commandName(name)) {
		r.note(at, "the %s %q has the name of a command of dogear, which [keys] and macros mean by it: choose another", kind, name)
	}
	switch {
	case name == "":
		r.complain(at, "the %s has no name: add name = \"…\"", kind)
	case r.isMacro(name) && kind == "macro":
		r.complain(at, "there are two macros named %q: choose another name for one of them", name)
	case r.isOwnCommand(name) && kind == "macro":
		r.complain(at, "there is a command named %q already: choose another name for the macro", name)
	case r.isOwnCommand(name):
		r.complain(at, "there are two commands named %q: choose another name for one of them", name)
	}
}
