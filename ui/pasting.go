// This file owns what is pasted into the reader or dropped on it.

package ui

import (
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dogear/store"
)

// handlePaste takes pasted text: into what is taking text, or as a search; as a digest if it has several lines, as papers to
// add if each line is an identifier or the address of a paper's page, and as files to import if it is their paths, which is
// what a terminal makes of files that are dropped on it.
func (m *Model) handlePaste(msg tea.PasteMsg) tea.Cmd {
	return m.accept(input{do: func() tea.Cmd { return m.paste(msg) }})
}

// paste handles pasted text when it is its turn.
func (m *Model) paste(msg tea.PasteMsg) tea.Cmd {
	m.status.touch()
	msg.Content = pastedLineEnds.Replace(msg.Content)
	text := msg.Content
	lines := strings.Split(strings.TrimSpace(text), "\n")
	switch p, takes := m.overlay.(paster); {
	case takes:
		return p.paste(m, printable(text))
	case m.overlay != nil:
		return nil
	case m.prompt != nil:
		cmd := m.prompt.handle(tea.PasteMsg{Content: printable(text)})
		if m.prompt.kind == searchPrompt {
			return tea.Batch(cmd, m.searchFor(m.prompt.input.Value()))
		}
		return cmd
	case m.note.editing:
		return m.note.handle(msg)
	case strings.TrimSpace(text) == "":
		return nil
	}
	if ids := Identifiers(text); len(ids) > 0 {
		return m.importIdentifiers(ids)
	}
	if len(lines) == 1 {
		if paths := droppedPaths(text); len(paths) > 0 {
			return m.holdKeys(lookFor(paths, text))
		}
		return m.searchPasted(text)
	}
	m.overlay = &question{
		title: "Import the pasted text?",
		text:  []string{store.Plural(len(lines), "line") + ", beginning with", "“" + cut(printable(lines[0]), 60) + "”"},
		choices: []choice{{"enter", "import it", func(m *Model) tea.Cmd {
			return m.importText("pasted text", text)
		}}},
	}
	return nil
}

// pastedLineEnds are the line ends in pasted text: terminals send CR for each, as if return had been pressed.
var pastedLineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// searchPasted searches for a pasted line.
func (m *Model) searchPasted(text string) tea.Cmd {
	cmd := m.askSearch()
	m.prompt.input.SetValue(printable(text))
	m.prompt.input.CursorEnd()
	return tea.Batch(cmd, m.searchFor(m.prompt.input.Value()))
}

// droppedPaths are the paths that a line consists of, as terminals write files that are dropped on them: absolute, parted by
// spaces, quoted or with backslashes before what a shell would not take for a part of a name, or as file: addresses. Any
// other line has none.
func droppedPaths(line string) []string {
	var paths []string
	for _, word := range shellWords(strings.TrimSpace(line)) {
		if u, err := url.Parse(word); err == nil && u.Scheme == "file" && (u.Host == "" || u.Host == "localhost") {
			word = filepath.FromSlash(withoutSlash(u.Path, runtime.GOOS))
		}
		word = expandHome(word)
		if !filepath.IsAbs(word) {
			return nil
		}
		paths = append(paths, word)
	}
	return paths
}

// withoutSlash takes off the slash that a file: address has before a drive of Windows.
func withoutSlash(path, system string) string {
	if system == "windows" && len(path) > 2 && path[2] == ':' {
		return path[1:]
	}
	return path
}

// shellWords parts a line as a POSIX shell would, as far as terminals need it: quotes and backslashes.
func shellWords(line string) (words []string) {
	var word strings.Builder
	inWord, quote := false, byte(0)
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '\'' || c == '"'):
			quote, inWord = c, true
		case quote != '\'' && c == '\\' && i+1 < len(line) && os.PathSeparator != '\\':
			i++
			word.WriteByte(line[i])
			inWord = true
		case quote == 0 && c == ' ':
			if inWord {
				words = append(words, word.String())
			}
			word.Reset()
			inWord = false
		default:
			word.WriteByte(c)
			inWord = true
		}
	}
	if inWord {
		words = append(words, word.String())
	}
	return words
}

// droppedMsg reports whether what looks like paths are.
type droppedMsg struct {
	paths []string
	text  string
	there bool
}

// lookFor looks whether there are files at paths.
func lookFor(paths []string, text string) tea.Cmd {
	return func() tea.Msg {
		for _, p := range paths {
			if _, err := os.Stat(p); err != nil {
				return droppedMsg{paths, text, false}
			}
		}
		return droppedMsg{paths, text, true}
	}
}

// take asks about files that were dropped. A line that only looked like a path is a search like any other.
func (msg droppedMsg) take(m *Model) tea.Cmd {
	if !msg.there {
		return m.searchPasted(msg.text)
	}
	name := filepath.Base(msg.paths[0])
	if more := len(msg.paths) - 1; more > 0 {
		name += " and " + store.Plural(more, "other")
	}
	m.overlay = &question{
		title:   "Import " + cut(printable(name), 40) + "?",
		text:    msg.paths[:min(len(msg.paths), 5)],
		choices: []choice{{"enter", "import it", func(m *Model) tea.Cmd { return m.importPaths(name, msg.paths) }}},
	}
	return nil
}
