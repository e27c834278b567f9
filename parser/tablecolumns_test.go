package parser_test

import (
	"errors"
	"strings"
	"testing"

	"dogear/parser"
)

// tableOf is a table with one row.
func tableOf(sep string, pairs ...string) string {
	var names, cells []string
	for i := 0; i < len(pairs); i += 2 {
		names = append(names, `"`+pairs[i]+`"`)
		cells = append(cells, `"`+strings.ReplaceAll(pairs[i+1], `"`, `""`)+`"`)
	}
	return strings.Join(names, sep) + "\n" + strings.Join(cells, sep) + "\n"
}

// Tables that databases and programs export, with what is in their row.
var exportedTables = map[string]struct {
	text string
	want []string // of details
	more string   // DOI, keywords, tags, note, first link
}{
	"Scopus": {
		tableOf(",", "Authors", "Example A.; Sample B.", "Author full names", "Example, Ann (57200000000); Sample, Bo (1)", "Author(s) ID", "1; 2", "Title", "Owls", "Year", "2023",
			"Source title", "Journal of Owls", "Volume", "12", "Issue", "3", "Art. No.", "", "Page start", "101", "Page end", "110", "Page count", "", "Cited by", "5", "DOI", "10.1000/a",
			"Link", "https://www.scopus.com/x", "Abstract", "Words.", "Author Keywords", "graphs; trees", "Index Keywords", "Owl", "Editors", "Third C.", "Publisher", "Nest", "ISSN", "03029743",
			"ISBN", "978-3-16-148410-0; 978-3-16-148411-0", "Language of Original Document", "English", "Document Type", "Conference paper", "Source", "Scopus", "EID", "2-s2.0-1"),
		[]string{"authors=Ann//Example/; Bo//Sample/", "editors=C.//Third/", "published=2023", "type=paper-conference", "venue=Journal of Owls", "pages=101–110",
			"isbn=978-3-16-148410-0", "issn=03029743", "language=English"},
		"10.1000/a|graphs, trees||",
	},
	"old Scopus": {
		tableOf(",", "Authors", "Example A., van Sample B.C.", "Title", "Owls", "Year", "2010", "Source title", "Scopus", "DOI", "None"),
		[]string{"authors=A.//Example/; B.C./van/Sample/", "published=2010"}, "|||",
	},
	"Web of Science, tabs": {
		"PT\tAU\tBE\tAF\tCA\tTI\tSO\tSE\tLA\tDT\tDE\tID\tAB\tPU\tPI\tSN\tEI\tBN\tPD\tPY\tVL\tIS\tBP\tEP\tAR\tDI\tUT\n" +
			"J\tExample, A; Sample, B\t\tExample, Ann; Sample, Bo\tOwl Grp\tOwls \"at\" night\tJOURNAL OF OWLS\t\tEnglish\tArticle; Proceedings Paper\tgraphs; trees\tNIGHT\tWords.\tNEST\tBERLIN\t0302-9743\t\t\tOCT 19\t2016\t12\t3\t101\t110\t\t10.1000/a\tWOS:1\n",
		[]string{"authors=Ann//Example/; Bo//Sample/; //Owl Grp/", "published=2016-10-19", "type=article-journal", "venue=JOURNAL OF OWLS", "pages=101–110", "place=BERLIN",
			"issn=0302-9743", "language=English"},
		"10.1000/a|graphs, trees, NIGHT||",
	},
	"Web of Science, names": {
		tableOf(";", "Publication Type", "C", "Authors", "Example, A", "Author Full Names", "Example, Ann", "Article Title", "Owls", "Source Title", "Proc Owls", "Book Series Title", "Notes",
			"Document Type", "Proceedings Paper", "Author Keywords", "a; b", "Publisher City", "ROME", "ISSN", "0302-9743", "eISSN", "1611-3349", "Publication Date", "JAN-FEB",
			"Publication Year", "2016", "Start Page", "", "Article Number", "e12", "DOI", "10.1000/a", "Book DOI", "10.1000/whole"),
		[]string{"authors=Ann//Example/", "published=2016-01", "type=paper-conference", "venue=Proc Owls", "pages=e12", "place=ROME", "series=Notes", "issn=0302-9743"},
		"10.1000/a|a, b||",
	},
	"Scopus without values": {
		tableOf(",", "Authors", "[No author name available]", "Author full names", "[No author name available]", "Title", "Owls", "Year", "2010", "DOI", "10.1000/a",
			"Abstract", "[No abstract available]"),
		[]string{"published=2010"}, "10.1000/a|||",
	},
	"a person's, bars": {
		"Name of paper|Lead Author|Publishing/Release Date|PDF link\nOwls at night|Ann Example|May 3, 2020|https://arxiv.org/pdf/2403.01234\n",
		[]string{"authors=Ann//Example/", "published=2020-05-03"}, "arXiv:2403.01234|||",
	},
	"a person's, tabs": {
		"Title\tFirst Author\tYear\tPDF\nOwls at night\tExample, Ann\t2020\thttps://example.org/owls.pdf\n",
		[]string{"authors=Ann//Example/", "published=2020"}, "|||",
	},
	"IEEE Xplore": {
		tableOf(",", "Document Title", "Owls", "Authors", "A. Example; B. C. Sample", "Publication Title", "Owl Conference", "Date Added To Xplore", "1 May 2021", "Publication Year", "2020",
			"Start Page", "1", "End Page", "9", "ISSN", "", "ISBNs", "978-3-16-148410-0", "DOI", "10.1109/X.2020.1", "PDF Link", "https://ieeexplore.ieee.org/stamp/stamp.jsp?arnumber=1",
			"Author Keywords", "a;b", "IEEE Terms", "c", "Document Identifier", "IEEE Conferences"),
		[]string{"authors=A.//Example/; B. C.//Sample/", "published=2020", "venue=Owl Conference", "pages=1–9", "isbn=978-3-16-148410-0"}, "10.1109/x.2020.1|a, b||",
	},
	"PubMed": {
		tableOf(",", "PMID", "31000001", "Title", "Owls.", "Authors", "Example A, de Sample BC.", "Citation", "J Owls. 2020", "First Author", "Example A", "Journal/Book", "J Owls",
			"Publication Year", "2020", "Create Date", "2020/05/01", "PMCID", "", "NIHMS ID", "", "DOI", "10.1000/a"),
		[]string{"authors=A//Example/; BC/de/Sample/", "published=2020", "venue=J Owls"}, "10.1000/a|||",
	},
	"Google Scholar": {
		tableOf(",", "Authors", "Example, Ann; Sample, Bo; ", "Title", "Owls", "Publication", "J Owls", "Volume", "1", "Number", "2", "Pages", "3-9", "Year", "2001", "Publisher", "Nest"),
		[]string{"authors=Ann//Example/; Bo//Sample/", "published=2001", "venue=J Owls", "pages=3–9"}, "|||",
	},
	"Publish or Perish": {
		tableOf(",", "Cites", "5", "Authors", "A Example, BC Sample, ...", "Title", "Owls", "Year", "2020", "Source", "J Owls", "Publisher", "Nest", "ArticleURL", "https://doi.org/10.1000/a",
			"GSRank", "1", "QueryDate", "2024-01-01", "Type", "PDF", "StartPage", "3", "EndPage", "9", "ISSN", ""),
		[]string{"authors=A//Example/; BC//Sample/", "more=true", "published=2020", "venue=J Owls", "pages=3–9"}, "10.1000/a|||",
	},
	"Dimensions, with a line above": {
		"\"About the data: Exported on Jan 1, 2024. Criteria: owls.\"\n" +
			tableOf(",", "Rank", "1", "DOI", "10.1000/a", "PMID", "", "Title", "Owls", "Abstract", "Words.", "Source title", "J Owls", "Publication date (print)", "2020-05-01", "PubYear", "2020",
				"Pagination", "1-2", "Publication Type", "Article", "Authors", "Example, Ann; Sample, Bo"),
		[]string{"authors=Ann//Example/; Bo//Sample/", "published=2020-05-01", "type=article-journal", "venue=J Owls", "pages=1–2"}, "10.1000/a|||",
	},
	"Lens": {
		tableOf(",", "Lens ID", "000-1", "Title", "Owls", "Date Published", "2020-05-01", "Publication Year", "2020", "Publication Type", "preprint", "Source Title", "bioRxiv", "ISSNs", "",
			"Author/s", "Ann Example; Bo Sample", "Fields of Study", "a; b", "External URL", "https://doi.org/10.1000/a", "Issue Number", ""),
		[]string{"authors=Ann//Example/; Bo//Sample/", "published=2020-05-01", "type=article", "venue=bioRxiv"}, "10.1000/a|a, b||",
	},
	"Rayyan": {
		tableOf(",", "key", "rayyan-1", "title", "Owls", "year", "2020", "month", "5", "day", "4", "journal", "J Owls", "issn", "", "pages", "1-2", "authors", "Example, Ann and Sample, Bo",
			"url", "", "language", "eng", "location", "", "abstract", "Words.", "notes", "RAYYAN-INCLUSION: {}", "doi", "10.1000/a", "keywords", "a,b"),
		[]string{"authors=Ann//Example/; Bo//Sample/", "published=2020-05-04", "venue=J Owls", "pages=1–2", "language=eng"}, "10.1000/a|a, b||",
	},
	"Covidence": {
		tableOf(",", "Title", "Owls", "Authors", "Example, A.; Sample, B.", "Abstract", "Words.", "Published Year", "2020", "Published Month", "May", "Journal", "J Owls", "DOI", "10.1000/a",
			"Ref", "1", "Covidence #", "#1", "Study", "Example 2020", "Notes", "Exclude?", "Tags", "owls; night"),
		[]string{"authors=A.//Example/; B.//Sample/", "published=2020-05", "venue=J Owls"}, "10.1000/a||owls, night|Exclude?",
	},
	"Notion": {
		tableOf(",", "Name", "Owls", "Authors", "Ann Example, Bo Sample", "Link", "https://arxiv.org/abs/2403.01234v2", "Tags", "owls, night", "Status", "Done", "Created", "May 4, 2024 10:11 AM", "Year", "2024"),
		[]string{"authors=Ann//Example/; Bo//Sample/", "published=2024"}, "arXiv:2403.01234||owls, night|",
	},
	"a sheet with spaces": {
		"Title, Authors, Year, Arxiv\nOwls, Ann Example and Bo Sample, 2020, arXiv:2403.01234\n",
		[]string{"authors=Ann//Example/; Bo//Sample/", "published=2020"}, "arXiv:2403.01234|||",
	},
	"dair-ai": {
		tableOf(",", "Title", "Owls", "Description", "a survey of owls", "PaperURL", "https://arxiv.org/abs/2310.10631", "TweetURL", "https://x.com/1", "Abstract", ""),
		nil, "arXiv:2310.10631|||",
	},
	"a data set": {
		tableOf(",", "", "0", "id", "2403.01234", "title", "Owls", "authors", "['Ann Example', \"Bo O'Sample\"]", "categories", "cs.LG stat.ML", "update_date", "2024-03-03", "abstract", "nan"),
		[]string{"authors=Ann//Example/; Bo//O'Sample/"}, "arXiv:2403.01234|||",
	},
}

