// This file owns the way from a query's tree to SQL.
//
// Words go to the full-text index: what must match is put into one MATCH that drives the read, newest first by itself;
// all else is a condition on the paper, so that a window costs what the window holds. Nothing the reader types is part
// of a statement: words are letters and digits by then, the rest are parameters.

package store

import (
	"strings"
)

// compiled is a query as SQL.
type compiled struct {
	match string   // for the full-text index; "" when the query has no words that must match
	where []string // conditions on paper p, all of which hold
	args  []any    // their parameters
}

// compile turns a query into SQL.
func (q Query) compile() compiled {
	c := compiled{where: []string{"p.status >= 0"}}
	var must, mustNot []string
	for _, n := range conjuncts(q.root) {
		if neg, ok := n.(notNode); ok {
			if m, ok := matchOf(neg.n); ok {
				mustNot = append(mustNot, m)
				continue
			}
		} else if m, ok := matchOf(n); ok {
			must = append(must, m)
			continue
		}
		c.where = append(c.where, c.condition(n))
	}
	switch {
	case len(must) > 0 && len(mustNot) > 0:
		c.match = "(" + strings.Join(must, " AND ") + ") NOT (" + strings.Join(mustNot, " OR ") + ")"
	case len(must) > 0:
		c.match = strings.Join(must, " AND ")
	case len(mustNot) > 0:
		c.where = append(c.where, "NOT "+c.probe(strings.Join(mustNot, " OR ")))
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

// matchOf writes a tree as an expression of the full-text index, if it holds nothing but words that must match.
func matchOf(n node) (string, bool) {
	var parts []string
	op := " AND "
	switch n := n.(type) {
	case textNode:
		m := `"` + strings.Join(n.words, " ") + `"`
		if n.prefix {
			m += "*"
		}
		if n.column != "" {
			m = n.column + " : " + m
		}
		return m, true
	case andNode:
		for _, c := range n {
			m, ok := matchOf(c)
			if !ok {
				return "", false
			}
			parts = append(parts, m)
		}
	case orNode:
		op = " OR "
		for _, c := range n {
			m, ok := matchOf(c)
			if !ok {
				return "", false
			}
			parts = append(parts, m)
		}
	default:
		return "", false
	}
	return "(" + strings.Join(parts, op) + ")", true
}

// probe asks the full-text index about the one paper at hand.
func (c *compiled) probe(match string) string {
	c.args = append(c.args, match)
	return "EXISTS (SELECT 1 FROM search WHERE search MATCH ? AND search.rowid = p.place)"
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
		m, _ := matchOf(n)
		return c.probe(m)
	case tagNode:
		const carries = "EXISTS (SELECT 1 FROM paper_tag pt JOIN tag ON tag.id = pt.tag WHERE pt.paper = p.id AND "
		if n.prefix {
			return arg(carries+`tag.name LIKE ? ESCAPE '\')`, likePrefix(n.name))
		}
		return arg(carries+"tag.name = ?)", n.name)
	case sourceNode:
		return arg(`EXISTS (SELECT 1 FROM digest_paper dp JOIN digest d ON d.id = dp.digest
			WHERE dp.paper = p.id AND d.removed = 0 AND d.source LIKE ? ESCAPE '\')`, "%"+strings.Join(n.words, "%")+"%")
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
		}
		// A literal, not a parameter: the planner must see it to choose the view's partial index.
		return "p.status = " + [...]string{"0", "1", "2", "3"}[n.status]
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
