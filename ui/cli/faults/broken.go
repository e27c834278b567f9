//go:build unix

// This file owns broken digests: one in each format that can be read, with a record that is whole and one that cannot be
// taken. The import must take the first, say why it did not take the second, and end with status 3.

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// abstract is one that every format takes for an abstract.
const abstract = "We look at lists of papers in some detail, and find that they are longer than had been thought. It is what we had hoped for."

// brokenDigests are digests by their formats.
var brokenDigests = map[string]string{
	"ids":           "A Whole List - arXiv:2403.01238\nhttps://example.org/no-paper\n",
	"crossref-json": "{\"message-type\":\"work-list\",\"message\":{\"items\":[\n{\"DOI\":\"10.1000/whole\",\"title\":[\"A Whole Paper\"]},\n{\"DOI\":\"10.1000/broken\",\"title\":[]}]}}\n",
	"openalex-json": "{\"meta\":{\"per_page\":25,\"db_response_time_ms\":1},\"results\":[\n{\"id\":\"https://openalex.org/W1\",\"title\":\"A Whole Paper\"},\n{\"id\":\"https://openalex.org/A1\",\"display_name\":\"Ann Example\"}]}\n",
	"biorxiv-json":  "{\"messages\":[{\"status\":\"ok\"}],\"collection\":[\n{\"doi\":\"10.1101/1\",\"title\":\"A Whole Paper\",\"server\":\"biorxiv\"},\n{\"doi\":\"10.1101/2\",\"title\":\"\"}]}\n",
	"dblp-json":     "{\"result\":{\"query\":\"x\",\"status\":{},\"hits\":{\"hit\":[\n{\"info\":{\"title\":\"A Whole Paper.\"}},\n{\"info\":{\"author\":\"Ann Example\"}}]}}}\n",
	"zotero-json":   "[\n{\"itemType\":\"book\",\"title\":\"A Whole Paper\"},\n{\"itemType\":\"book\",\"title\":\"Cut \"off\"}]\n",
	"dblp-xml":      "<dblp>\n<article key=\"a\"><title>A Whole Paper.</title></article>\n<article key=\"b\"><author>Ann Example</author></article>\n</dblp>\n",
	"pubmed-xml":    "<PubmedArticleSet>\n<PubmedArticle><MedlineCitation><Article><ArticleTitle>A Whole Paper</ArticleTitle></Article></MedlineCitation></PubmedArticle>\n<PubmedArticle><MedlineCitation><PMID>1</PMID>\n</PubmedArticleSet>\n",
	"endnote-xml":   "<xml><records>\n<record><ref-type>17</ref-type><titles><title>A Whole Paper</title></titles></record>\n<record><ref-type>17</ref-type></record>\n</records></xml>\n",
	"oai-pmh":       "<OAI-PMH><ListRecords>\n<record><metadata><dc><title>A Whole Paper</title></dc></metadata></record>\n<record><header/></record>\n</ListRecords></OAI-PMH>\n",
	"jsonl":         "{\"title\":\"A Whole Record\",\"authors\":[\"Ann Example\"]}\n{\"title\":\"A Record that is cut\n",
	"arxiv-jsonl":   `{"id":"2401.00001","title":"A Whole Record","abstract":"A","authors":"Ann Example","categories":"cs.LG","versions":[]}` + "\n" + `{"id":"2401.00002","title":"A` + "\n",
	"hf-json": `[{"paper":{"id":"2403.01234","title":"A Whole Record","summary":"A","upvotes":1},"title":"A Whole Record"},
{"paper":{"id":"2403.01235","summary":"A record without a title","upvotes":1}}]`,
	"openreview-json": `{"notes":[{"id":"Ab3_-xYz12","forum":"Ab3_-xYz12","content":{"title":{"value":"A Whole Record"}},"cdate":1695478654290},
{"id":"Ab3_-xYz13","forum":"Ab3_-xYz13","content":{"abstract":{"value":"A record without a title"}},"cdate":1695478654290}]}`,
	"s2-json": `{"total":2,"offset":0,"data":[{"paperId":"0123456789abcdef0123456789abcdef01234567","title":"A Whole Record"},
null]}`,
	"csl-json": `[{"id":"a","type":"article-journal","title":"A Whole Record"},
{"id":"b","type":"article-journal","abstract":"A record without a title"}]`,
	"arxiv-api": `<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><id>https://arxiv.org/api/abc</id><title>arXiv Query: lists</title>
<entry><id>http://arxiv.org/abs/2403.01235v2</id><title>A Whole Record</title><summary>A</summary></entry>
<entry><id>http://arxiv.org/abs/2403.01236v1</id><summary>A record without a title</summary></entry></feed>`,
	"feed": `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Lists</title><link>http://x.example/</link>
<item><title>A Whole Record</title><link>https://x.example/1</link><description>A</description></item>
<item><link>https://x.example/2</link><description>A record without a title</description></item></channel></rss>`,
	"zotero-csv":      "\"Key\",\"Item Type\",\"Publication Year\",\"Author\",\"Title\"\n\"AAAA1111\",\"preprint\",\"2024\",\"Example, Ann\",\"A Whole Record\"\n\"AAAA1112\",\"preprint\",\"2024\",\"Example, Ann\",\"\"\n",
	"csv":             "title,abstract,authors\nA Whole Record,A,Ann Example\n,A record without a title,Ann Example\n",
	"nbib":            "PMID- 31000001\nOWN - NLM\nTI  - A Whole Record\n\nPMID- 31000002\nOWN - NLM\nAB  - A record without a title\n\n",
	"ris":             "TY  - JOUR\nTI  - A Whole Record\nER  - \n\nTY  - JOUR\nAB  - A record without a title\nER  - \n",
	"bibtex":          "@article{a,\n title = {A Whole Record},\n year = 2024\n}\n@article{b,\n author = {Ann Example},\n year = 2024\n}\n",
	"biblatex":        "@online{a,\n title = {A Whole Record},\n date = {2024-03-01}\n}\n@online{b,\n author = {Ann Example},\n date = {2024-03-01}\n}\n",
	"arxiv-listing":   listing("2402.18001", "Title: A Whole Record\n") + listing("2402.18002", "") + rule,
	"hf-page":         "Daily Papers\n\nGet trending papers in your email inbox!\n\n" + abstract + "\n\nA Whole Record of Lists\n\n" + abstract + "\n",
	"markdown":        "| Title | Paper |\n| --- | --- |\n| A Whole Record | [Paper](https://arxiv.org/abs/2401.00007) |\n| | [Paper](https://arxiv.org/abs/2401.00008) |\n",
	"text":            "Title: A Whole Record of Lists\nAbstract: " + abstract + "\n\nAbstract: " + abstract + "\n",
	"obsidian":        "---\ntitle: \"A Record that is broken\nauthors: [Ann Example]\ndoi: 10.1000/x\n---\n",
	"logseq":          "doi:: 10.1000/x\ndogear:: 7\n\n- ## Note\n",
	"enw":             "%0 Journal Article\n%T A Whole Record\n%D 2024\n\n%0 Journal Article\n%A Nobody\n%D 2024\n",
	"thebibliography": "\\bibitem{a} Ann Example, ``A Whole Record,'' 2024.\n\\bibitem{b} Nobody, A Title That Nothing Marks, 2024.\n",
	"wos":             "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nTI A Whole Record\nSO J OWLS\nER\n\nPT J\nTI A Record That Ends in the Middle\n",
	"scholar-alert": `<html><body><h3><a href="https://scholar.google.com/scholar_url?url=https://x.example/1" class="gse_alrt_title">A Whole Item</a></h3><div>A Example - Lists, 2024</div>` + "\n" +
		`<h3><a href="https://scholar.google.com/scholar_url?url=https://x.example/2" class="gse_alrt_title"></a></h3><div>B Sample - Lists, 2024</div></body></html>` + "\n",
	"page-html": `<!doctype html><html><head><meta name="citation_title" content="A Whole Page"><meta name="citation_author" content="Ann Example"></head></html>` + "\n" +
		`<!doctype html><html><head><meta name="citation_author" content="Bo Sample"></head><body>A page without a title</body></html>` + "\n",
	"arxiv-page": "[1] arXiv:2403.00041 [pdf, html, other]\n    Title: A Whole Item\n    Ann Example\n    Subjects: Machine Learning (cs.LG)\n\n" +
		"[2] arXiv:2403.00042 [pdf, html, other]\n\n",
}