func TestExportedTables(t *testing.T) {
	for name, test := range exportedTables {
		t.Run(name, func(t *testing.T) {
			d, papers, problems := read(t, test.text, parser.Options{})
			if d.Format != parser.FormatCSV || len(papers) != 1 || len(problems) > 0 {
				t.Fatalf("%s, %d papers, %v", d.Format, len(papers), problems)
			}
			p := papers[0]
			if got := details(p); got != strings.Join(test.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", got, strings.Join(test.want, "\n"))
			}
			id, tags, note := p.DOI, "", ""
			if p.ArXiv != "" {
				id = "arXiv:" + p.ArXiv
			}
			if p.Marks != nil {
				tags, note = strings.Join(p.Marks.Tags, ", "), p.Marks.Note
			}
			if got := id + "|" + strings.Join(p.Keywords, ", ") + "|" + tags + "|" + note; got != test.more {
				t.Errorf("got %s\nwant %s", got, test.more)
			}
			if !strings.HasPrefix(p.Title, "Owls") {
				t.Errorf("title %q", p.Title)
			}
		})
	}
}

func TestAuthorsInTables(t *testing.T) {
	for cell, want := range map[string]string{
		"": "", ",": "", " , ;": "", "None": "", "et al.": "", "Plato": "//Plato/", "OpenAI": "//OpenAI/", "Doe, Jane": "Jane//Doe/",
		"Doe J": "J//Doe/", "Doe J, Roe AB, et al.": "J//Doe/; AB//Roe/", "Doe J., Roe A.-B.": "J.//Doe/; A.-B.//Roe/",
		"J. Doe, A. B. Roe": "J.//Doe/; A. B.//Roe/", "J Doe and A Roe": "J//Doe/; A//Roe/", "Doe, J., Roe, A. B., & van Poe, M.": "J.//Doe/; A. B.//Roe/; M./van/Poe/",
		"Doe, Jane, Roe, Ann": "Jane//Doe/; Ann//Roe/", "Doe, Jane and Roe, Ann": "Jane//Doe/; Ann//Roe/", "Jane Doe|Ann Roe": "Jane//Doe/; Ann//Roe/",
		"Jane Doe\nAnn Roe": "Jane//Doe/; Ann//Roe/", "Doe, J.; Roe, A.; others": "J.//Doe/; A.//Roe/", "['Jane Doe', 'Ann Roe']": "Jane//Doe/; Ann//Roe/",
		"Doe, Jane (57200000000); Roe, Ann (5-X)": "Jane//Doe/; Ann//Roe/",
	} {
		_, papers, problems := read(t, "title,authors,year\nOwls,\""+cell+"\",2020\n", parser.Options{})
		if len(papers) != 1 {
			t.Fatalf("%q: %v", cell, problems)
		}
		got, _, _ := strings.Cut(strings.TrimPrefix(details(papers[0]), "authors="), "\n")
		if got = strings.TrimPrefix(strings.TrimPrefix(got, "more=true"), "published=2020"); got != want {
			t.Errorf("%q: got %s, want %s", cell, got, want)
		}
	}
}

