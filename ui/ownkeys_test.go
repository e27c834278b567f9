package ui

import (
	"slices"
	"strings"
	"testing"
)

// keysOf returns the keys of a command in a configuration.
func keysOf(t *testing.T, c *Config, name string) []string {
	t.Helper()
	table := c.commands()
	i := slices.Index(commandNames(table), name)
	if i < 0 {
		t.Fatalf("there is no command %q", name)
	}
	return table[i].keys
}

// lacks fails if the screen shows one of the texts.
func (s *terminal) lacks(texts ...string) {
	s.t.Helper()
	for _, text := range texts {
		if screen := s.text(); strings.Contains(screen, text) {
			s.t.Errorf("the screen has %q:\n%s", text, screen)
		}
	}
}

// Every default key can be given to another command or to a macro, so that no key that becomes a default later breaks a
// configuration. The default command keeps its other keys.
func TestUsersKeyWinsOverEveryDefault(t *testing.T) {
	for _, a := range commands() {
		for _, key := range a.keys {
			if key == interruptKey {
				continue
			}
			other := "read"
			if a.name == other {
				other = "star"
			}
			for _, text := range []string{
				"[keys]\n" + tomlKey(strings.ReplaceAll(other, " ", "-")) + " = " + quoteTOML(key),
				"[[macro]]\nname = 'mine'\ncommands = ['read']\nkey = " + quoteTOML(key),
			} {
				c := configure(t, text)
				if _, err := bind(c.commands()); err != nil {
					t.Fatalf("%s: %v", text, err)
				}
				want := slices.DeleteFunc(slices.Clone(a.keys), func(k string) bool { return k == key })
				if got := keysOf(t, c, a.name); !slices.Equal(got, want) {
					t.Errorf("%s: %s has the keys %q, want %q", text, a.name, got, want)
				}
			}
		}
	}
}

// What the user sees follows: the key runs the user's command, and help, palette and hints name what works.
func TestUsersKeyOnTheScreen(t *testing.T) {
	s := configured(t, starter(t), `
[keys]
read = ["w", "enter", "u"]
star = "?"
[[macro]]
name = "skim"
key = "space"
commands = ["dismiss"]
`)
	s.shows("Inbox 65", "w read", "? star", "x dismiss")
	s.lacks("w later", "u undo", "? help")
	s.press("w")
	s.shows("Read 1", "Later 0")
	s.press("u")
	s.shows("Read 2")
	s.press("vjr") // no command has r any more
	s.shows("r does nothing here; :help shows all keys")
	s.press("w")
	s.shows("Read 4", ":undo to undo")
	s.press(":undo\r")
	s.shows("Read 2", "Undone")
	s.press(":help\r")
	s.shows("w enter u", "skim: dismiss")
	s.lacks("w later")
	s.press("\x1b")
	s.until("the help closes", func(screen string) bool { return !strings.Contains(screen, "skim: dismiss") })
	s.press("\t\t\r") // in the note's pane too, enter is the user's
	s.shows("Read 3")
	s.lacks("The note is saved as you type")
}

// Without a key for the palette, hints name a command by its name alone; with another one, they name that.
func TestHintsFollowThePalette(t *testing.T) {
	for text, want := range map[string]string{
		"[keys]\nhelp = []":                                "q9 does nothing here; :help",
		"[keys]\nhelp = []\nread = ':'":                    "q9 does nothing here; ctrl+p help",
		"[keys]\nhelp = []\nread = ':'\nstar = ['ctrl+p']": "q9 does nothing here; help",
	} {
		m := &Model{config: configure(t, text)}
		m.table = m.config.commands()
		if got := "q9 does nothing here; " + m.keyOf("help"); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// A new command of dogear may have the name of a user's: both are there, with a hint, and the name alone means dogear's.
func TestUsersNameOfACommand(t *testing.T) {
	s := configured(t, starter(t), "[keys]\nread = 'a'\n[[macro]]\nname = 'read'\nkey = 'r'\ncommands = ['dismiss']\n[[macro]]\nname = 'b'\nkey = 'B'\ncommands = ['read']\n")
	s.shows("Inbox 65", `config.toml:3: the macro "read" has the name of a command of dogear`)
	s.press("r")
	s.shows("Dismissed 1")
	s.press("aB")
	s.shows("Dismissed 1", "Read 2", "a read")
}

// The former name of a macro's commands is understood, with a hint that says what to write.
func TestFormerNameOfCommands(t *testing.T) {
	c := configure(t, "[[macro]]\nname = 'a'\nacts = ['half-down', 'star']\n")
	if got := c.Macros[0].Commands; !slices.Equal(got, []string{"half down", "star"}) {
		t.Errorf("the macro runs %q", got)
	}
	if notes := c.Outdated(); len(notes) != 1 || notes[0].Line != 3 || notes[0].Text != `acts is now called commands: write commands = ["half down", "star"]` {
		t.Errorf("the hint is %v", notes)
	}
	s := configured(t, starter(t), "[[macro]]\nname = 'a'\nacts = 'star'\n")
	s.shows("Inbox 65", `config.toml:3: acts is now called commands: write commands = ["star"]`)
	s.press("j")
	s.shows("2 of 65", "s star")
	if c := configure(t, ConfigExample); len(c.Outdated()) > 0 {
		t.Errorf("the example is outdated: %v", c.Outdated())
	}
}
