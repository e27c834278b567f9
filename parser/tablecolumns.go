package parser

// This file owns what the columns of a table mean: the names that databases, reference managers and people give them. The
// tables are those of Scopus, Web of Science, IEEE Xplore, PubMed, Dimensions, Lens, Google Scholar, Publish or Perish,
// Rayyan, Covidence, Notion, Raindrop and others, by their exports, and dogear's own.

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// tableNames are the names of the columns for each field, the best first, in lower case and without anything but letters
// and digits: "Author(s)" is authors. Behind the bar are names that other tables have as well, for other things.
var tableNames = map[string]string{
	"title": "title articletitle documenttitle papertitle titleofpaper titleofthepaper nameofpaper nameofthepaper titleofarticle " +
		"titleofthearticle nameofarticle worktitle publishedtitle titles fulltitle primarytitle titel titre título titulo 标题 题名 タイトル | " +
		"paper papername name",
	"abstract": "abstract abstracts abstracttext abstractnote resume résumé zusammenfassung 摘要 | summary " +
		"summaries excerpt description tldr",
	"authors_full": "authorfullnames authorfullname authorsfullnames bookauthorfullnames",
	"authors": "authors author authornames authorlist authorslist listofauthors bookauthors creators " +
		"authorsnames namesofauthors authorsname nameofauthors nameofauthor creator autoren autores auteurs autor auteur 作者 著者 " +
		"firstauthor firstauthorname leadauthor mainauthor correspondingauthor",
	"groups":  "groupauthors groupauthor corporateauthor collaboration bookgroupauthors",
	"editors": "editors editor bookeditors bookeditor",
	"year": "year publicationyear publishedyear pubyear yearpublished yearofpublication yearofpub publishingyear releaseyear jahr année " +
		"annee año anio 年份 年",
	"published": "published publicationdate publisheddate datepublished pubdate publishdate releasedate publishingreleasedate publishingdate dateofrelease publicationreleasedate " +
		"issuedate publicationdateprint publicationdateonline " +
		"coverdate publishedon dateofpublication issued datum 日期 | date",
	"month":      "month publishedmonth publicationmonth",
	"day":        "day publishedday",
	"doi":        "doi digitalobjectidentifier doinumber documentdoi articledoi dois doilink doiurl bookdoi",
	"arxiv":      "arxiv arxivid arxivnumber arxividentifier arxivurl arxivlink eprint",
	"openreview": "openreview openreviewid openreviewurl openreviewlink forum",
	"pmid":       "pmid pubmedid",
	"id":         "id paperid entryid articleid",
	"url": "url link articleurl paperurl paperlink articlelink linktopaper linktoarticle linktothepaper urlofpaper sourceurl sourceurls externalurl urls " +
		"permalink href uri fulltextlink landingpage sourcelinkout https http web webaddress weblink webpage",
	"pdf":        "pdf pdflink linktopdf pdfurl fulltexturl fulltextpdf pdfs paperpdf",
	"code":       "code codeurl codelink github githuburl githublink repo repository implementation",
	"project":    "project projectpage projecturl website homepage",
	"more_links": "tweeturl tweet video blog blogpost slides poster dataset data",
	"links":      "links",
	"venue": "venue sourcetitle journal journalbook journalname journaltitle publicationtitle " +
		"publicationname publicationvenue containertitle conference conferencename " +
		"journalconference conferencejournal journalorconference venuename proceedingstitle " +
		"booktitle publishedin zeitschrift revista revue 期刊 会议 | publication conferencetitle " +
		"source",
	"volume":     "volume vol band",
	"issue":      "issue issuenumber issueno number no nr heft",
	"pages":      "pages pagination pagerange page pp seiten",
	"page_start": "pagestart startpage firstpage beginningpage",
	"page_end":   "pageend endpage lastpage endingpage",
	"article_no": "artno articlenumber articleno",
	"keywords": "authorkeywords keywords keyword schlagwörter stichwörter palabrasclave motsclés 关键词 | " +
		"meshterms meshheadings indexkeywords indexterms ieeeterms topics topic subjects subject " +
		"fieldsofstudy terms area",
	"more_words":   "keywordsplus",
	"tags":         "tags tag labels label mytags usertags manualtags",
	"categories":   "categories category arxivcategories primarycategory subjectcategory",
	"type":         "type documenttype publicationtype itemtype bibliographytype entrytype worktype articletype",
	"publisher":    "publisher verlag editorial",
	"place":        "place publishercity publisherlocation publisherloc placeofpublication publicationplace | location",
	"series":       "series bookseriestitle seriestitle bookseries collectiontitle",
	"edition":      "edition",
	"isbn":         "isbn isbns isbn13 isbn10 printisbn eisbn",
	"issn":         "issn issns eissn printissn onlineissn",
	"language":     "language languages languageoforiginaldocument sprache langue idioma",
	"comment":      "comment comments arxivcomment",
	"note":         "note notes mynotes mynote remarks remark thoughts annotation annotations",
	"key":          "key citationkey citekey bibtexkey bibkey identifier",
	"status":       "status readingstatus readstatus",
	"starred":      "starred star favorite favourite",
	"added":        "added dateadded addedat addedon created createdtime datecreated createdat timeadded",
	"version":      "version",
	"more_authors": "moreauthors",
	"files":        "files file fileattachments attachments localfile",
	"upvotes":      "upvotes",

	"title_original": "titleoriginal", "abstract_original": "abstractoriginal",
	"folder": "folder collection list", "rating": "rating myrating priority score",
}

