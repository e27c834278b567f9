package parser_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"

	"dogear/parser"
)

// feedFixtures are the fixtures of feeds, and what they must be recognised as.
var feedFixtures = map[string]parser.Format{
	"arxiv-api.xml": parser.FormatArXivAPI, "arxiv-rss.xml": parser.FormatFeed, "arxiv-atom.xml": parser.FormatFeed,
	"arxiv-rss1.xml": parser.FormatFeed, "journal-rss.xml": parser.FormatFeed, "blog-atom.xml": parser.FormatFeed, "links-feed.json": parser.FormatFeed,
}

func TestFeedsGolden(t *testing.T) {
	for name := range feedFixtures {
		t.Run(name, func(t *testing.T) { golden(t, name, parser.Options{}) })
	}
}

func TestFeedsAreRecognised(t *testing.T) {
	for name, want := range feedFixtures {
		text := fixture(t, name)
		d, papers, problems := read(t, text, parser.Options{})
		if d.Format != want {
			t.Errorf("%s: read as %q", name, d.Format)
		}
		for encoding, encode := range encodings {
			e, same, sameProblems := read(t, encode(text), parser.Options{})
			if e.Format != want || e.Source != d.Source || e.Date != d.Date || len(same) != len(papers) || len(sameProblems) != len(problems) {
				t.Fatalf("%s in %s: read as %q from %q, %d papers, %v", name, encoding, e.Format, e.Source, len(same), sameProblems)
			}
			for i := range papers {
				if dumpPaper(same[i]) != dumpPaper(papers[i]) {
					t.Errorf("%s in %s:\n%s\nwant\n%s", name, encoding, dumpPaper(same[i]), dumpPaper(papers[i]))
				}
			}
		}
	}
}

func TestFeedsAreNotSeenElsewhere(t *testing.T) {
	abstract := "\n\n" + shelf[0].abstract + "\n\n"
	for name, text := range map[string]string{
		"tags in a title":    "Reading <rss> and <feed> with <entry>" + abstract,
		"a feed in prose":    "Owls in Feeds\n\nWe show that a feed begins with <rss version=\"2.0\"><channel> and is read by https://jsonfeed.org/version/1.1 too." + abstract,
		"a quoted feed":      "> <rss version=\"2.0\">\n\nOwls at Night" + abstract,
		"addresses of arXiv": "http://arxiv.org/api/query and <id>http://arxiv.org/api/x</id>" + abstract,
	} {
		if d, err := parser.Open(strings.NewReader(text), parser.Options{Now: now}); err != nil || d.Format == parser.FormatFeed || d.Format == parser.FormatArXivAPI {
			t.Errorf("%s: %+v, %v", name, d, err)
		}
	}
	for name, text := range map[string]string{
		"other XML":  `<?xml version="1.0"?><bibliography><entry><title>T</title></entry></bibliography>`,
		"SVG":        `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><title>T</title></svg>`,
		"RDF":        `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><item><title>T</title></item></rdf:RDF>`,
		"other JSON": `{"version": "https://other.example/1", "title": "T", "items": []}`,
		"a page":     `<html><head><title>An rss feed</title></head><body><rss version="2.0"></rss></body></html>`,
	} {
		if d, err := parser.Open(strings.NewReader(text), parser.Options{}); !errors.Is(err, parser.ErrUnknownFormat) {
			t.Errorf("%s: %+v, %v", name, d, err)
		}
	}
}

// apiFeed is results of the arXiv API with these entries, the first of which begins at line 4.
func apiFeed(entries string) string {
	return "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<id>http://arxiv.org/api/x</id>\n<title>arXiv Query: search_query=all:owl</title>\n" + entries + "\n</feed>\n"
}

// rssFeed is a feed with these items, the first of which begins at line 3.
func rssFeed(items string) string {
	return "<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel>\n<title>Owls</title>\n" + items + "\n</channel></rss>\n"
}