// A list of bookmarks gives the papers that it leads to, and rejects the others.
func TestBookmarksInTables(t *testing.T) {
	sameOutcome(t, "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n"+
		"1,[2403.01234] Owls of the night,,Words about owls.,https://arxiv.org/abs/2403.01234,Unsorted,\"a, b\",2024-05-01T10:00:00Z,,,true\n"+
		"2,A recipe for soup,,,https://soup.example/1,Unsorted,,2024-05-01T10:00:00Z,,,false\n"+
		"3,,,,https://doi.org/10.1000/a,Unsorted,,2024-05-01T10:00:00Z,,,false\n", "",
		"2|Owls of the night|Words about owls.||2403.01234|v0|||https://arxiv.org/abs/2403.01234 https://arxiv.org/pdf/2403.01234",
		"!3: the address is not that of a paper on arXiv, doi.org, OpenReview or a publisher's site",
		"4|doi:10.1000/a||||v0|10.1000/a||https://doi.org/10.1000/a")
}

// Rows that are no papers are rejected, with their lines.
func TestRowsThatAreNoPapers(t *testing.T) {
	sameOutcome(t, "Title,Authors,Year,DOI\nTransformers,,,\nOwls,Ann Example,2020,\nTotal,,,\nA title of five words,,,\n,,,10.1000/a\n,Ann Example,2020,\n", "",
		"!2: a row with only a name; a paper also has authors, a year, an identifier or an abstract",
		"3|Owls||Ann//Example/||v0||2020|",
		"!4: a row with only a name; a paper also has authors, a year, an identifier or an abstract",
		"5|A title of five words||||v0|||",
		"6|doi:10.1000/a||||v0|10.1000/a||https://doi.org/10.1000/a",
		"!7: a paper without a title")
}

