// This file owns writing a note in the reader's own editor: the file it is written in, and the command that opens it.
// Running the command is left to the caller: the screen has to give the terminal away first.

package ui

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"

	"dogear/parser"
	"dogear/store"
)

// EditorCommand is the command that opens file in the reader's editor: $VISUAL, else $EDITOR, else vi. The variable may
// hold arguments (code --wait), quoted as for a shell; no shell ever sees them. The command has no streams yet.
func EditorCommand(file string) (*exec.Cmd, error) {
	words, from := []string{defaultEditor()}, ""
	for _, name := range []string{"VISUAL", "EDITOR"} {
		value := strings.TrimSpace(os.Getenv(name))
		if value == "" {
			continue
		}
		var err error
		if words, err = splitWords(value); err != nil {
			return nil, fmt.Errorf("reading $%s: %w", name, err)
		}
		from = " (from $" + name + ")"
		break
	}
	path, err := exec.LookPath(words[0])
	if err != nil {
		return nil, fmt.Errorf("there is no editor %q%s: set VISUAL or EDITOR to yours", words[0], from)
	}
	abs, err := filepath.Abs(file) // also never taken for an option
	if err != nil {
		return nil, fmt.Errorf("opening the editor: %w", err)
	}
	return exec.Command(path, append(words[1:], abs)...), nil //nolint:gosec // the reader's own choice of program
}

func defaultEditor() string {
	if runtime.GOOS == "windows" {
		return "notepad"
	}
	return "vi"
}