// wosNames are the two-letter names of Web of Science ("Web of Science Core Collection Field Tags").
var wosNames = map[string]string{
	"TI": "title", "AF": "authors_full", "AU": "authors", "CA": "groups", "GP": "groups", "BE": "editors", "ED": "editors", "SO": "venue", "CT": "conference",
	"VL": "volume", "IS": "issue", "BP": "page_start", "EP": "page_end", "AR": "article_no", "PY": "year", "PD": "published", "DI": "doi", "D2": "doi",
	"AB": "abstract", "DE": "keywords", "ID": "more_words", "LA": "language", "DT": "type", "PT": "kind", "PU": "publisher", "PI": "place", "SN": "issn",
	"EI": "issn", "BN": "isbn", "SE": "series", "UT": "accession", "PM": "pmid",
}

// tableFields are the fields by the names of their columns, with the rank of the name among those of the field.
var tableFields = sync.OnceValue(func() map[string]tableField {
	fields := map[string]tableField{}
	for field, names := range tableNames {
		weak := false
		for rank, name := range strings.Fields(names) {
			if weak = weak || name == "|"; name != "|" {
				fields[name] = tableField{field, rank, weak}
			}
		}
	}
	return fields
})

type tableField struct {
	name string
	rank int
	weak bool // other tables have columns of that name for other things
}

// paperFields are those that tell a table of papers from others.
var paperFields = setOf("authors authors_full doi arxiv abstract venue openreview pmid isbn issn page_start article_no title_original")

// ownFields are columns that a reader has of papers, and databases have not.
var ownFields = setOf("note status starred added links folder rating")

// columns are the columns of a table by what they mean.
type columns struct {
	names    []string         // as the first row has them
	of       map[string][]int // by field, the best first
	own      bool             // all that dogear writes: what stands in the cells is to the letter
	small    bool             // all columns are some of those that dogear writes
	personal bool             // the table is a reader's
	weak     bool             // the column of the titles is one that other tables have
	strong   map[string]bool  // the fields that have a column which tells that it is a table of papers
	known    int              // how many columns mean something
}

