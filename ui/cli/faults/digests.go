//go:build unix

// This file owns hostile digests: one in each format that can be read, with what acts on terminals in each of its fields.

package main

import (
	"fmt"
	"mime/quotedprintable"
	"strings"
)

// mark is in every sequence that must not act: whatever has it in its middle came out of a digest.
const mark = "PWNED"

// payload is what acts: titles, the clipboard, hyperlinks, device and application commands, colours and moves, in seven and
// eight bits, and ends with a sequence that does not end. Then what hides or turns text.
const payload = "\x1b]0;" + mark + "\x07 \x1b]2;" + mark + "\x1b\\ \x1b]52;c;" + mark + "\x07 \x1b]8;;http://" + mark + "/\x07 \x1bP" + mark + "\x1b\\ \x1b_" +
	mark + "\x1b\\ \x1b[8;5;77m \x1b[2J \u009b77;77H \u0090" + mark + "\u009c \u009d0;" + mark + "\u009c a\bb \x07 \x7f \u202e \u2066 \u200b \u200f \ufeff \U000e0041 \x00 \rover \x1b]0;" + mark

// hostileDigest is a digest: T, A, N, S and L in braces are its title, abstract, name, source and link.
type hostileDigest struct {
	format, ext, text string
	quote             func(string) string // how the format writes text that is not plain
}