// splitWords splits a command as a POSIX shell would, by white space, quotes and backslashes, and expands nothing. On
// Windows a backslash parts folders and is a letter like any other.
func splitWords(s string) ([]string, error) {
	var words []string
	var word strings.Builder
	inWord := false // an empty pair of quotes is a word too
	var quote rune
	runes := []rune(s)
	for i := 0; i < len(runes); i++ {
		switch r := runes[i]; {
		case quote != 0 && r == quote:
			quote = 0
		case r == '\\' && quote != '\'' && runtime.GOOS != "windows" && i+1 < len(runes):
			// Between double quotes a backslash is itself, unless it stands before what it could protect.
			if next := runes[i+1]; quote == 0 || strings.ContainsRune("\"\\$`", next) {
				i++
				r = next
			}
			word.WriteRune(r)
			inWord = true
		case quote != 0:
			word.WriteRune(r)
		case r == '"' || r == '\'':
			quote, inWord = r, true
		case r == ' ' || r == '\t' || r == '\n':
			if inWord {
				words = append(words, word.String())
			}
			word.Reset()
			inWord = false
		default:
			word.WriteRune(r)
			inWord = true
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("a quote (%c) is not closed in %q", quote, s)
	}
	if inWord {
		words = append(words, word.String())
	}
	if len(words) == 0 || words[0] == "" {
		return nil, errors.New("no program is named")
	}
	return words, nil
}

// An EditFile is a note that lies on the disk while an editor has it: the file of a draft, so that what is typed in it is
// offered at the next start if dogear ends before the editor does. The paper's head stands above the text.
type EditFile struct {
	Path  string // .md, so that the editor knows what it is
	Draft *store.Draft
	text  string // as it was given
}

// headEnd is the line below which the note is written.
const headEnd = "<!-- Write below this line. -->"

// editHead is what an editor shows of the paper above its note: a comment, for Markdown.
func editHead(p *store.Paper) string {
	lines := []string{"<!--", p.Title}
	if names := authorNames(p); names != "" {
		lines = append(lines, names)
	}
	for _, l := range p.Links {
		if l.Kind == parser.LinkPage {
			lines = append(lines, l.URL)
			break
		}
	}
	for i, l := range lines[1:] { // nothing in it ends the comment
		lines[i+1] = strings.ReplaceAll(parser.CleanLine(l), "-->", "-- >")
	}
	return strings.Join(append(lines, "-->", headEnd), "\n")
}

// NewEditFile puts the note of a paper where an editor can open it. After the editor has failed, leave the file where it
// is: the text may be in it. Otherwise Close it.
func NewEditFile(lib *store.Library, p *store.Paper) (*EditFile, error) {
	head := editHead(p)
	d, err := lib.NewDraft(p.ID, p.Title, p.Note, head)
	if err != nil {
		return nil, fmt.Errorf("creating a file for the editor: %w", err)
	}
	if err := d.Keep(breakModelines(head + "\n\n" + p.Note + "\n")); err != nil { // editors complain of a last line without its end
		return nil, errors.Join(fmt.Errorf("writing the file for the editor: %w", err), d.Drop())
	}
	return &EditFile{Path: d.Path(), Draft: d, text: p.Note}, nil
}

// opensAtLine are the editors that begin at line N for +N.
var opensAtLine = []string{"vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe"}

// Command opens the file in the reader's editor, with the cursor below the head if it can be told.
func (e *EditFile) Command() (*exec.Cmd, error) {
	cmd, err := EditorCommand(e.Path)
	if err == nil && slices.Contains(opensAtLine, filepath.Base(cmd.Path)) {
		at := fmt.Sprintf("+%d", strings.Count(e.Draft.Head, "\n")+3)
		cmd.Args = slices.Insert(cmd.Args, len(cmd.Args)-1, at)
	}
	return cmd, err
}

// Read is the note as the editor left it, without white space at its end, and whether it is another one.
func (e *EditFile) Read() (text string, changed bool, err error) {
	text, err = DraftText(e.Draft)
	return text, err == nil && text != trimEnd(e.text), err
}

// Close removes the file, and what the editor left beside it.
func (e *EditFile) Close() error { return e.Draft.Drop() }

// DraftText is the text of a draft as the note is to have it.
func DraftText(d *store.Draft) (string, error) {
	text, err := d.Text()
	if err != nil || d.Head == "" {
		return text, err
	}
	text = strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n")
	return trimEnd(withoutHead(strings.ReplaceAll(text, wordJoiner, ""), d.Head)), nil
}

// withoutHead is what is written below the head's last line. What an editor did to the head does not matter: a line that is
// one of the head's but for its white space goes. A line above that is none was typed there by mistake, and is kept. If the
// last line is gone, the head goes where it stands whole.
func withoutHead(text, head string) string {
	same := func(line string) string { return strings.Join(strings.Fields(line), " ") }
	lines, heads := strings.Split(text, "\n"), strings.Split(head, "\n")
	for i := range heads {
		heads[i] = same(heads[i])
	}
	end := slices.IndexFunc(lines, func(l string) bool { return same(l) == headEnd })
	if end < 0 {
		n := len(heads) - 1
		if len(lines) < n || !slices.EqualFunc(lines[:n], heads[:n], func(l, h string) bool { return same(l) == h }) {
			return text
		}
		return strings.Join(dropBlank(lines[n:]), "\n")
	}
	var above []string
	for _, l := range lines[:end] {
		if i := slices.Index(heads, same(l)); i >= 0 {
			heads[i] = headEnd // each goes once; no line above is this one
		} else {
			above = append(above, l)
		}
	}
	below := strings.Join(dropBlank(lines[end+1:]), "\n")
	if kept := strings.Trim(trimEnd(strings.Join(above, "\n")), "\n"); kept != "" {
		return kept + "\n\n" + below
	}
	return below
}

// dropBlank takes the blank line away that parts the head from the text.
func dropBlank(lines []string) []string {
	if len(lines) > 0 && strings.TrimSpace(lines[0]) == "" {
		return lines[1:]
	}
	return lines
}

func trimEnd(s string) string { return strings.TrimRight(s, " \t\n") }

// wordJoiner is invisible and never part of a kept note, where cleaning makes it a visible sign. So what it was put into
// can be told from what was typed, and taken out again.
const wordJoiner = "\u2060"

// modeline is what makes Vim and Emacs obey a text that they open. A note is the reader's own, but what it quotes need
// not be.
var modeline = regexp.MustCompile(`(?i)(\b(?:vi|ex|vim[<=>]?\d*|local variables))(:)|(-)(\*-)`)

// breakModelines puts a word joiner into whatever would act as a modeline.
func breakModelines(text string) string {
	return modeline.ReplaceAllString(text, "$1$3"+wordJoiner+"$2$4")
}
