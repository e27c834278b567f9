package ui

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// configure reads a configuration that is right.
func configure(t testing.TB, text string) *Config {
	t.Helper()
	c, err := ParseConfig("config.toml", []byte(text), noEnvironment, noViews)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func noEnvironment(string) string { return "" }
func noViews() []string           { return nil }

func TestConfigExample(t *testing.T) {
	c := configure(t, ConfigExample)
	for _, s := range settings() {
		if c.From(s.path) == "default" {
			t.Errorf("the example does not set %s", s.path)
		}
	}
	for name := range colourNames {
		if !strings.Contains(ConfigExample, name) {
			t.Errorf("the example does not name the colour %s", name)
		}
	}
	for _, names := range [][]string{themeNames, dateNames(), sortNames(), columnNames(), copyNames()} {
		for _, n := range names {
			if !strings.Contains(ConfigExample, n) {
				t.Errorf("the example does not name %s", n)
			}
		}
	}
	for name, verb := range dateVerbs {
		if !strings.Contains(ConfigExample, "%"+string(name)) {
			t.Errorf("the example does not name %%%c (%s)", name, verb)
		}
	}
	if len(c.Macros) == 0 || len(c.Keys) == 0 {
		t.Error("the example has no keys, or no macros")
	}
}

// What is printed can be read again, and then says the same.
func TestConfigRoundTrip(t *testing.T) {
	for _, text := range []string{"", ConfigExample, "[keys]\nquit = \"Q\"\nlater = []\nread = '\\'\n[commands]\nbrowser = [\"a \\\"b\\\\\", \"\\u007f\\u0001é\"]\n"} {
		c := configure(t, text)
		var b strings.Builder
		if err := c.Write(&b); err != nil {
			t.Fatal(err)
		}
		again := configure(t, b.String())
		got, want := again.Values(), c.Values()
		for _, all := range [][]ConfigValue{got, want} {
			for i := range all {
				all[i].From = ""
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("written as\n%s\nread as %v, not %v", b.String(), got, want)
		}
	}
}

// Every mistake is named, with its line, and a text with many tells them all.
func TestConfigMistakes(t *testing.T) {
	for text, want := range map[string]string{
		"\nthme = 'dark'":                           `config.toml:2: there is no setting "thme"; did you mean "theme"?`,
		"theme = 'drak'":                            `config.toml:1: theme must be one of auto, light, dark, high-contrast, not "drak"; did you mean "dark"?`,
		"theme = 3":                                 "config.toml:1: theme must be a text in quotes, not a number",
		"date = '%q'":                               "config.toml:1: %q means nothing",
		"date = 'isoo'":                             `did you mean "iso"?`,
		"date = '%Y\\\\%'":                          "a % at the end",
		"view = 'inbx'":                             `config.toml:1: there is no view "inbx"; did you mean "inbox"?`,
		"sort = 'size'":                             `config.toml:1: sort must be one of added, date`,
		"columns = 'date'":                          `config.toml:1: columns must be a list such as ["one", "two"], not a text`,
		"columns = [\n'date',\n'autors']":           `config.toml:3: each of columns must be one of`,
		"columns = ['date',\n\n'date']":             `config.toml:3: "date" is listed twice in columns`,
		"copy = 'bib'":                              `config.toml:1: copy must be one of citation`,
		"browser = ['x']":                           `did you mean "commands.browser"? The lines below a [table] belong to that table`,
		"[commands]\nbrowser = 'firefox -P x'":      `config.toml:2: commands.browser must be a list of the program and its arguments, because no shell splits it: write ["firefox", "-P", "x"]`,
		"[commands]\npdf = ['sh', '-c', 'x {url}']": "config.toml:2: {url} must be an argument of its own",
		"[commands]\npdf = ['{url}']":               "config.toml:2: commands.pdf would run the address",
		"[commands]\nclipboard = ['x', '{url}']":    "config.toml:2: commands.clipboard is given the text on its standard input",
		"[commands]\nviewer = ['x']":                `config.toml:2: there is no setting "commands.viewer"`,
		"[commands]\ntheme = 'dark'":                `did you mean "theme"? The lines below`,
		"commands = 3":                              "config.toml:1: commands is a table",
		"[keys]\nlatr = 'z'":                        `config.toml:2: there is no command "latr"; did you mean "later"?`,
		"[keys]\ntheme = 'z'":                       `config.toml:2: there is no command "theme"; the setting theme belongs above`,
		"[keys]\nread = 'z'\ntags = ['t', 'z']":     `config.toml:3: the key "z" is used twice: for tags (here) and for read (line 2)`,
		"[keys]\nhalf-down = 'z'\n'half down'='a'":  `the command "half down" is listed twice`,
		"[keys]\nread = 'ctrl+c'":                   "config.toml:2: ctrl+c always",
		"[keys]\nread = ['r', 'shift+g']":           `config.toml:2: with shift the key types another character: write that one, for example "G"`,
		"[keys]\nread = 'pagdown'":                  `config.toml:2: "pagdown" is not a key; did you mean "pgdown"?`,
		"[keys]\nread = 'ctrl+X'":                   `write "ctrl+x", or "ctrl+shift+x"`,
		"[keys]\nread = 'gg'":                       `"gg" is not a key`,
		"[keys]\nread = ''":                         `"" is not a key`,
		"[keys]\nread = ['r',\n'r']":                `config.toml:3: the key "r" is listed twice`,
		"[colours]\nacent = '#fff'":                 `config.toml:2: there is no colour "acent"; did you mean "accent"?`,
		"[colours]\nstar = 'red'":                   `config.toml:2: "red" is not a colour`,
		"[colours]\nstar = '256'":                   `config.toml:2: "256" is not a colour`,
		"[colours.light]\nstar = '#12345g'":         `config.toml:2: "#12345g" is not a colour`,
		"[tags]\n'two words' = '#fff'":              `config.toml:2: invalid tag "two words"`,
		"[tags]\ngnn = 'red'":                       `config.toml:2: "red" is not a colour: write "#b9a6ff", or a number from 0 to 255 such as "141", or one of the theme's: later, star`,
		"[colors]":                                  `config.toml:1: there is no setting "colors"; did you mean "colours"?`,
		"[[macro]]\nname = 'a'\nacts = ['dismis']":  `config.toml:3: there is no command "dismis"; did you mean "dismiss"?`,
		"[[macro]]\nname = 'a'":                     "config.toml:1: the macro does nothing",
		"[[macro]]\nacts = ['read']":                "config.toml:1: the macro has no name",
		"\n[[macro]]\nname='a'\nacts=['read']\n[[macro]]\nname='a'\nacts=['read']":                 `config.toml:5: there are two macros named "a"`,
		"[[macro]]\nname='a'\nacts=['read']\n[[macro]]\nname='b'\nacts=[\n'a']":                    `config.toml:7: "a" is a macro`,
		"[[macro]]\nname='a'\nacts=['read']\nkey='z'\n[[macro]]\nname='b'\nacts=['read']\nkey='z'": `config.toml:8: the key "z" is used twice: for the macro b (here) and for the macro a (line 4)`,
		"[[macro]]\nname='a'\nacts=[]":                 "config.toml:3: the macro has no commands",
		"[[macro]]\nname='a'\nacts=['read']\nkeys='z'": `config.toml:4: a macro has no setting "keys"; did you mean "key"? (it has name, key, commands)`,
		"macro = 3":                               "config.toml:1: macros are written each below a [[macro]]",
		"theme = 'dark'\ntheme = 'a'":             "config.toml:2: this is not valid TOML",
		"theme = \n":                              "config.toml:1: this is not valid TOML",
		"a=" + strings.Repeat("[", 1000):          "config.toml:1: this is nested deeper",
		"\n[" + strings.Repeat("a.", 1000) + "a]": "config.toml:2: this is nested deeper",
		"x = '\xff'":                              "config.toml:1: the file is not in UTF-8",
		strings.Repeat("#", MaxConfig+1):          "larger than 64 KiB",
		"\"\\u001b[31m\" = 1":                     `there is no setting "␛[31m"`,
	} {
		c, err := ParseConfig("config.toml", []byte(text), noEnvironment, noViews)
		var mistakes ConfigError
		if c != nil || !errors.As(err, &mistakes) || len(mistakes) != 1 || !strings.Contains(err.Error(), want) {
			t.Errorf("%.100q:\n%v\nand not\n%s", text, err, want)
		}
	}
	_, err := ParseConfig("c.toml", []byte("a = 1\n[keys]\nb = 'c'\nread = ['z', 'z']\n[colours]\nd = '1'\n"), noEnvironment, noViews)
	var mistakes ConfigError
	if !errors.As(err, &mistakes) || len(mistakes) != 4 || !slices.IsSortedFunc(mistakes, func(a, b Mistake) int { return a.Line - b.Line }) {
		t.Errorf("several mistakes: %v", err)
	}
	_, err = ParseConfig("c.toml", []byte("[[command]]\nkey = 'z'\nrun = ['x']\n[keys]\nread = 'z'\n"), noEnvironment, noViews)
	if err == nil || !strings.Contains(err.Error(), "for read (here) and for the command without a name (line 2)") {
		t.Errorf("a command without a name: %v", err)
	}
}

func TestConfigFromEnvironment(t *testing.T) {
	env := map[string]string{"DOGEAR_THEME": "light", "DOGEAR_VIEW": "Graphs"}
	c, err := ParseConfig("c.toml", []byte("theme = 'dark'\nsort = 'title'"), func(n string) string { return env[n] }, func() []string { return []string{"Graphs"} })
	if err != nil || c.Theme != "light" || c.View != "Graphs" || c.From("theme") != "environment: DOGEAR_THEME" || c.From("sort") != "c.toml:2" || c.From("date") != "default" {
		t.Errorf("%+v, %v", c, err)
	}
	env["DOGEAR_THEME"] = "lihgt"
	if _, err = ParseConfig("c.toml", nil, func(n string) string { return env[n] }, noViews); err == nil || !strings.Contains(err.Error(), "DOGEAR_THEME: theme must be one of") {
		t.Error(err)
	}
}

func TestKeyNames(t *testing.T) {
	for typed, want := range map[string]string{
		"r": "r", "G": "G", "+": "+", "ctrl++": "ctrl++", "Ctrl+r": "ctrl+r", "alt+ctrl+x": "ctrl+alt+x", "shift+tab": "shift+tab",
		"Escape": "esc", "return": "enter", " ": "space", "PageDown": "pgdown", "F5": "f5", "é": "é", "語": "語", "ctrl+space": "ctrl+space",
	} {
		if got, err := cleanKey(typed); got != want || err != nil {
			t.Errorf("%q: %q, %v; want %q", typed, got, err, want)
		}
	}
}

// Everything in a text has its line.
func TestLinesOf(t *testing.T) {
	const text = `# a comment with [brackets] and = signs
a = 1 # [no.table]
b."c d".'e' = """
[not.a.table]
x = "\"""" # closed by three of the four quotes
f = [ # a list
  "one", # ]
  'two,', [
  3, 4 ],
]
[t]
g = { h = 1, i = [ "x",
  "y" ] }
[[m]]
n = '''
'''
[m.sub]
o = 1
[[m]]
n = 2
[m.sub]
o = 2
`
	lines, _ := linesOf(text)
	for path, want := range map[string]int{
		"a": 2, "b": 3, "b.c d": 3, "b.c d.e": 3, "f": 6, "f[0]": 7, "f[1]": 8, "f[2]": 8, "f[2][0]": 9, "t": 11, "t.g": 12, "t.g.h": 12, "t.g.i[1]": 13,
		"m": 14, "m[0]": 14, "m[0].n": 15, "m[0].sub.o": 18, "m[1]": 19, "m[1].n": 20, "m[1].sub": 21, "m[1].sub.o": 22,
	} {
		if lines[path] != want {
			t.Errorf("%s is in line %d, not %d", path, lines[path], want)
		}
	}
	if lines["not"] != 0 || lines["x"] != 0 {
		t.Error("a string was taken for keys")
	}
}

// What can be read as TOML has a line for every key; what cannot makes no panic; and no mistake is without its line.
func FuzzParseConfig(f *testing.F) {
	f.Add(ConfigExample)
	f.Add("a.b = [{c = 1, d = '''x''''}, []]\n[[m]]\n[m.n]\n\"q\\\"\" = 1")
	f.Add("[keys]\nread = 'w'\n[[macro]]\nname = 'x'\nacts = ['read', 3]")
	f.Fuzz(func(t *testing.T, text string) {
		_, err := ParseConfig("c", []byte(text), noEnvironment, noViews)
		var mistakes ConfigError
		if errors.As(err, &mistakes) {
			for _, m := range mistakes {
				if m.Line < 1 && len(text) <= MaxConfig {
					t.Errorf("%q: %v", text, m)
				}
			}
		}
		var doc map[string]any
		if _, err := toml.Decode(text, &doc); err != nil {
			return
		}
		lines, deep := linesOf(strings.TrimPrefix(text, "\ufeff"))
		if deep > 0 {
			return
		}
		for name := range doc {
			if lines[name] < 1 {
				t.Errorf("%q: %q has no line", text, name)
			}
		}
	})
}
