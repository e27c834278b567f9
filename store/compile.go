// This file owns the way from a query's tree to a search of words and to SQL.
//
// Words go to the search index: what must match is one tree that drives the read, newest first by itself; all else is a
// condition on the paper, so that a window costs what the window holds. Nothing the reader types is part of a statement:
// words are letters and digits by then, the rest are parameters.

package store

import (
	"slices"
	"strings"

	"dogear/store/fulltext"
)

// compiled is a query as a search of words and a condition in SQL, both of which must hold.
type compiled struct {
	text  fulltext.Node // nil when the query has no words that must match
	where []string      // conditions on paper p, all of which hold; the first is that it is in sight
	args  []any         // their parameters; words within a condition are a probe
}

// compile turns a query into both.
func (q Query) compile() compiled {
	c := compiled{where: []string{"p.status >= 0"}}
	var must fulltext.And
	var not fulltext.And
	for _, n := range conjuncts(q.root) {
		if neg, ok := n.(notNode); ok {
			if t, ok := textOf(neg.n); ok {
				not = append(not, fulltext.Not{Node: t})
				continue
			}
		} else if t, ok := textOf(n); ok {
			must = append(must, t)
			continue
		}
		c.where = append(c.where, c.condition(n))
	}
	switch {
	case len(must) == 1 && len(not) == 0:
		c.text = must[0]
	case len(must) > 0:
		c.text = append(must, not...)
	case len(not) > 0:
		c.where = append(c.where, c.probe(not))
	}
	return c
}

// all is the conditions as one.
func (c *compiled) all() string { return strings.Join(c.where, " AND ") }

// asks reports whether there are words among the conditions.
func (c *compiled) asks() bool {
	return slices.ContainsFunc(c.args, func(a any) bool { _, ok := a.(probe); return ok })
}

// asCondition is the compiled query with its words among the conditions.
func (c compiled) asCondition() compiled {
	if c.text != nil {
		c.where = append(c.where[:len(c.where):len(c.where)], "")
		c.args = c.args[:len(c.args):len(c.args)]
		c.where[len(c.where)-1] = c.probe(c.text)
		c.text = nil
	}
	return c
}

// conjuncts are the parts of a tree that all must hold.
func conjuncts(n node) []node {
	if n == nil {
		return nil
	}
	and, ok := n.(andNode)
	if !ok {
		return []node{n}
	}
	var all []node
	for _, c := range and {
		all = append(all, conjuncts(c)...)
	}
	return all
}

// textOf is a tree as the index takes it, if it holds nothing but words that must match.
func textOf(n node) (fulltext.Node, bool) {
	list := func(nodes []node) (all []fulltext.Node, ok bool) {
		for _, c := range nodes {
			t, ok := textOf(c)
			if !ok {
				return nil, false
			}
			all = append(all, t)
		}
		return all, true
	}
	switch n := n.(type) {
	case textNode:
		return n.leaf(), true
	case andNode:
		all, ok := list(n)
		return fulltext.And(all), ok
	case orNode:
		all, ok := list(n)
		return fulltext.Or(all), ok
	}
	return nil, false
}

// leaf is the words as the index takes them, and as the margin does: an FTS5 expression, in which they are a quoted
// string of letters and digits.
func (n textNode) leaf() *fulltext.Leaf {
	margin := `"` + strings.Join(n.words, " ") + `"`
	if n.prefix {
		margin += "*"
	}
	l := &fulltext.Leaf{Words: n.words, Prefix: n.prefix, In: searched[n.column]}
	switch n.column {
	case "":
		l.Extra = margin
	case "note":
		l.Extra = "note : " + margin
	}
	return l
}

// probe asks the index about the one paper at hand.
func (c *compiled) probe(n fulltext.Node) string {
	c.args = append(c.args, probe{n})
	return matchFunction + "(?, p.place)"
}

// condition writes a tree as a condition on paper p.
func (c *compiled) condition(n node) string {
	arg := func(sql string, values ...any) string {
		c.args = append(c.args, values...)
		return sql
	}
	switch n := n.(type) {
	case andNode:
		return c.join(n, " AND ")
	case orNode:
		return c.join(n, " OR ")
	case notNode:
		return "NOT " + c.condition(n.n)
	case textNode:
		return c.probe(n.leaf())
	case tagNode:
		const carries = "EXISTS (SELECT 1 FROM paper_tag pt JOIN tag ON tag.id = pt.tag WHERE pt.paper = p.id AND "
		if n.prefix {
			return arg(carries+`tag.name LIKE ? ESCAPE '\')`, likePrefix(n.name))
		}
		return arg(carries+"tag.name = ?)", n.name)
	case sourceNode:
		return arg(`EXISTS (SELECT 1 FROM digest_paper dp JOIN digest d ON d.id = dp.digest
			WHERE `+standsFor("p")+` AND d.removed = 0 AND `+sqlSource("d")+` LIKE ? ESCAPE '\')`, "%"+strings.Join(n.words, "%")+"%")
	case digestNode:
		return arg(`EXISTS (SELECT 1 FROM digest_paper dp WHERE dp.digest = ? AND `+standsFor("p")+")", n.id)
	case idNode:
		return arg("p."+n.column+` LIKE ? ESCAPE '\'`, likePrefix(n.value))
	case yearNode:
		sql := "p.published >= ?"
		c.args = append(c.args, max(n.from, "0")) // undated papers are of no year
		if n.to != "" {
			c.args = append(c.args, n.to+"~") // after every day of the year
			sql += " AND p.published < ?"
		}
		return "(" + sql + ")"
	case addedNode:
		sql := "p.added >= ?"
		c.args = append(c.args, n.from.UnixMilli())
		if !n.to.IsZero() {
			c.args = append(c.args, n.to.UnixMilli())
			sql += " AND p.added < ?"
		}
		return "(" + sql + ")"
	case isNode:
		switch n.flag {
		case "starred":
			return "p.starred = 1"
		case "noted":
			return "p.noted = 1"
		case "tagged":
			return "p.tagged > 0"
		case "stub":
			return "p.has & 4 > 0" // as the partial index has it
		}
		// Literals, not parameters: the planner must see them to choose a partial index.
		switch {
		case n.flag == "snoozed":
			return arg("(p.snoozed > 0 AND p.snoozed > ?)", todayArg{})
		case n.status == Inbox:
			return arg("(p.status = 0 AND p.snoozed <= ?)", todayArg{})
		}
		return "p.status = " + [...]string{"0", "1", "2", "3"}[n.status]
	case keyedNode:
		return n.condition()
	case hasNode:
		if n.what == "pdf" {
			return "p.has & 1 > 0"
		}
		return "p.has & 2 > 0"
	}
	panic("store: a query node that compile does not know")
}

func (c *compiled) join(nodes []node, op string) string {
	parts := make([]string, len(nodes))
	for i, n := range nodes {
		parts[i] = c.condition(n)
	}
	return "(" + strings.Join(parts, op) + ")"
}

// likePrefix is a LIKE pattern for all that begins with s.
func likePrefix(s string) string {
	return strings.NewReplacer(`\`, `\\`, `_`, `\_`, `%`, `\%`).Replace(s) + "%"
}
