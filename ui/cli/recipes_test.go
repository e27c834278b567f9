package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// recipes are the code blocks of the README's recipes: what they are written for, and the text.
func recipes(t *testing.T) (blocks [][2]string) {
	t.Helper()
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(readme), "\n## Recipes\n")
	rest, _, _ = strings.Cut(rest, "\n## ")
	for i, part := range strings.Split(rest, "```") {
		if i%2 == 1 {
			kind, text, _ := strings.Cut(part, "\n")
			blocks = append(blocks, [2]string{kind, text})
		}
	}
	return blocks
}

// Each of the README's recipes does what it says. Programs that are not here have stand-ins, and so has the network.
func TestRecipes(t *testing.T) {
	checks := []struct{ about, check string }{ // what has to hold after each
		{"crontab", `test $(dogear digests | wc -l) -eq 3`},
		{"neomutt", `test $(dogear digests | wc -l) -eq 4`},
		{"aside", `dogear list is:later mamba | grep -q .`},
		{"leaf", `grep -q "^Number" printed`},
		{"who", `grep -q "[A-Z]" printed`},
		{"pdf", `grep -q "^-fsSLO http.*pdf" fetched`},
		{"thesis", `grep -q "^@" thesis.bib`},
		{"git", `git -C papers log --oneline | grep -q .`},
		{"status line", `grep -q "undecided" printed`},
		{"week", `grep -q "^#" week-*.md`},
	}
	blocks := recipes(t)
	if len(blocks) != len(checks) {
		t.Fatalf("%d recipes, want %d", len(blocks), len(checks))
	}
	s := newShop(t, map[string]string{"curl": `case "$*" in *rss*) cat feed.xml ;; *) echo "$@" >> fetched ;; esac`})
	for name, script := range lacking(map[string]string{
		"fzf": "grep Graph.Mamba:", "git": "case $3 in log) echo commit ;; esac", // without options: they would be a real one's
		"jq": `case "$*" in *undecided*) echo 1 undecided ;; *authors*) echo "Jane Doe" ;; *) echo https://example.org/pdf ;; esac`,
	}) {
		s.check(os.WriteFile(filepath.Join(s.dir, ".bin", name), []byte("#!/bin/sh\n"+script+"\n"), 0o755)) //nolint:gosec // to be run
	}
	for from, to := range map[string]string{"arxiv-atom.xml": "feed.xml", "arxiv-listing.eml": "mail.eml", "arxiv-api.xml": "api.xml"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "parser", "testdata", from))
		s.check(err)
		s.check(os.WriteFile(filepath.Join(s.dir, to), text, 0o600))
	}
	s.env = append(s.env, "FZF_DEFAULT_OPTS=--exact --filter='Graph Mamba:'", "GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.org", "GIT_COMMITTER_NAME=a",
		"GIT_COMMITTER_EMAIL=a@example.org")
	s.run(`dogear import api.xml || test $? = 3; dogear mark later --query source:arxiv; dogear mark star --query source:arxiv; dogear tag add thesis 3
		mkdir papers; git init -q papers`)
	for i, b := range blocks {
		kind, script := b[0], b[1]
		switch kind {
		case "crontab": // five fields of when, then the command
			fields := strings.Fields(script)
			for _, f := range fields[:5] {
				if strings.Trim(f, "0123456789*/,-") != "" {
					t.Errorf("%q is no time of cron's", f)
				}
			}
			script = strings.Join(fields[5:], " ")
		case "muttrc":
			_, rest, _ := strings.Cut(script, `"<pipe-message>`)
			command, _, isMacro := strings.Cut(rest, `<enter>"`)
			if !isMacro {
				t.Errorf("no macro: %s", script)
			}
			script = command + " < mail.eml"
		}
		printed := s.run(script)
		s.check(os.WriteFile(filepath.Join(s.dir, "printed"), []byte(printed), 0o600))
		t.Log(checks[i].about)
		s.run(checks[i].check)
	}
}