const (
	apiOwl = "<entry><id>http://arxiv.org/abs/2403.01234v1</id><title>Owl</title></entry>"
	owl    = "<item><title>Owl</title></item>"
)

const apiOwlRead = "Owl|||2403.01234|v1|||https://arxiv.org/abs/2403.01234 https://arxiv.org/pdf/2403.01234"

var apiCases = map[string]struct {
	entries string
	want    []string
}{
	"an error among papers": {
		apiOwl + "\n<entry><id>http://arxiv.org/api/errors#x</id><title>Error</title><summary>start must be\n an integer</summary></entry>",
		[]string{"4|" + apiOwlRead, "!5: arXiv returned an error: start must be an integer"},
	},
	"an identifier that is none": {
		"<entry><id>http://arxiv.org/abs/2017/1118</id><title>T</title></entry>\n" + apiOwl,
		[]string{`!4: "http://arxiv.org/abs/2017/1118" is not an arXiv identifier such as http://arxiv.org/abs/2403.01234v1`, "5|" + apiOwlRead},
	},
	"no identifier": {"<entry><title>T</title></entry>", []string{"4|T||||v0|||"}},
	"arXiv's own DOI": {
		`<entry><title>T</title><doi>10.48550/arXiv.2403.01234</doi></entry>`,
		[]string{"4|T|||2403.01234|v0|||https://arxiv.org/abs/2403.01234 https://arxiv.org/pdf/2403.01234"},
	},
	"a DOI in a link alone": {
		`<entry><title>T</title><link title="doi" href="http://dx.doi.org/10.1000/A"/></entry>`,
		[]string{"4|T||||v0|10.1000/a||https://doi.org/10.1000/a"},
	},
	"a colon among authors": {
		"<entry><title>T</title><author><name>LHC Owls</name></author><author><name>:</name></author><author><name>R. Roe</name></author></entry>",
		[]string{"4|T||LHC//Owls/; R.//Roe/||v0|||"},
	},
	"prefixes of its own": {
		`<a:entry xmlns:a="http://www.w3.org/2005/Atom"><a:title>T</a:title></a:entry>`, []string{"4|T||||v0|||"},
	},
	"entities and CDATA": {
		"<entry><title>A&#233; &amp;lt; &eacute;&nbsp;<![CDATA[<b> & ]]>B</title></entry>", []string{"4|Aé < é <b> & B||||v0|||"},
	},
	"an ampersand that is none": {"<entry><title>Owls & Barns</title></entry>", []string{"4|Owls & Barns||||v0|||"}},
	"controls become signs": {
		"<entry><title>A\x1b[31m &#27;[2J&#x9b;&#0;&#xD800;&#99999999999;B\u202e</title></entry>",
		[]string{"4|A␛[31m ␛[2J⟨U+009B⟩␀��B⟨U+202E⟩||||v0|||"},
	},
	"an end that is missing": {
		"<entry><title>Lost</title>\n" + apiOwl, []string{"!4: the record is not closed: </entry> is missing", "5|" + apiOwlRead},
	},
	"a comment without end": {
		"<entry><title>Lost</title><!-- oh\n</entry>\n" + apiOwl + "\n<!-- fine -->",
		[]string{"!4: a comment or CDATA section is not closed", "6|" + apiOwlRead},
	},
	"CDATA without end": {
		"<entry><title><![CDATA[Lost</title>\n</entry>" + apiOwl + "\n" + strings.Replace(apiOwl, "Owl", "<![CDATA[Owl]]>", 1),
		[]string{"!4: a comment or CDATA section is not closed", "5|" + apiOwlRead, "6|" + apiOwlRead},
	},
	"a tag without end": {"<entry><title>Owl</title\n</entry>\n" + apiOwl, []string{"!4: not XML at line 5: invalid characters between </title and >", "6|" + apiOwlRead}},
	"a quote without end": {
		`<entry><title x="y>T</title></entry>` + "\n" + apiOwl, []string{"!4: not XML at line 4: unescaped < inside quoted string", "5|" + apiOwlRead},
	},
	"the end of the feed inside of an entry": {
		apiOwl + "\n<entry><title>Lost</title>", []string{"4|" + apiOwlRead, "!5: the record is not closed: </entry> is missing"},
	},
	"nested too deep": {
		"<entry><title>T</title>" + strings.Repeat("<a>", 200) + strings.Repeat("</a>", 200) + "</entry>\n" + apiOwl,
		[]string{"!4: elements are nested more than 100 levels deep", "5|" + apiOwlRead},
	},
	"a declaration inside": {
		"<entry><!ENTITY a \"b\"><title>T</title></entry>\n" + apiOwl, []string{"!4: a declaration (<!…>) inside a record", "5|" + apiOwlRead},
	},
	"too many elements": {
		"<entry><title>T</title>" + strings.Repeat("<a/>", 20000) + "</entry>\n" + apiOwl,
		[]string{"!4: a record with more than 10000 elements", "5|" + apiOwlRead},
	},
}

