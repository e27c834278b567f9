//go:build unix

// This file owns broken digests: one in each format that can be read, with a record that is whole and one that cannot be
// taken. The import must take the first, say why it did not take the second, and end with status 3.

package main

// brokenDigests are digests by their formats.
var brokenDigests = map[string]string{
	"ids":           "2403.01238\nhttps://example.org/no-paper\n",
	"crossref-json": "{\"message-type\":\"work-list\",\"message\":{\"items\":[\n{\"DOI\":\"10.1000/whole\",\"title\":[\"A Whole Paper\"]},\n{\"DOI\":\"10.1000/broken\",\"title\":[]}]}}\n",
	"openalex-json": "{\"meta\":{\"per_page\":25,\"db_response_time_ms\":1},\"results\":[\n{\"id\":\"https://openalex.org/W1\",\"title\":\"A Whole Paper\"},\n{\"id\":\"https://openalex.org/A1\",\"display_name\":\"Ann Example\"}]}\n",
	"biorxiv-json":  "{\"messages\":[{\"status\":\"ok\"}],\"collection\":[\n{\"doi\":\"10.1101/1\",\"title\":\"A Whole Paper\",\"server\":\"biorxiv\"},\n{\"doi\":\"10.1101/2\",\"title\":\"\"}]}\n",
	"dblp-json":     "{\"result\":{\"query\":\"x\",\"status\":{},\"hits\":{\"hit\":[\n{\"info\":{\"title\":\"A Whole Paper.\"}},\n{\"info\":{\"author\":\"Ann Example\"}}]}}}\n",
	"zotero-json":   "[\n{\"itemType\":\"book\",\"title\":\"A Whole Paper\"},\n{\"itemType\":\"book\",\"title\":\"Cut \"off\"}]\n",
	"dblp-xml":      "<dblp>\n<article key=\"a\"><title>A Whole Paper.</title></article>\n<article key=\"b\"><author>Ann Example</author></article>\n</dblp>\n",
	"pubmed-xml":    "<PubmedArticleSet>\n<PubmedArticle><MedlineCitation><Article><ArticleTitle>A Whole Paper</ArticleTitle></Article></MedlineCitation></PubmedArticle>\n<PubmedArticle><MedlineCitation><PMID>1</PMID>\n</PubmedArticleSet>\n",
	"endnote-xml":   "<xml><records>\n<record><ref-type>17</ref-type><titles><title>A Whole Paper</title></titles></record>\n<record><ref-type>17</ref-type></record>\n</records></xml>\n",
	"oai-pmh":       "<OAI-PMH><ListRecords>\n<record><metadata><dc><title>A Whole Paper</title></dc></metadata></record>\n<record><header/></record>\n</ListRecords></OAI-PMH>\n",
}