// columnsOf reads the names of the columns.
func columnsOf(names []string) *columns {
	c := &columns{names: names, of: map[string][]int{}, strong: map[string]bool{}}
	ranks := map[int]int{}
	wos := slices.Contains(names, "PT") && slices.Contains(names, "TI") && slices.Contains(names, "AU")
	exact, weakOf := 0, map[string]bool{}
	for i, name := range names {
		f, ok := tableFields()[columnFold(name)]
		if wos {
			f.name, f.weak = wosNames[name], false
			f.rank, ok = i, f.name != ""
		}
		if !ok {
			continue
		}
		if slices.Contains(csvColumns, name) {
			exact++
		}
		c.known++
		if len(c.of[f.name]) == 0 {
			weakOf[f.name] = true
		}
		weakOf[f.name] = weakOf[f.name] && f.weak
		ranks[i] = f.rank
		c.of[f.name] = append(c.of[f.name], i)
		c.personal = c.personal || ownFields[f.name] || f.name == "title" && columnFold(name) == "name"
	}
	for field, list := range c.of {
		slices.SortStableFunc(list, func(a, b int) int { return ranks[a] - ranks[b] })
		if paperFields[field] && !weakOf[field] {
			c.strong[field] = true
		}
	}
	c.weak = weakOf["title"]
	c.own = c.has("title_original") && c.has("abstract_original") && c.has("status")
	c.small = exact == len(names)
	c.personal = c.personal || c.small
	return c
}

// columnFold is a name in lower case, without anything but letters and digits.
func columnFold(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, CleanLine(name))
}

func (c *columns) has(field string) bool { return len(c.of[field]) > 0 }

// arePapers reports whether the columns are those of a table of papers. Contacts and accounts have a name and a date, too.
func (c *columns) arePapers() bool {
	if !c.has("title") || len(c.strong) == 0 {
		return false
	}
	if !c.weak || len(c.strong) > 1 {
		return true
	}
	for _, field := range []string{"doi", "arxiv", "openreview", "pmid", "abstract"} {
		if c.strong[field] {
			return true
		}
	}
	return c.has("year") || c.strong["authors"] && c.has("published")
}

// areBookmarks reports whether the columns are those of a list of pages, any of which may be a paper's.
func (c *columns) areBookmarks() bool {
	return c.has("title") && !c.arePapers() && (c.has("url") || c.has("links"))
}

// problem says what the columns lack for a table of papers.
func (c *columns) problem() string {
	var names []string
	for _, name := range c.names {
		if name = CleanLine(name); name != "" && len(names) < 12 {
			names = append(names, "“"+beginning(name)+"”")
		}
	}
	seen := "its columns are " + strings.Join(names, ", ")
	if len(names) < len(c.names) {
		seen += ", …"
	}
	const others = "authors, year, doi, arxiv, abstract or journal"
	if !c.has("title") {
		return fmt.Sprintf(`the first row has no column "title"; %s. A table of papers has its titles in a column`+
			" “title”, “name” or “document title”, and others such as %s", seen, others)
	}
	return fmt.Sprintf(`beside "title", the first row has no columns of papers; %s. A table of papers also has %s,`+
		" or url with the papers' addresses", seen, others)
}

// A tableRow is a row whose columns mean something.
type tableRow struct {
	*columns
	cells []string
}

// first is the best cell for a field that has a value.
func (r *tableRow) first(field string) string {
	for _, i := range r.of[field] {
		if i < len(r.cells) && r.value(i) != "" {
			return r.value(i)
		}
	}
	return ""
}

// all are the cells for a field that have a value.
func (r *tableRow) all(field string) []string {
	var list []string
	for _, i := range r.of[field] {
		if i < len(r.cells) && r.value(i) != "" {
			list = append(list, r.value(i))
		}
	}
	return list
}

// value is a cell. What dogear wrote is to the letter; elsewhere "None" is none.
func (r *tableRow) value(i int) string {
	if r.own {
		return unguarded(r.cells[i])
	}
	return valueOf(unguarded(r.cells[i]))
}

// line is the best cell for a field as one shown line.
func (r *tableRow) line(field string) string { return showLine(r.first(field)) }