func TestArXivAPICases(t *testing.T) {
	for name, test := range apiCases {
		t.Run(name, func(t *testing.T) { sameOutcome(t, apiFeed(test.entries), parser.FormatArXivAPI, test.want...) })
	}
}

var feedCases = map[string]struct {
	items string
	want  []string
}{
	"one creator, family name first":  {"<item><title>T</title><dc:creator>van Doe, Jane</dc:creator></item>", []string{"3|T||Jane/van/Doe/||v0|||"}},
	"one creator, a list":             {"<item><title>T</title><dc:creator>Jane Doe, R. Roe and John Poe</dc:creator></item>", []string{"3|T||Jane//Doe/; R.//Roe/; John//Poe/||v0|||"}},
	"one creator, family and initial": {"<item><title>T</title><dc:creator>Doe, J., van Roe, R.-S.</dc:creator></item>", []string{"3|T||J.//Doe/; R.-S./van/Roe/||v0|||"}},
	"creators":                        {"<item><title>T</title><dc:creator>Art and Science Lab</dc:creator><dc:creator>Jane Doe Jr.</dc:creator></item>", []string{"3|T||//Art and Science Lab/; Jane//Doe/Jr.||v0|||"}},
	"authors with mail":               {"<item><title>T</title><author>jane@doe.example (Jane Doe)</author></item>\n<item><title>T</title><author>jane@doe.example</author></item>", []string{"3|T||Jane//Doe/||v0|||", "4|T||||v0|||"}},
	"dates": {
		"<item><title>A</title><pubDate>Tue, 5 Mar 2024 23:00:00 -0800</pubDate></item>\n<item><title>B</title><pubDate>05 Mar 24</pubDate></item>\n" +
			"<item><title>C</title><dc:date>2024-03</dc:date></item>\n<item><title>D</title><pubDate>0001-01-01T00:00:00Z</pubDate><dc:date>2024-03-05T10:00:00+01:00</dc:date></item>\n<item><title>E</title><pubDate>soon</pubDate></item>",
		[]string{"3|A||||v0||2024-03-05|", "4|B||||v0||2024-03-05|", "5|C||||v0||2024-03|", "6|D||||v0||2024-03-05|", "7|E||||v0|||"},
	},
	"HTML encoded twice":    {"<item><title>A &amp;amp; B &amp;lt;i&amp;gt;</title><description>&lt;p&gt;It&amp;#39;s &amp;lt;b&amp;gt;&lt;/p&gt;</description></item>", []string{"3|A & B <i>|It's <b>|||v0|||"}},
	"less-than in HTML":     {"<item><title>x&lt;y and z&gt;w</title><description>&lt;p&gt;$a&lt;b$ &lt;i&gt;and&lt;/i&gt; c&gt;d&lt;/p&gt;</description></item>", []string{"3|x<y and z>w|a<b and c>d|||v0|||"}},
	"scripts are not shown": {"<item><title>T</title><description>&lt;p&gt;A&lt;/p&gt;&lt;style&gt;p {}&lt;/style&gt;&lt;script&gt;b&amp;lt;/p&gt;&lt;/script&gt;C</description></item>", []string{"3|T|A\n\nC|||v0|||"}},
	"links": {
		"<item><title>T</title><link>https://a.example/1</link><description>&lt;a href=\"https://b.example/2\"&gt;b&lt;/a&gt; &lt;a href=\"javascript:x\"&gt;c&lt;/a&gt; &lt;a href=\"/d\"&gt;d&lt;/a&gt; https://a.example/1/</description></item>",
		[]string{"3|T|b c d https://a.example/1/|||v0|||https://a.example/1 https://b.example/2"},
	},
	"papers that are only mentioned": {
		"<item><title>T</title><link>https://a.example/1</link><description>&lt;a href=\"https://arxiv.org/abs/2403.01234\"&gt;b&lt;/a&gt;</description></item>",
		[]string{"3|T|b|||v0|||https://a.example/1 https://arxiv.org/abs/2403.01234"},
	},
	"a link to arXiv":      {"<item><title>T</title><link>https://arxiv.org/pdf/2403.01234v2.pdf</link></item>", []string{"3|T|||2403.01234|v2|||https://arxiv.org/abs/2403.01234 https://arxiv.org/pdf/2403.01234"}},
	"a number is no paper": {"<item><title>T</title><guid>2403.01234</guid></item>", []string{"3|T||||v0|||"}},
	"a DOI in the address": {"<item><title>T</title><link>https://p.example/doi/full/10.1000/X%281%29?af=R</link></item>", []string{"3|T||||v0|10.1000/x(1)||https://doi.org/10.1000/x(1) https://p.example/doi/full/10.1000/X%281%29?af=R"}},
	"a DOI of Dublin Core": {"<item><title>T</title><dc:identifier>doi:10.1000/X</dc:identifier></item>", []string{"3|T||||v0|10.1000/x||https://doi.org/10.1000/x"}},
	"a title in another":   {"<item><dc:title>T</dc:title></item>", []string{"3|T||||v0|||"}},
	"an empty item":        {"<item/>\n" + owl, []string{"!3: an item without a title", "4|Owl||||v0|||"}},
	"an end is missing":    {"<item><title>Lost</title>\n" + owl, []string{"!3: the record is not closed: </item> is missing", "4|Owl||||v0|||"}},
	"arXiv without Abstract": {
		"<item><title>T</title><description>arXiv:2403.01234v3 Announce Type: replace\nWords, $a&lt;b$ &lt;a then b&gt;.</description><pubDate>Tue, 5 Mar 2024 00:00:00 -0500</pubDate></item>",
		[]string{"3|T|Words, a<b <a then b>.||2403.01234|v3|||https://arxiv.org/abs/2403.01234 https://arxiv.org/pdf/2403.01234"},
	},
	"arXiv's titles of old": {
		"<item><title>T: a (b). (arXiv:math/0309136v1 [math.GT] CROSS LISTED)</title></item>",
		[]string{"3|T: a (b)|||math/0309136|v1|||https://arxiv.org/abs/math/0309136 https://arxiv.org/pdf/math/0309136"},
	},
}

