package parser

// This file owns refusing tables of other things: products, songs, books of a shop, posts of a blog. Their columns can have
// the names that those of papers have; what else is there, and the titles, tell them apart.

import (
	"fmt"
	"strings"
)

// onlyPapers are the fields that only tables of papers have.
var onlyPapers = strings.Fields("doi arxiv openreview pmid abstract venue issn pages page_start article_no title_original")

// goodsNames are the names of columns that tables of products, songs, films, games and people have.
var goodsNames = setOf("price prices preis preise prix precio prezzo cost sku stock quantity qty menge amount currency album artist artists track tracks duration " +
	"length genre genres plays streams likes views calories brand colour color size weight phone email salary employer platform director actors cast runtime " +
	"imdb asin unitprice inventory subscribers listens bpm episode episodes season")

// otherThings says why a table is none of papers although its columns have the names, by the rows at its beginning; it is
// empty if the table may be one.
func (c *columns) otherThings(rows [][]string) string {
	for _, field := range onlyPapers {
		if c.has(field) {
			return ""
		}
	}
	const others = "a table of papers also has doi, arxiv, abstract or journal; to import it anyway, use --format csv"
	for _, name := range c.names {
		if goodsNames[columnFold(name)] {
			return fmt.Sprintf("papers have no column “%s”; %s", beginning(CleanLine(name)), others)
		}
	}
	if !c.arePapers() || len(rows) < 2 {
		return ""
	}
	titles, learned, long, addresses := 0, 0, 0, 0
	for _, cells := range rows {
		if len(cells) != len(c.names) { // a cell that goes on over lines
			continue
		}
		row := tableRow{c, cells}
		title := row.first("title")
		if strings.TrimSpace(title) == "" {
			continue
		}
		titles++
		learned += btoi(scholarlyTitle(title) || hanTitle(title))
		long += btoi(len(strings.Fields(title)) > 2)
		for _, address := range append(row.all("url"), row.all("links")...) {
			if _, ok := Identify(address); ok || KindOf(address, "") == LinkPage || KindOf(address, "") == LinkPDF {
				return ""
			}
			addresses++
		}
	}
	switch {
	case learned > 0 || titles < 2:
	case addresses >= titles:
		return "none of its first titles and addresses is that of a paper; " + others
	case long*2 < titles:
		return "its first titles do not look like titles of papers; " + others
	}
	return ""
}