// Tables of other things are refused, and the error says what was seen and what is needed.
func TestTablesOfOtherThings(t *testing.T) {
	for name, text := range map[string]string{
		"a bank statement":   "Date,Description,Amount,Balance\n2024-05-01,Rent,-900.00,100.00\n2024-05-02,Wages,2000.00,2100.00\n",
		"with semicolons":    "Buchungstag;Name;Betrag\n01.05.2024;Miete;-900,00\n02.05.2024;Lohn;2000,00\n",
		"contacts":           "Name,Email,Phone\nAnn Example,ann@x.example,1\nBo Sample,bo@x.example,2\n",
		"contacts with tabs": "Title\tFirst Name\tLast Name\tEmail\nDr\tAnn\tExample\tann@x.example\nMr\tBo\tSample\tbo@x.example\n",
		"tasks":              "Name,Status,Due,Tags\nBuy milk,Done,2024-05-01,home\nWrite,Todo,2024-05-02,work\n",
		"no names":           "Attention is all they need,Vaswani,2017\nResidual learning,He,2016\nOwls,Doe,2020\n",
		"films":              "Title,Director,Year\nOwls,Ann Example,1999\nMore Owls,Bo Sample,2001\n",
		"bookmarks":          "title,url,time_added,tags,status\nSoup,https://soup.example/1,1714550000,,unread\nMore soup,https://soup.example/2,1714550000,,unread\n",
	} {
		t.Run(name, func(t *testing.T) {
			d, err := parser.Open(strings.NewReader(text), parser.Options{})
			if !errors.Is(err, parser.ErrNoPapers) || !strings.Contains(err.Error(), "line 1: ") && !strings.Contains(err.Error(), "line 2: ") {
				t.Fatalf("%v, %v", d, err)
			}
			if first, _, _ := strings.Cut(strings.SplitN(text, "\n", 2)[0], ","); name != "bookmarks" && !strings.Contains(err.Error(), "“"+strings.FieldsFunc(first, func(r rune) bool { return r == ';' || r == '\t' })[0]) {
				t.Errorf("the error does not name the columns: %v", err)
			}
		})
	}
}

// Text with commas in it is no table.
func TestProseIsNoTable(t *testing.T) {
	for _, text := range []string{
		"Title, Authors\n\nWhat a paper says of itself, we look at here. It is shown that words are enough, as we had hoped, and that owls know.\n",
		"On titles, authors, and years\n\nWe ask, look, and tell what we have found. It is a list, as we show, of many things that owls have said to us.\n",
		"Graphs, trees, and owls\nWe look at graphs, trees, and owls in this paper, and find that they are the same. It is what we had hoped for.\n" +
			"Owls, trees, and graphs\nWe look at owls, trees, and graphs in this paper, and find that they are not the same. It is what we had feared.\n",
	} {
		d, err := parser.Open(strings.NewReader(text), parser.Options{})
		if err != nil || d.Format == parser.FormatCSV {
			t.Errorf("%q: %v", text, err)
		}
	}
}