func TestFeedCases(t *testing.T) {
	for name, test := range feedCases {
		t.Run(name, func(t *testing.T) { sameOutcome(t, rssFeed(test.items), parser.FormatFeed, test.want...) })
	}
}

func TestArXivFeedsOfThousandsOfAuthors(t *testing.T) {
	creators := strings.TrimSuffix(strings.Repeat("Jane van Doe, ", 3000), ", ")
	_, papers, _ := read(t, rssFeed("<item><title>T</title><guid>oai:arXiv.org:2403.01234v1</guid><dc:creator>"+creators+"</dc:creator></item>"), parser.Options{})
	if len(papers) != 1 || len(papers[0].Authors) != 3000 || papers[0].Authors[2999].Particle != "van" {
		t.Fatalf("%d papers", len(papers))
	}
}

// Wherever a feed is cut off, what stands before is read, and at most one record is rejected: the last.
func TestFeedsCutOff(t *testing.T) {
	for name, format := range feedFixtures {
		if strings.HasSuffix(name, ".json") {
			continue
		}
		text := fixture(t, name)
		whole := outcome(t, text, format)
		for cut := 0; cut < len(text); cut += 13 {
			got := outcome(t, text[:cut], format)
			last := got[len(got)-1]
			if strings.HasPrefix(last, "ERROR") {
				continue
			}
			if strings.Contains(last, "the record is incomplete: </") {
				got = got[:len(got)-1]
			}
			if len(got) > len(whole) || strings.Join(got, "\n") != strings.Join(whole[:len(got)], "\n") {
				t.Fatalf("%s cut off at %d: %s", name, cut, strings.Join(got, "\n"))
			}
		}
	}
	text := apiFeed(apiOwl + "\n" + apiOwl)
	sameOutcome(t, text[:len(text)-30], parser.FormatArXivAPI, "4|"+apiOwlRead, "!5: the record is incomplete: </entry> is missing")
}

