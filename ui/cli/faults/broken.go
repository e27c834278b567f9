//go:build unix

// This file owns broken digests: one in each format that can be read, with a record that is whole and one that cannot be
// taken. The import must take the first, say why it did not take the second, and end with status 3.

package main

// brokenDigests are digests by their formats.
var brokenDigests = map[string]string{
	"bibtex":          "@article{a, title = {A Whole Record}, year = 2024}\n@article{b, title = {A Brace Is {Missing}\n",
	"biblatex":        "@online{a, title = {A Whole Record}, date = {2024}}\n@online{b, title = {A Brace Is {Missing}\n",
	"csl-json":        `[{"id":"a","type":"article","title":"A Whole Record","issued":{"date-parts":[[2024]]}},{"id":"b","type":"article","author":[{"family":"Nobody"}]}]`,
	"csv":             "title,authors,doi\nA Whole Record,Ann Example,10.1000/a\n\"A Quote That Is Not Closed,Nobody,\n",
	"enw":             "%0 Journal Article\n%T A Whole Record\n%D 2024\n\n%0 Journal Article\n%A Nobody\n%D 2024\n",
	"nbib":            "PMID- 1\nTI  - A Whole Record\nTA  - J Owls\nSO  - J Owls. 2024.\n\nPMID- 2\nTI  - A Record That Ends in the Middle\nAB  - It be\n",
	"ris":             "TY  - JOUR\nTI  - A Whole Record\nER  - \n\nTY  - JOUR\nTI  - A Record That Ends in the Middle\n",
	"thebibliography": "\\bibitem{a} Ann Example, ``A Whole Record,'' 2024.\n\\bibitem{b} Nobody, A Title That Nothing Marks, 2024.\n",
	"wos":             "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nTI A Whole Record\nSO J OWLS\nER\n\nPT J\nTI A Record That Ends in the Middle\n",
	"zotero-csv":      "\"Key\",\"Item Type\",\"Author\",\"Title\"\n\"A\",\"preprint\",\"Example, Ann\",\"A Whole Record\"\n\"B\",\"attachment\",\"\",\"\"\n",
}
