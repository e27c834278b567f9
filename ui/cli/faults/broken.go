//go:build unix

// This file owns broken digests: one in each format that can be read, with a record that is whole and one that cannot be
// taken. The import must take the first, say why it did not take the second, and end with status 3.

package main

// brokenDigests are digests by their formats.
var brokenDigests = map[string]string{
	"scholar-alert": `<html><body><h3><a href="https://scholar.google.com/scholar_url?url=https://x.example/1" class="gse_alrt_title">A Whole Item</a></h3><div>A Example - Lists, 2024</div>` + "\n" +
		`<h3><a href="https://scholar.google.com/scholar_url?url=https://x.example/2" class="gse_alrt_title"></a></h3><div>B Sample - Lists, 2024</div></body></html>` + "\n",
	"page-html": `<!doctype html><html><head><meta name="citation_title" content="A Whole Page"><meta name="citation_author" content="Ann Example"></head></html>` + "\n" +
		`<!doctype html><html><head><meta name="citation_author" content="Bo Sample"></head><body>A page without a title</body></html>` + "\n",
	"arxiv-listing": "\\\\\narXiv:2402.18001\nDate: Wed, 28 Feb 2024 19:02:11 GMT   (243kb,D)\n\nTitle: A Whole Item\nAuthors: Ann Example\nCategories: cs.LG\n" +
		"\\\\\n  Lists are long.\n\\\\ ( https://arxiv.org/abs/2402.18001 ,  243kb)\n\\\\\narXiv:2402.18002\nTitle: An Item That Is Cut",
	"arxiv-page": "[1] arXiv:2403.00041 [pdf, html, other]\n    Title: A Whole Item\n    Ann Example\n    Subjects: Machine Learning (cs.LG)\n\n" +
		"[2] arXiv:2403.00042 [pdf, html, other]\n\n",
}