func TestFeedsWithoutPapers(t *testing.T) {
	for name, text := range map[string]string{
		"the API":     apiFeed(""),
		"RSS":         "<?xml version='1.0'?>" + rssFeed(""),
		"Atom":        `<feed xmlns="http://www.w3.org/2005/Atom"><title>Owls</title><updated>2024-03-11T00:00:00Z</updated></feed>`,
		"a JSON feed": `{"version":"https://jsonfeed.org/version/1","title":"Owls","items":[]}`,
	} {
		d, papers, problems := read(t, text, parser.Options{})
		if len(papers)+len(problems) > 0 || d.Source != "Owls" && d.Source != "arXiv" {
			t.Errorf("%s: %+v, %v", name, d, problems)
		}
	}
	for name, text := range map[string]string{
		"cut off in the head": rssFeed("")[:80],
		"an error alone":      apiFeed("<entry><id>http://arxiv.org/api/errors#x</id><summary>bad start</summary></entry>"),
		"no titles":           rssFeed("<item></item>"),
	} {
		if d, err := parser.Open(strings.NewReader(text), parser.Options{}); !errors.Is(err, parser.ErrNoPapers) {
			t.Errorf("%s: %+v, %v", name, d, err)
		}
	}
}

func TestXMLWithDeclarationsIsRefused(t *testing.T) {
	bomb := `<!ENTITY a "owl"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">`
	for name, doctype := range map[string]string{
		"entities":         "<!DOCTYPE rss [" + bomb + "]>",
		"a file":           "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
		"parameters":       "<!DOCTYPE rss PUBLIC \"a\" \"b\" [ <!ENTITY % x \"y\"> %x; ]>",
		"elements":         "<!DOCTYPE rss [<!ELEMENT rss ANY>]>",
		"behind a comment": "<!-- owl --><!DOCTYPE rss\n[\n" + bomb + "]>",
		"without DOCTYPE":  `<!ENTITY a "owl">`,
	} {
		for _, feed := range []string{rssFeed("<item><title>&b;</title></item>"), apiFeed(apiOwl)} {
			d, err := parser.Open(strings.NewReader("<?xml version=\"1.0\"?>\n"+doctype+"\n"+feed), parser.Options{})
			if d != nil || !errors.Is(err, parser.ErrDeclarations) || !strings.Contains(err.Error(), "line ") {
				t.Errorf("%s: %v, %v", name, d, err)
			}
		}
	}
	if _, papers, _ := read(t, "<!DOCTYPE rss PUBLIC \"a\" \"b\">"+rssFeed(owl), parser.Options{}); len(papers) != 1 {
		t.Error("a DOCTYPE that only names another document")
	}
}

