// This file owns writing a note in the reader's own editor: the file it is written in, and the command that opens it.
// Running the command is left to the caller: the screen has to give the terminal away first.

package ui

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"

	"dogear/parser"
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
		return nil, errors.New("it names no program")
	}
	return words, nil
}

// An EditFile is a text that lies on the disk while an editor has it: a file of the reader's alone, with a random name
// in a folder of its own.
type EditFile struct {
	Path string // .md, so that the editor knows what it is
	text string // as it was given
}

// NewEditFile puts a text where an editor can open it. After the editor has failed, leave the file where it is and say
// where that is: the text may be in it. Otherwise Close it.
func NewEditFile(text string) (*EditFile, error) {
	dir, err := os.MkdirTemp("", "dogear-") // 0700
	if err != nil {
		return nil, fmt.Errorf("making a file for the editor: %w", err)
	}
	f, err := os.CreateTemp(dir, "note-*.md") // 0600
	if err != nil {
		return nil, errors.Join(fmt.Errorf("making a file for the editor: %w", err), os.RemoveAll(dir))
	}
	content := breakModelines(text)
	if content != "" && !strings.HasSuffix(content, "\n") {
		content += "\n" // editors complain of a last line without its end
	}
	_, err = f.WriteString(content)
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, errors.Join(fmt.Errorf("writing the file for the editor: %w", err), os.RemoveAll(dir))
	}
	return &EditFile{Path: f.Name(), text: text}, nil
}

// Read is the text as the editor left it, without white space at its end, and whether it is another one. It opens the
// file by its name: many editors write a new file and rename it.
func (e *EditFile) Read() (text string, changed bool, err error) {
	f, err := os.Open(e.Path)
	if err != nil {
		return "", false, fmt.Errorf("reading what the editor left: %w", err)
	}
	defer func() { _ = f.Close() }()
	b, err := io.ReadAll(io.LimitReader(f, parser.MaxText+1))
	if err != nil {
		return "", false, fmt.Errorf("reading what the editor left: %w", err)
	}
	if len(b) > parser.MaxText {
		return "", false, fmt.Errorf("the text is too long: more than %d MiB", parser.MaxText>>20)
	}
	text = trimEnd(strings.ReplaceAll(string(b), "\r\n", "\n"))
	text = strings.ReplaceAll(text, wordJoiner, "")
	return text, text != trimEnd(e.text), nil
}

// Close removes the file, and what the editor left beside it.
func (e *EditFile) Close() error { return os.RemoveAll(filepath.Dir(e.Path)) }

func trimEnd(s string) string { return strings.TrimRight(s, " \t\n") }

// wordJoiner is invisible and never part of a kept note, where cleaning makes it a visible sign. So what it was put into
// can be told from what was typed, and taken out again.
const wordJoiner = "\u2060"

// modeline is what makes Vim and Emacs obey a text that they open. A note is the reader's own, but what it quotes need
// not be.
var modeline = regexp.MustCompile(`(?i)(\b(?:vi|ex|vim(?:[<=>]?\d+)?|local variables))(:)|(-)(\*-)`)

// breakModelines puts a word joiner into whatever would act as a modeline.
func breakModelines(text string) string {
	return modeline.ReplaceAllString(text, "$1$3"+wordJoiner+"$2$4")
}
