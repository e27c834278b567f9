// This file owns the fields of queries: what can stand before a colon, and how its value is read.

package store

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"dogear/store/fulltext"
)

// A fieldParser reads a field's value. A reason says why it cannot.
type fieldParser func(p *queryParser, value string, prefix bool) (n node, reason string)

// fields are what can stand before a colon.
var fields = map[string]fieldParser{
	"title": textField("title"), "abstract": textField("abstract"), "author": textField("authors"), "note": textField("note"),
	"venue": textField("venue"), "category": textField("category"), "keyword": textField("keyword"),
	"tag": func(_ *queryParser, v string, prefix bool) (node, string) {
		return tagNode{strings.TrimPrefix(v, "#"), prefix}, ""
	},
	"source": func(_ *queryParser, v string, _ bool) (node, string) {
		w := fulltext.Words(v)
		if len(w) == 0 {
			return nil, "source: needs a name"
		}
		return sourceNode{w}, ""
	},
	"digest": func(_ *queryParser, v string, _ bool) (node, string) {
		id, err := strconv.ParseInt(v, 10, 64)
		if err != nil {
			return nil, "digest: needs the number of a digest, as `dogear digests` shows it"
		}
		return digestNode{id}, ""
	},
	"arxiv": func(_ *queryParser, v string, _ bool) (node, string) { return idNode{"arxiv", strings.ToLower(v)}, "" },
	"doi":   func(_ *queryParser, v string, _ bool) (node, string) { return idNode{"doi", strings.ToLower(v)}, "" },
	"year":  yearField, "added": addedField, "is": isField, "has": hasField, "sort": sortField,
}

// examples are shown with a mistake in a field.
var examples = map[string]string{
	"source": `source:"Hugging Face"`, "digest": "digest:12", "year": "year:2020..2024", "added": "added:7d", "is": "is:inbox", "has": "has:code",
	"sort": "sort:date",
}

func textField(column string) fieldParser {
	return func(p *queryParser, v string, prefix bool) (node, string) { return p.leaf(column, v, prefix), "" }
}

func yearField(_ *queryParser, v string, _ bool) (node, string) {
	from, to, isRange := strings.Cut(v, "..")
	if !isRange {
		to = from
	}
	for _, y := range []string{from, to} {
		if n, err := strconv.Atoi(y); y != "" && (err != nil || len(y) != 4 || n < 0) {
			return nil, "a year has four digits"
		}
	}
	return yearNode{from, to}, ""
}

func addedField(p *queryParser, v string, _ bool) (node, string) {
	const reason = "added: needs a number of days, weeks, months or years, or a date"
	if n, err := strconv.Atoi(v[:len(v)-1]); err == nil && n >= 0 && n < 10000 {
		switch v[len(v)-1] {
		case 'd':
			return addedNode{from: p.now.AddDate(0, 0, -n)}, ""
		case 'w':
			return addedNode{from: p.now.AddDate(0, 0, -7*n)}, ""
		case 'm':
			return addedNode{from: p.now.AddDate(0, -n, 0)}, ""
		case 'y':
			return addedNode{from: p.now.AddDate(-n, 0, 0)}, ""
		}
	}
	from, to, isRange := strings.Cut(v, "..")
	if !isRange {
		to = from
	}
	var n addedNode
	var err error
	if from != "" {
		if n.from, err = time.ParseInLocation(time.DateOnly, from, p.now.Location()); err != nil {
			return nil, reason
		}
	}
	if to != "" {
		if n.to, err = time.ParseInLocation(time.DateOnly, to, p.now.Location()); err != nil {
			return nil, reason
		}
		n.to = n.to.AddDate(0, 0, 1)
	}
	return n, ""
}

func isField(_ *queryParser, v string, _ bool) (node, string) {
	v = strings.ToLower(v)
	switch v {
	case "starred", "noted", "tagged", "stub", "snoozed":
		return isNode{flag: v}, ""
	}
	s, err := ParseStatus(v)
	if err != nil {
		return nil, oneOfValues("is", v)
	}
	return isNode{status: s}, ""
}

func hasField(_ *queryParser, v string, _ bool) (node, string) {
	switch v = strings.ToLower(v); v {
	case "pdf", "code":
		return hasNode{v}, ""
	case "note":
		return isNode{flag: "noted"}, ""
	}
	return nil, oneOfValues("has", v)
}

func sortField(p *queryParser, v string, _ bool) (node, string) {
	s, ok := ParseSort(strings.ToLower(v))
	if !ok {
		return nil, oneOfValues("sort", v)
	}
	p.sort = s
	return nil, ""
}

// oneOfValues is why a value cannot be read of a field that has only some.
func oneOfValues(field, value string) string {
	names := FieldValues[field]
	if field == "sort" { // each may have a minus sign before it
		names = sortNames(Sorts)
	}
	last := len(names) - 1
	return fmt.Sprintf("%s: has no %q, only %s and %s", field, value, strings.Join(names[:last], ", "), names[last])
}