var hostileDigests = []hostileDigest{
	{"jsonl", "jsonl", `{"title":"{T}","abstract":"{A}","authors":["{N}"],"tags":["{N}"],"note":"{A}","links":[{"kind":"page","url":"{L}"}],"digests":[{"source":"{S}","date":"2024-03-11"}],"comment":"{A}","key":"{N}","publication":{"venue":"{S}"}}` + "\n", inJSON},
	{"arxiv-jsonl", "jsonl", `{"id":"2401.00001","title":"{T}","abstract":"{A}","authors":"{N}","comments":"{A}","journal-ref":"{S}","categories":"cs.LG","versions":[]}` + "\n", inJSON},
	{"hf-json", "json", `[{"paper":{"id":"2403.01234","authors":[{"name":"{N}","hidden":false}],"publishedAt":"2024-03-09T00:00:00.000Z","title":"{T}","summary":"{A}","githubRepo":"{L}","projectPage":"{L}","ai_keywords":["{N}"]},"publishedAt":"2024-03-10T20:00:00.000Z","title":"{T}"}]`, inJSON},
	{"openreview-json", "json", `{"notes":[{"content":{"title":{"value":"{T}"},"authors":{"value":["{N}"]},"keywords":{"value":["{N}"]},"abstract":{"value":"{A}"},"venue":{"value":"{S}"},"pdf":{"value":"{L}"}},"id":"Ab3_-xYz12","forum":"Ab3_-xYz12","cdate":1695478654290}]}`, inJSON},
	{"s2-json", "json", `{"total":1,"offset":0,"data":[{"paperId":"0123456789abcdef0123456789abcdef01234567","externalIds":{"DOI":"10.1000/{N}"},"url":"{L}","title":"{T}","abstract":"{A}","venue":"{S}","year":2017,"authors":[{"authorId":"40","name":"{N}"}]}]}`, inJSON},
	{"crossref-json", "json", `{"status":"ok","message-type":"work-list","message":{"items":[{"indexed":{"date-parts":[[2024,6,3]]},"DOI":"10.1000/hostile.crossref","type":"journal-article","title":["{T}"],"author":[{"given":"{N}","family":"{N}"}],"editor":[{"family":"{N}"}],"abstract":"<jats:p>{A}</jats:p>","container-title":["{S}"],"publisher":"{S}","volume":"{N}","language":"{N}","subject":["{N}"],"URL":"{L}","link":[{"URL":"{L}","content-type":"application/pdf"}],"member":"1"}]}}`, inJSON},
	{"openalex-json", "json", `{"meta":{"count":1,"per_page":25,"db_response_time_ms":1},"results":[{"id":"https://openalex.org/W1","title":"{T}","authorships":[{"author":{"display_name":"{N}"}}],"abstract_inverted_index":{"{A}":[0]},"primary_location":{"landing_page_url":"{L}","source":{"display_name":"{S}","type":"journal"}},"keywords":[{"display_name":"{N}"}],"language":"{N}"}]}`, inJSON},
	{"biorxiv-json", "json", `{"messages":[{"status":"ok"}],"collection":[{"doi":"10.1101/2024.02.28.000001","title":"{T}","authors":"{N}","date":"2024-03-01","category":"{N}","abstract":"{A}","published":"{N}","server":"{S}"}]}`, inJSON},
	{"dblp-json", "json", `{"result":{"query":"x","status":{"@code":"200"},"hits":{"@total":"1","hit":[{"info":{"authors":{"author":[{"text":"{N}"}]},"title":"{T}","venue":"{S}","pages":"{N}","year":"2021","key":"{N}","ee":"{L}","url":"{L}"}}]}}}`, inJSON},
	{"zotero-json", "json", `{"config":{"id":"x","label":"BetterBibTeX JSON","options":{}},"items":[{"itemType":"journalArticle","title":"{T}","creators":[{"creatorType":"author","firstName":"{N}","lastName":"{N}"},{"creatorType":"editor","name":"{N}"}],"abstractNote":"{A}","publicationTitle":"{S}","url":"{L}","tags":[{"tag":"{N}"}],"notes":[{"note":"<p>{A}</p>"}],"attachments":[{"path":"{N}"}],"extra":"{A}","citationKey":"{N}"}]}`, inJSON},
	{"dblp-xml", "xml", `<?xml version="1.0" encoding="UTF-8"?><dblp><article key="{N}"><author>{N}</author><title>{T}</title><journal>{S}</journal><volume>{N}</volume><ee>{L}</ee></article></dblp>`, inXML},
	{"pubmed-xml", "xml", `<?xml version="1.0" encoding="UTF-8"?><PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>31000002</PMID><Article><Journal><Title>{S}</Title></Journal><ArticleTitle>{T}</ArticleTitle><Abstract><AbstractText Label="{N}">{A}</AbstractText></Abstract><AuthorList><Author><LastName>{N}</LastName></Author></AuthorList><Language>{N}</Language></Article><KeywordList><Keyword>{N}</Keyword></KeywordList></MedlineCitation></PubmedArticle></PubmedArticleSet>`, inXML},
	{"endnote-xml", "xml", `<?xml version="1.0" encoding="UTF-8"?><xml><records><record><ref-type name="{N}">17</ref-type><contributors><authors><author><style>{N}</style></author></authors></contributors><titles><title><style>{T}</style></title><secondary-title><style>{S}</style></secondary-title></titles><abstract><style>{A}</style></abstract><label>{N}</label><research-notes>{A}</research-notes><urls><related-urls><url>{L}</url></related-urls><pdf-urls><url>{N}</url></pdf-urls></urls></record></records></xml>`, inXML},
	{"oai-pmh", "xml", `<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><header><identifier>{N}</identifier></header><metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{T}</dc:title><dc:creator>{N}</dc:creator><dc:description>{A}</dc:description><dc:source>{S}</dc:source><dc:subject>{N}</dc:subject><dc:identifier>{L}</dc:identifier></oai_dc:dc></metadata></record></ListRecords></OAI-PMH>`, inXML},
	{"csl-json", "json", `[{"id":"{N}","type":"article-journal","title":"{T}","abstract":"{A}","container-title":"{S}","URL":"{L}","note":"{A}","keyword":"{N}","author":[{"family":"{N}","given":"{N}"}],"issued":{"date-parts":[[2024]]}}]`, inJSON},
	{"arxiv-api", "xml", `<?xml version="1.0" encoding="UTF-8"?><feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom"><id>https://arxiv.org/api/abc</id><title>arXiv Query: {S}</title><entry><id>http://arxiv.org/abs/2403.01235v2</id><title>{T}</title><published>2024-03-02T18:00:00Z</published><summary>{A}</summary><author><name>{N}</name></author><arxiv:comment>{A}</arxiv:comment></entry></feed>`, inXML},
	{"feed", "xml", `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>{S}</title><link>http://x.example/</link><item><title>{T}</title><link>https://x.example/1</link><description>{A}</description><dc:creator>{N}</dc:creator></item></channel></rss>`, inXML},
	{"obsidian", "md", "---\ntitle: \"{T}\"\nauthors:\n  - \"{N}\"\nvenue: \"{S}\"\ndoi: 10.1000/obsidian\nurl: \"{L}\"\ncitekey: \"{N}\"\ntags: [\"{N}\"]\nabstract: \"{A}\"\n---\n\n# {T}\n\n{A} [{N}]({L})\n", inJSON},
	{"logseq", "md", "title:: {T}\nauthors:: {N}\nvenue:: {S}\ndoi:: 10.1000/logseq\nurl:: {L}\ntags:: {N}\n\n- [[Abstract]]\n\t- {A}\n- {A} [{N}]({L})\n", inEntities},
	{"zotero-csv", "csv", "\"Key\",\"Item Type\",\"Publication Year\",\"Author\",\"Title\",\"Publication Title\",\"DOI\",\"Url\",\"Abstract Note\",\"Date\",\"Extra\",\"Notes\",\"Manual Tags\"\n\"AAAA1111\",\"preprint\",\"2024\",\"{N}\",\"{T}\",\"{S}\",\"\",\"{L}\",\"{A}\",\"2024-03-02\",\"{A}\",\"<p>{A}</p>\",\"{N}\"\n", inEntities},
	{"csv", "csv", "title,abstract,authors,tags,note,links\n\"{T}\",\"{A}\",\"{N}\",\"{N}\",\"{A}\",\"page {L}\"\n", inEntities},
	{"enw", "enw", "%0 Journal Article\n%T {T}\n%A {N}\n%E {N}\n%J {S}\n%D 2012\n%K {N}\n%U {L}\n%> {S}\n%X {A}\n", inEntities},
	{"wos", "txt", "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAF {N}\nBE {N}\nTI {T}\nSO {S}\nDE {N}\nAB {A}\nPY 2012\nER\n\nEF\n", inEntities},
	{"nbib", "nbib", "PMID- 31000001\nOWN - NLM\nSTAT- MEDLINE\nDP  - 2019 May 12\nTI  - {T}\nAB  - {A}\nFAU - {N}\nJT  - {S}\nOT  - {N}\n\n", inEntities},
	{"ris", "ris", "TY  - JOUR\nTI  - {T}\nAU  - {N}\nPY  - 2012\nAB  - {A}\nJF  - {S}\nKW  - {N}\nUR  - {L}\nER  - \n", inEntities},
	{"bibtex", "bib", "@article{key2024,\n title = {{T}},\n author = {{N}},\n abstract = {{A}},\n journal = {{S}},\n url = {{L}},\n keywords = {{N}},\n year = 2024\n}\n", inEntities},
	{"biblatex", "bib", "@online{key2025,\n title = {{T}},\n author = {{N}},\n abstract = {{A}},\n journaltitle = {{S}},\n url = {{L}},\n date = {2024-03-01}\n}\n", inEntities},
	{"thebibliography", "tex", "\\begin{thebibliography}{9}\n\\bibitem{k} {N}, ``{T},'' \\emph{{S}}, 2012, \\url{{L}}.\n\\end{thebibliography}\n", inEntities},
	{"arxiv-listing", "txt", "------------------------------------------------------------------------------\n\\\\\narXiv:2402.18001\nDate: Wed, 28 Feb 2024 19:02:11 GMT   (243kb,D)\n\nTitle: {T}\nAuthors: {N}\nCategories: cs.LG\nComments: {A}\n\\\\\n  {A}\n\\\\ ( https://arxiv.org/abs/2402.18001 ,  243kb)\n------------------------------------------------------------------------------\n", inEntities},
	{"arxiv-page", "txt", "Showing new listings for Friday, 1 March 2024\n\nNew submissions (showing 1 of 1 entries)\n\n[1] arXiv:2403.00041 [pdf, html, other]\n    Title: {T}\n    Authors: {N}\n    Comments: {A}\n    Subjects: Machine Learning (cs.LG)\n    Journal-ref: {S}\n\n    {A}\n", inEntities},
	{"page-html", "html", `<!doctype html><html><head><meta name="citation_title" content="{T}"><meta name="citation_author" content="{N}"><meta name="citation_publication_date" content="2024/03/11"><meta name="citation_journal_title" content="{S}"><meta name="citation_keywords" content="{N}"><meta name="citation_abstract" content="{A}"><meta name="og:site_name" content="{S}"><meta name="citation_pdf_url" content="{L}"></head><body></body></html>`, inEntities},
	{"scholar-alert", "html", `<html><body><h3><a href="https://scholar.google.com/scholar_url?url={L}&amp;hl=en" class="gse_alrt_title">{T}</a></h3><div>{N} - {S}, 2024 - {S}</div><div class="gse_alrt_sni">{A}</div></body></html>`, inEntities},
	{"mail", "eml", "From: \"{S}\" <a@x.example>\nSubject: =?utf-8?Q?{Q}?=\nDate: Wed, 13 Mar 2024 08:00:00 +0100\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n<html><body><h2><a href=3D\"https://arxiv.org/abs/2403.00031\">{T}</a></h2>\n<p>{A} We read HTML as text with its entities, and without its styles. It is enough for lists of papers, as we show with many mails.</p></body></html>\n", inMail},
	{"hf-page", "html", `<!doctype html><html><head><title>Daily Papers - Hugging Face</title></head><body><div class="SVELTE_HYDRATER contents" data-target="DailyPapers" data-props="{&quot;dailyPapers&quot;:[{&quot;paper&quot;:{&quot;id&quot;:&quot;2403.01236&quot;,&quot;authors&quot;:[{&quot;name&quot;:&quot;{N}&quot;,&quot;hidden&quot;:false}],&quot;publishedAt&quot;:&quot;2024-03-09T10:00:00.000Z&quot;,&quot;title&quot;:&quot;{T}&quot;,&quot;summary&quot;:&quot;{A}&quot;},&quot;title&quot;:&quot;{T}&quot;}]}"></div></body></html>`, inJSON},
	{"ids", "txt", "{T} - https://arxiv.org/abs/2403.01237\nhttps://doi.org/10.1000/{L}\n", inEntities},
	{"markdown", "md", "# {S}\n\n- [{T}](https://arxiv.org/abs/2401.00007): {A}\n- **{T}**, *{N}*, ICLR 2024. [[Paper](https://arxiv.org/abs/2401.00008)] [[Project]({L})]\n", inEntities},
	{"text", "txt", "{T}\n\n{A} We let graphs learn by themselves and look at what they find. It is what we had hoped for.\n", inEntities},
}