func TestXMLNamesItsEncoding(t *testing.T) {
	texts := map[string]struct {
		title string
		encoding.Encoding
	}{
		"ISO-8859-1": {"Modèles génératifs", charmap.ISO8859_1}, "iso-8859-2": {"Sowa śpi w nocy: źródło", charmap.ISO8859_2},
		"windows-1251": {"Совы ночью", charmap.Windows1251}, "KOI8-R": {"Совы ночью", charmap.KOI8R}, "Shift_JIS": {"ふくろうの夜", japanese.ShiftJIS},
		"EUC-JP": {"ふくろうの夜", japanese.EUCJP}, "ISO-2022-JP": {"ふくろうの夜", japanese.ISO2022JP},
		"GB2312": {"猫头鹰之夜", simplifiedchinese.GBK}, "gb18030": {"猫头鹰之夜", simplifiedchinese.GB18030},
	}
	for label, test := range texts {
		for _, padding := range []int{0, 4000, 4090, 100_000} { // the first letter beyond ASCII comes late, or at a buffer's end
			text := fmt.Sprintf("<?xml version='1.0' encoding=%q standalone=\"yes\"?>\n<!--%s-->", label, strings.Repeat("x", padding)) +
				rssFeed("<item><title>"+test.title+"</title></item>")
			encoded, err := test.NewEncoder().String(text)
			if err != nil {
				t.Fatal(err)
			}
			for what, bytes := range map[string]string{"as it says": encoded, "UTF-8 in truth": text, "with a mark": "\ufeff" + text, "UTF-16": utf16Bytes("\ufeff"+text, 8, 0)} {
				d, err := parser.Open(iotest.HalfReader(strings.NewReader(bytes)), parser.Options{Format: parser.FormatFeed})
				if err != nil {
					t.Fatalf("%s, %s, %d: %v", label, what, padding, err)
				}
				for p := range d.Records() {
					if p.Title != test.title {
						t.Errorf("%s, %s, %d: %q", label, what, padding, p.Title)
					}
				}
			}
		}
	}
	for _, label := range []string{"utf-8", "UTF-16", "utf-16le", "no-such-charset", "hz-gb-2312", "x-user-defined"} {
		text := "<?xml version=\"1.0\" encoding='" + label + "'?>" + rssFeed("<item><title>Hiboux d’été</title></item>")
		if _, papers, _ := read(t, text, parser.Options{}); len(papers) != 1 || papers[0].Title != "Hiboux d’été" {
			t.Errorf("%s: %v", label, papers)
		}
	}
}

// Hostile documents cost time in proportion to their size, and little memory.
func TestHostileXML(t *testing.T) {
	const size = 1 << 18
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	for name, text := range map[string]string{
		"tags that open":         rssFeed("<item>" + fill("<a>")),
		"tags that close":        rssFeed("<item>" + fill("</a>")),
		"items that open":        rssFeed(fill("<item>")),
		"items in CDATA":         rssFeed(fill("<item><![CDATA[</item>")),
		"comments that open":     rssFeed("<item>" + fill("<!--")),
		"less-than signs":        rssFeed("<item><title>" + fill("<")),
		"ampersands":             rssFeed("<item><title>" + fill("&") + "</title></item>"),
		"entities in HTML":       rssFeed("<item><title>T</title><description>" + strings.Repeat("&amp;lt;", 100_000) + "</description></item>"),
		"tags in HTML":           rssFeed("<item><title>T</title><description>" + strings.Repeat("&lt;p ", 100_000) + "</description></item>"),
		"brackets in HTML":       rssFeed("<item><title>T</title><description>&lt;p&gt;" + strings.Repeat("&lt;b&gt;", 100_000) + "</description></item>"),
		"a tag without end":      rssFeed("<item x=\"" + fill("y")),
		"attributes":             rssFeed("<item" + fill(" x='y'") + ">"),
		"pieces of text":         rssFeed("<item><title>T</title><dc:creator>" + strings.Repeat("a<b/>", 9000) + strings.Repeat("y", 900_000) + "</dc:creator></item>"),
		"elements before items":  "<rss version='2.0'>" + fill("<channel>"),
		"a title without end":    "<rss version='2.0'><channel><title>" + fill("owl "),
		"a root without end":     "<rss version='2.0' " + fill("x='y' "),
		"namespaces":             "<rss version='2.0' " + strings.Repeat("xmlns:a='b' ", 2000) + "><channel>" + owl,
		"nothing but white room": "<rss version='2.0'><channel>" + fill(" \n") + owl,
	} {
		t.Run(name, func(t *testing.T) {
			allocated := totalAlloc()
			if len(outcome(t, text, parser.FormatFeed)) == 0 {
				t.Error("no word of what is wrong")
			}
			outcome(t, text, parser.FormatArXivAPI)
			if n := totalAlloc() - allocated; n > 6<<30 {
				t.Errorf("%d MiB allocated", n>>20)
			}
		})
	}
}

