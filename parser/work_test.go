package parser

import (
	"html"
	"runtime"
	"strings"
	"testing"
)

// fieldsByFormat are one or two records in each format. @X@ marks where a field can grow.
var fieldsByFormat = map[string]string{
	"BibTeX": "@article{k, title={@T@A study of things}, year={2020}, author={@A@Doe, Jane and Roe, Ann}, abstract={@B@We study things.}," +
		" journal={@J@Things}, keywords={@K@graphs, things}, note={@N@}, doi={10.1000/x}}\n",
	"bibitems": "\\begin{thebibliography}{9}\n\\bibitem{a} J. Doe, @A@ A. Roe, @T@``A study of things,'' @J@\\emph{Things}, 2020.\n" +
		"\\bibitem{b} J. Doe, A. Roe, ``Another study,'' \\emph{Things}, 2020.\n\\end{thebibliography}\n",
	"RIS": "TY  - JOUR\nTI  - @T@A study of things\nAU  - @A@Doe, Jane\nAB  - @B@We study things.\nJO  - @J@Things\nKW  - @K@x\n" +
		"N1  - @N@x\nPY  - 2020\nDO  - 10.1000/x\nER  - \n",
	"PubMed": "PMID- 123456\nTI  - @T@A study of things\nFAU - @A@Doe, Jane\nAU  - @K@Doe J\nAB  - @B@We study things.\n" +
		"JT  - @J@Things\nDP  - 2020\n\n",
	"EndNote": "%0 Journal Article\n%T @T@A study of things\n%A @A@Doe, Jane\n%X @B@We study things.\n%J @J@Things\n%K @K@x\n%D 2020\n\n",
	"CSV": "title,authors,abstract,year,doi,journal,tags\n\"@T@A study of things\",\"@A@Doe, Jane; Roe, Ann\",\"@B@We study things.\",2020," +
		"10.1000/x,\"@J@Things\",\"@K@a\"\n\"Another study of things\",\"Doe, Jane\",\"We study them.\",2020,10.1000/y,Things,a\n",
	"Zotero": "\"Key\",\"Item Type\",\"Publication Year\",\"Author\",\"Title\",\"Publication Title\",\"DOI\",\"Abstract Note\",\"Manual Tags\"\n" +
		"\"ABCD1234\",\"journalArticle\",\"2020\",\"@A@Doe, Jane; Roe, Ann\",\"@T@A study of things\",\"@J@Things\",\"10.1000/x\"," +
		"\"@B@We study things.\",\"@K@a; b\"\n",
	"arXiv listing": "\\\\\narXiv:2001.01234\nDate: Mon, 6 Jan 2020 00:00:00 GMT   (12kb)\n\nTitle: @T@A study of things\n" +
		"Authors: @A@Jane Doe, Ann Roe\nCategories: cs.LG\nComments: @N@12 pages\nJournal-ref: @J@Things 1\n\\\\\n  @B@We study things.\n" +
		"\\\\ ( https://arxiv.org/abs/2001.01234 ,  12kb)\n" + strings.Repeat("-", 78) + "\n",
	"Atom": "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>arXiv Query</title><entry>" +
		"<id>http://arxiv.org/abs/2001.01234v1</id><title>@T@A study of things</title><summary>@B@We study things.</summary>" +
		"<author><name>@A@Jane Doe</name></author><published>2020-01-01T00:00:00Z</published></entry></feed>",
	"RSS": "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel>" +
		"<title>cs.LG updates on arXiv.org</title><item><title>@T@A study of things</title><link>https://arxiv.org/abs/2001.01234</link>" +
		"<description>Abstract: @B@We study things.</description><dc:creator>@A@Jane Doe, Ann Roe</dc:creator></item></channel></rss>",
	"Markdown": "# Papers\n\n- [@T@A study of things](https://arxiv.org/abs/2001.01234) @A@Jane Doe, Ann Roe. @B@We study things.\n" +
		"- [Another study of things](https://arxiv.org/abs/2001.01235)\n",
	"headings": "## @T@A study of things\n\n**Authors:** @A@Jane Doe, Ann Roe\n\nWe study things. @B@\n\n" +
		"[arXiv](https://arxiv.org/abs/2001.01234)\n",
	"references": "[1] J. Doe, A. Roe, @A@ \"A study of things@T@,\" Things @J@, vol. 1, pp. 1-2, 2020. doi:10.1000/x\n" +
		"[2] J. Doe, A. Roe, \"Another study of things,\" Things, vol. 1, pp. 1-2, 2020.\n",
	"HTML": "<html><head><meta name=\"citation_title\" content=\"@T@A study of things\"><meta name=\"citation_author\" content=\"@A@Doe, Jane\">" +
		"<meta name=\"citation_abstract\" content=\"@B@We study things.\"><meta name=\"citation_doi\" content=\"10.1000/x\"></head></html>",
	"CSL": `[{"id":"a","type":"article-journal","title":"@T@A study","author":[{"family":"@A@Doe","given":"@G@Jane"}],` +
		`"abstract":"@B@We study things.","container-title":"@J@Things","issued":{"date-parts":[[2020]]}}]`,
	"Obsidian": "---\ntitle: \"@T@A study of things\"\nauthors: [\"@A@Jane Doe\"]\narxiv: 2001.01234\nabstract: \"@B@We study things.\"\n" +
		"tags: [@K@x]\n---\n@N@ my note\n",
}

// TestWorkGrowsWithInput fills each field of each format with what has made some parser's work grow with the square of its
// input: bytes allocated are counted, not time. What is joined again and again shows in them.
func TestWorkGrowsWithInput(t *testing.T) {
	units := []string{"&amp;", "&#x41;", "A and ", "Jr., ", "Doe, J., ", "; ", `\'e`, "\n"}
	const small, large = 2 << 10, 8 << 10
	for format, record := range fieldsByFormat {
		for _, field := range strings.Split("T A B J K N G", " ") {
			field = "@" + field + "@"
			if !strings.Contains(record, field) {
				continue
			}
			for _, unit := range units {
				if format == "Atom" || format == "RSS" || format == "HTML" {
					unit = html.EscapeString(unit)
				} else if format == "CSL" || format == "Obsidian" {
					unit = strings.NewReplacer(`\`, `\\`, "\n", `\n`).Replace(unit)
				}
				filled := func(size int) string {
					text := strings.ReplaceAll(record, field, strings.Repeat(unit, size/len(unit)))
					return strings.NewReplacer("@T@", "", "@A@", "", "@B@", "", "@J@", "", "@K@", "", "@N@", "", "@G@", "").Replace(text)
				}
				few, many := allocated(filled(small)), allocated(filled(large))
				if many > 6*few && many > 400*large {
					t.Errorf("%s, %s of %q: reading %d KiB allocates %d KiB, reading %d KiB allocates %d KiB",
						format, field, unit, small>>10, few>>10, large>>10, many>>10)
				}
			}
		}
	}
}

// allocated returns how many bytes reading a text allocates.
func allocated(text string) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if d, err := Open(strings.NewReader(text), Options{}); err == nil {
		for range d.Records() {
		}
	}
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