// written is the digest with its hostile text: as it is, or as the format writes what is not plain, so that decoding makes
// it what it was.
func (d hostileDigest) written(quoted bool) string {
	write := func(s string) string { return s }
	if quoted {
		write = d.quote
	}
	p := write(payload)
	return strings.NewReplacer("{T}", "Hostile "+d.format+" Title "+p, "{A}", "Hostile abstract of many words "+p, "{N}", "Mallory "+p, "{S}", "Source "+p,
		"{L}", "https://evil.example/"+strings.ReplaceAll(p, " ", ""), "{Q}", strings.ReplaceAll(inWords(payload), " ", "_")).Replace(d.text)
}

func inJSON(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r > 0xffff:
			b.WriteRune(r)
		case r < 0x20 || r > 0x7e || r == '"' || r == '\\':
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// inEntities writes characters as HTML does. Some formats decode that, and those that do not keep it as text.
func inEntities(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < 0x20 || r > 0x7e {
			fmt.Fprintf(&b, "&#%d;", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// inXML escapes twice: XML itself allows no reference to a control, but what feeds carry is often HTML.
func inXML(s string) string { return strings.ReplaceAll(inEntities(s), "&", "&amp;") }

func inMail(s string) string {
	var b strings.Builder
	w := quotedprintable.NewWriter(&b)
	_, _ = w.Write([]byte(s)) // a strings.Builder takes all
	_ = w.Close()
	return b.String()
}

// inWords is the text of an encoded word of RFC 2047.
func inWords(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		fmt.Fprintf(&b, "=%02X", c)
	}
	return b.String()
}
