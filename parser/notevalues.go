package parser

// This file owns the values of the properties of notes: links in them, lists that are written as one text, names.

import (
	"strings"
)

var (
	wikiLink     = pattern(`!?\[\[([^\[\]|]*)(?:\|[^\[\]]*)?\]\]`)
	noteInitials = pattern(`^(?:\pL\.[ -]?)+$`)
	tagSplit     = pattern(`[,;\s]+`)
	valueSplit   = pattern(`\s*[,;]\s*`)
)

// noteText is a value without its links: [[People/Ann Example|Ann]] is Ann Example, [text](https://…) is text.
func noteText(s string) string {
	if strings.Contains(s, "[[") {
		s = wikiLink().ReplaceAllStringFunc(s, func(link string) string {
			target := wikiLink().FindStringSubmatch(link)[1]
			target = target[strings.LastIndexByte(target, '/')+1:]
			return strings.TrimPrefix(strings.TrimSpace(target), "@")
		})
	}
	if strings.Contains(s, "](") {
		s = plainText(inlineRuns(s, nil))
	}
	return strings.TrimSpace(s)
}

// noteAddress is where a value leads: [text](https://…) and <https://…> are https://….
func noteAddress(s string) string {
	if strings.Contains(s, "](") || strings.Contains(s, "<http") {
		for _, run := range inlineRuns(s, nil) {
			if run.href != "" {
				return run.href
			}
		}
	}
	return noteText(s)
}

// noteList is a list, which may be written as one text: "a, b", "[[a]], [[b]]".
func noteList(p property) []string {
	var list []string
	for _, v := range p.values {
		if len(p.values) > 1 {
			list = append(list, noteText(v))
			continue
		}
		for _, s := range valueSplit().Split(v, -1) {
			list = append(list, strings.TrimPrefix(noteText(s), "#"))
		}
	}
	return list
}

// noteWords is a list of tags, which may also be parted by spaces: "#a #b", "a b", "[[A B]], c".
func noteWords(p property) []string {
	var list []string
	for _, v := range p.values {
		links := wikiLink().FindAllString(v, -1)
		if len(p.values) == 1 || len(links) > 0 {
			rest := wikiLink().ReplaceAllString(v, " ")
			for _, link := range links {
				list = append(list, noteText(link))
			}
			for _, s := range tagSplit().Split(rest, -1) {
				if s = strings.TrimPrefix(s, "#"); s != "" {
					list = append(list, s)
				}
			}
			continue
		}
		list = append(list, strings.TrimPrefix(strings.TrimSpace(v), "#"))
	}
	return list
}

// notePeople reads names: a list of them, or all in one text. more tells that there are others.
func notePeople(p property) (people []Author, more bool) {
	values := make([]string, 0, len(p.values))
	for _, v := range p.values {
		v = showLine(noteText(v))
		rest, others := cutMore(v)
		v, more = rest, more || others
		if v != "" {
			values = append(values, v)
		}
	}
	if len(values) == 1 && len(p.values) == 1 {
		return namesIn(values[0]), more
	}
	for i := 0; i < len(values); i++ {
		name := values[i]
		if i+1 < len(values) && !strings.ContainsAny(name, " ,") && noteInitials().MatchString(values[i+1]) {
			i++ // [Doe, J., Roe, R.] lost the quotes around its names
			name += ", " + values[i]
		}
		people = appendNames(people, strings.Split(name, ";"))
	}
	return people, more
}

// appendNames adds names that stand alone each: family first if there is a comma.
func appendNames(people []Author, names []string) []Author {
	for _, name := range names {
		if a := citedAuthor(name); a.Family != "" {
			people = append(people, a)
		}
	}
	return people
}