func TestHugeItemsAreRejected(t *testing.T) {
	const huge = 32 << 20
	words := &repeated{text: strings.Repeat("word\n", 1000), left: huge}
	d, err := parser.Open(io.MultiReader(strings.NewReader(strings.TrimSuffix(rssFeed(owl), "\n</channel></rss>\n")+"\n<item><title>"), words,
		strings.NewReader("</title></item>"+owl+"</channel></rss>")), parser.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	allocated := totalAlloc()
	for p, problem := range d.Records() {
		if problem != nil {
			got = append(got, problem.Error())
		} else {
			got = append(got, fmt.Sprint(p.Line))
		}
	}
	if want := fmt.Sprintf("3; line 4: a record longer than 1 MiB; %d", 4+huge/5); strings.Join(got, "; ") != want || d.Err() != nil {
		t.Errorf("got %q, %v", got, d.Err())
	}
	if n := totalAlloc() - allocated; n > 100<<20 {
		t.Errorf("%d MiB allocated", n>>20)
	}
}

// What is held while a feed is read does not grow with it.
func TestFeedMemoryIsBounded(t *testing.T) {
	for _, feed := range []string{apiFeed(apiOwl), rssFeed(owl)} {
		head, tail, _ := strings.Cut(feed, "\n</")
		entry := head[strings.LastIndexByte(head, '\n'):]
		before := heapInUse()
		d, err := parser.Open(io.MultiReader(strings.NewReader(head), &repeated{text: entry, left: 5000 * len(entry)}, strings.NewReader("\n</"+tail)), parser.Options{})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for range d.Records() {
			if n++; n == 5000 && heapInUse()-before > 4<<20 {
				t.Errorf("%d KiB held", (heapInUse()-before)>>10)
			}
		}
		if n != 5001 || d.Err() != nil {
			t.Errorf("%d records, %v", n, d.Err())
		}
	}
}

func TestFeedReadErrors(t *testing.T) {
	broken := errors.New("the wire broke")
	text := rssFeed(owl + "\n<item><title>Cut")
	d, err := parser.Open(io.MultiReader(strings.NewReader(text[:len(text)-20]+strings.Repeat(" ", 1<<17)), iotest.ErrReader(broken)), parser.Options{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, problem := range d.Records() {
		if n++; problem != nil {
			t.Error(problem)
		}
	}
	if n != 1 || !errors.Is(d.Err(), broken) {
		t.Errorf("%d records, %v", n, d.Err())
	}
}

func feedSeeds(t testing.TB) (seeds []string) {
	for name := range feedFixtures {
		seeds = append(seeds, fixture(t, name))
	}
	for _, c := range feedCases {
		seeds = append(seeds, rssFeed(c.items))
	}
	for _, c := range apiCases {
		if len(c.entries) < 4000 {
			seeds = append(seeds, apiFeed(c.entries))
		}
	}
	return append(seeds, "<?xml version='1.0' encoding='Shift_JIS'?>"+rssFeed("<item><title>\x82\xd3\x82\xad</title></item>"))
}

func FuzzFeed(f *testing.F) { fuzzFormat(f, parser.FormatFeed, feedSeeds(f)...) }

func FuzzArXivAPI(f *testing.F) { fuzzFormat(f, parser.FormatArXivAPI, feedSeeds(f)...) }
