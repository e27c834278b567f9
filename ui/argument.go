// This file owns the arguments of the user's own commands: where a paper's fields stand in them, and what they become.
//
// A field is a whole argument, or the value of an option as in --title={title}: never a part of a text, since a text may be
// a script. The fields {id} and {arxiv}, which are made of digits and few signs, may stand anywhere. Two braces are one that
// stands for itself. A value is one argument, whatever is in it; no shell sees it.

package ui

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"dogear/parser"
	"dogear/store"
)

// A fieldOf is a field of a paper that can stand in an argument.
type fieldOf struct {
	name  string
	what  string // for messages: it has no …
	isURL bool
	plain bool // its values are safe as a part of any text
	value func(p *store.Paper) string
}

// argumentFields are all of them. The value of {key} is looked up elsewhere, since no two papers have the same.
var argumentFields = []fieldOf{
	{"title", "title", false, false, func(p *store.Paper) string { return p.Title }},
	{"arxiv", "arXiv id", false, true, func(p *store.Paper) string { return p.ArXiv }},
	{"doi", "DOI", false, false, func(p *store.Paper) string { return p.DOI }},
	{"url", "web page", true, false, pageAddress},
	{"pdf", "PDF", true, false, func(p *store.Paper) string { a, _ := p.Link(parser.LinkPDF); return a }},
	{"key", "citation key", false, false, nil},
	{"id", "number", false, true, func(p *store.Paper) string { return strconv.FormatInt(p.ID, 10) }},
}

// pageAddress is the address of a paper's page or, without one, that of its DOI, or the best that there is.
func pageAddress(p *store.Paper) string {
	page, _ := p.Link(parser.LinkPage)
	doi := ""
	if p.DOI != "" {
		doi = doiAddress(p.DOI)
	}
	return cmp.Or(page, doi, address(p))
}

// An argument is a sequence of texts and fields.
type argument []argumentPart

// An argumentPart is a text, or a field.
type argumentPart struct {
	text  string
	field *fieldOf
}

func (a argument) hasField() bool {
	return slices.ContainsFunc(a, func(p argumentPart) bool { return p.field != nil })
}

// uses reports whether any argument has the field of a name.
func uses(args []argument, name string) bool {
	return slices.ContainsFunc(args, func(a argument) bool {
		return slices.ContainsFunc(a, func(p argumentPart) bool { return p.field != nil && p.field.name == name })
	})
}

// optionBefore is what may stand before a field: an option and an equals sign.
var optionBefore = regexp.MustCompile(`^--?[A-Za-z0-9][A-Za-z0-9_.-]*=$`)

// parseArgument reads an argument as the configuration has it.
func parseArgument(s string) (argument, error) {
	var a argument
	var text strings.Builder
	flush := func() {
		if text.Len() > 0 {
			a = append(a, argumentPart{text: text.String()})
			text.Reset()
		}
	}
	for rest := s; rest != ""; {
		switch {
		case strings.HasPrefix(rest, "{{"), strings.HasPrefix(rest, "}}"):
			text.WriteByte(rest[0])
			rest = rest[2:]
		case rest[0] == '{':
			name, after, closed := strings.Cut(rest[1:], "}")
			i := slices.IndexFunc(argumentFields, func(f fieldOf) bool { return f.name == name })
			switch {
			case !closed:
				return nil, fmt.Errorf("the brace in %q is not closed; write {{ for a brace that stands for itself", printable(s))
			case i < 0:
				return nil, fmt.Errorf("there is no field {%s}%s (there are %s; write {{ for a brace that stands for itself)",
					printable(name), didYouMean(name, fieldNames()), "{"+strings.Join(fieldNames(), "} {")+"}")
			}
			flush()
			a = append(a, argumentPart{field: &argumentFields[i]})
			rest = after
		default:
			text.WriteByte(rest[0])
			rest = rest[1:]
		}
	}
	flush()
	for i, p := range a {
		whole := len(a) == 1 || i == 1 && len(a) == 2 && optionBefore.MatchString(a[0].text)
		if p.field != nil && !p.field.plain && !whole {
			return nil, fmt.Errorf("{%s} must be an argument of its own, or the value of an option as in --option={%[1]s}: %q", p.field.name, printable(s))
		}
	}
	return a, nil
}

func fieldNames() []string {
	names := make([]string, len(argumentFields))
	for i := range argumentFields {
		names[i] = argumentFields[i].name
	}
	return names
}

// A lacksError tells that a paper has nothing to stand for a field.
type lacksError struct{ what string }

func (e lacksError) Error() string { return "it has no " + e.what }

// errLikeOption tells that a value would be taken for an option.
var errLikeOption = errors.New(`it begins with a minus sign, which the program would take for an option: write --option={field}, or "--" as an argument before it`)

// fill writes the argument for a paper. Ended tells that the program takes no options any more: "--" stood before.
func (a argument) fill(p *store.Paper, key string, ended bool) (string, error) {
	var b strings.Builder
	for i, part := range a {
		if part.field == nil {
			b.WriteString(part.text)
			continue
		}
		f, value := part.field, key
		if f.value != nil {
			value = f.value(p)
		}
		value = strings.TrimSpace(printable(value))
		switch {
		case value == "":
			return "", lacksError{f.what}
		case i == 0 && !ended && strings.HasPrefix(value, "-"):
			return "", fmt.Errorf("{%s}: %w", f.name, errLikeOption)
		case f.isURL:
			if _, err := checkAddress(value); err != nil {
				return "", fmt.Errorf("{%s}: %w", f.name, err)
			}
		}
		b.WriteString(value)
	}
	return b.String(), nil
}

// fillAll writes arguments for papers: an argument with a field becomes one for each paper, the others stay as they are.
func fillAll(args []argument, papers []*store.Paper, keys map[int64]string) ([]string, *paperError) {
	var all []string
	ended := false
	for _, a := range args {
		of := papers
		if !a.hasField() {
			of = papers[:1]
		}
		for _, p := range of {
			text, err := a.fill(p, keys[p.ID], ended)
			if err != nil {
				return nil, &paperError{forPapers([]*store.Paper{p}), err}
			}
			all = append(all, text)
		}
		ended = ended || len(a) == 1 && a[0].text == "--"
	}
	return all, nil
}