// oneRecord are the formats of which a digest is one record: a broken one has no other beside it.
var oneRecord = []string{"obsidian", "logseq"}

const rule = "------------------------------------------------------------------------------\n"

// listing is a record of arXiv's listing.
func listing(id, title string) string {
	return rule + "\\\\\narXiv:" + id + "\nDate: Wed, 28 Feb 2024 19:02:11 GMT   (243kb,D)\n\n" + title + "Authors: Ann Example\nCategories: cs.LG\n\\\\\n  " +
		abstract + "\n\\\\ ( https://arxiv.org/abs/" + id + " ,  243kb)\n"
}

// rejection is how import tells of a record that it did not take.
var rejection = regexp.MustCompile(`line \d+: \S`)

// broken imports a broken digest of each format. What is whole in it must be in the library, and what is not must be told.
func (r *rig) broken(ctx context.Context) error {
	line := r.row("broken record in each format")
	var formats []string
	for name := range brokenDigests {
		formats = append(formats, name)
	}
	slices.Sort(formats)
	return each(formats, func(format string) error {
		lib, err := r.folder("broken-" + format)
		if err != nil {
			return err
		}
		name := "broken.digest"
		if err := os.WriteFile(filepath.Join(filepath.Dir(lib), name), []byte(brokenDigests[format]), 0o600); err != nil {
			return err
		}
		r.verdict(line, format, r.importBroken(ctx, lib, name, slices.Contains(oneRecord, format)))
		return ctx.Err()
	})
}

// importBroken imports a digest in which a record is broken: the only one, or one beside a whole one.
func (r *rig) importBroken(ctx context.Context, lib, name string, alone bool) error {
	res := r.dogear(ctx, nil, lib, "import", name)
	want := 3
	if alone {
		want = 1
	}
	if res.status != want || !rejection.MatchString(res.err) {
		return fmt.Errorf("exit status %d, not %d: %.300s%.300s", res.status, want, res.out, res.err)
	}
	if alone {
		return nil
	}
	if list := r.dogear(ctx, nil, lib, "list"); list.status != 0 || !strings.Contains(list.out, "A Whole ") {
		return fmt.Errorf("the whole record is not there: exit status %d: %.300s%.300s", list.status, list.out, list.err)
	}
	return nil
}
