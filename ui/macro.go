// This file owns macros: acts in a row under one name, and one key. The reader writes them into the configuration.

package ui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// A Macro is acts in a row.
type Macro struct {
	Name string
	Keys []string
	Acts []string

	at string // its path in the configuration
}

// macroGroup is where the help lists macros.
const macroGroup = "Macros"

// act is the macro as a row of the table of acts.
func (c *Macro) act() act {
	return act{c.Name, macroGroup, c.Keys, c.Name + ": " + strings.Join(c.Acts, ", "), "", func(m *Model) tea.Cmd { return m.perform(c.Name, c.Acts) }}
}

// macroRun is what a macro has yet to do.
type macroRun struct {
	name   string
	acts   []string
	failed bool // a paper could not be read

	gathers bool           // an act is being done whose mark waits
	marks   []store.Action // that wait for the last act, so that all of them are for the paper that the first was for
}

// perform begins a macro. An act begins when the one before has shown its effect. What it decides is for the paper or the
// selection that it began on, and one change: a mark moves the cursor on, so marks wait until the last act is done, or one
// that goes somewhere else.
func (m *Model) perform(name string, acts []string) tea.Cmd {
	m.macro = macroRun{name: name, acts: acts}
	return m.proceed()
}

// proceed does the acts that are left, as far as nothing has to be waited for. When it has done the last, the keys that were
// typed meanwhile have their turn.
func (m *Model) proceed() tea.Cmd {
	if len(m.macro.acts) == 0 && !m.macro.failed {
		return nil
	}
	m.macro.failed = false
	var cmds []tea.Cmd
	for len(m.macro.acts) > 0 && !m.unsettled() {
		if m.asks() || m.quitting {
			m.status.say(fmt.Sprintf("The macro %s ends here: %s is left to you", m.macro.name, strings.Join(m.macro.acts, ", ")))
			m.macro = macroRun{}
			break
		}
		next := m.act(m.macro.acts[0])
		m.macro.acts = m.macro.acts[1:]
		if !next.marks() && next.group != "Open" {
			cmds = append(cmds, m.decide(next.group == "Write"))
		}
		m.macro.gathers = true
		cmds = append(cmds, next.run(m))
		m.macro.gathers = false
	}
	if len(m.macro.acts) == 0 {
		cmds = append(cmds, m.decide(false))
	}
	if len(m.macro.acts) == 0 && !m.holding && len(m.held) > 0 {
		cmds = append(cmds, m.release())
	}
	return tea.Batch(cmds...)
}

// marks reports whether what the act does is a mark.
func (a *act) marks() bool {
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

// asks tells whether something has the keys that the reader has to answer first.
func (m *Model) asks() bool { return m.overlay != nil || m.prompt != nil || m.note.editing }

// unsettled tells whether the list or the paper under the cursor is still on its way.
func (m *Model) unsettled() bool {
	if m.holding || m.list.gen != m.list.got {
		return true
	}
	row, ok := m.list.current()
	return ok && m.cache[row.ID] == nil
}

// act finds an act by its name.
func (m *Model) act(name string) *act {
	i := slices.IndexFunc(m.table, func(a act) bool { return a.name == name })
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

// macroKeys are what a macro has.
var macroKeys = []string{"name", "key", "acts"}

func (r *configReader) oneMacro(at string, t map[string]any) {
	c := Macro{Keys: []string{}, Acts: []string{}, at: at}
	r.c.from[at] = r.where(at)
	for _, k := range sortedKeys(t) {
		where := at + "." + k
		switch k {
		case "name":
			name, _ := r.text(where, t[k])
			c.Name = printable(name)
		case "key":
			c.Keys = r.keyList(where, t[k], false)
		case "acts":
			c.Acts = r.macroActs(where, t[k])
		default:
			r.complain(where, "a macro has %s, and no %q%s", strings.Join(macroKeys, ", "), printable(k), didYouMean(k, macroKeys))
		}
	}
	taken := slices.ContainsFunc(r.c.Macros, func(o Macro) bool { return o.Name == c.Name })
	_, hasActs := t["acts"]
	switch {
	case c.Name == "":
		r.complain(at, "the macro has no name")
	case slices.Contains(actNames(acts()), actName(c.Name)):
		r.complain(at, "the macro %q has the name of an act", c.Name)
	case taken:
		r.complain(at, "there are two macros named %q", c.Name)
	}
	if !hasActs {
		r.complain(at, `the macro does nothing: it wants acts = ["star", "open pdf"]`)
	}
	r.c.Macros = append(r.c.Macros, c)
}

func (r *configReader) macroActs(at string, v any) []string {
	typed, ok := r.texts(at, v, true)
	if ok && len(typed) == 0 {
		r.complain(at, "the macro has no acts")
	}
	names := actNames(acts())
	for i, t := range typed {
		name := actName(t)
		switch {
		case slices.Contains(names, name):
		case slices.ContainsFunc(r.c.Macros, func(o Macro) bool { return o.Name == t }):
			r.complain(element(at, i), "%q is a macro: a macro does acts, and no other macros", printable(t))
		default:
			r.complain(element(at, i), "there is no act %q%s", printable(t), didYouMean(name, names))
		}
		typed[i] = name
	}
	return typed
}
