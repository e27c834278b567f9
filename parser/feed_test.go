package parser_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"dogear/parser"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
)

var feedFixtures = map[string]parser.Format{
	"arxiv-api.xml": parser.FormatArXivAPI, "arxiv-rss.xml": parser.FormatFeed, "arxiv-atom.xml": parser.FormatFeed,
	"arxiv-rss1.xml": parser.FormatFeed, "journal.rdf": parser.FormatFeed, "blog.rss": parser.FormatFeed,
	"group.atom": parser.FormatFeed, "notes.json": parser.FormatFeed,
}

func feedFixture(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestFeedGoldens(t *testing.T) {
	for name := range feedFixtures {
		t.Run(name, func(t *testing.T) { golden(t, name, parser.Options{}) })
	}
}

const (
	rssStart  = `<rss version="2.0"><channel><title>T</title>`
	rssEnd    = `</channel></rss>`
	atomStart = `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>`
	apiStart  = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"><id>http://arxiv.org/api/x</id>` + "\n"
	apiEnd    = `</feed>`
)

func TestFeedsAreRecognised(t *testing.T) {
	tests := []struct {
		name, text string
		want       parser.Format // empty: none
	}{
		{"an error of the API", apiStart[:len(apiStart)-1] + `<entry><id>http://arxiv.org/abs/2403.01234</id><title>A</title></entry></feed>`, parser.FormatArXivAPI},
		{"the API by its words", `<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom"><id>https://arxiv.org/</id><opensearch:startIndex>0</opensearch:startIndex><entry><title>A</title></entry></feed>`, parser.FormatArXivAPI},
		{"a post about the API", atomStart + `<entry><title>A</title><summary>See http://arxiv.org/api/query and opensearch:</summary></entry></feed>`, parser.FormatFeed},
		{"a comment before it", "<?xml version='1.0'?>\n<!-- <feed> -->\n<!DOCTYPE rss SYSTEM \"a.dtd\">\n" + rssStart + "<item><title>A</title></item>" + rssEnd, parser.FormatFeed},
		{"capitals", "<RSS VERSION='0.91'><channel><item><title>A</title></item></channel></RSS>", parser.FormatFeed},
		{"JSON with escapes", `{"title":"T","version":"https:\/\/jsonfeed.org\/version\/1","items":[{"title":"A"}]}`, parser.FormatFeed},
		{"other XML", `<?xml version="1.0"?><library><item><title>A</title></item></library>`, ""},
		{"other RDF", `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description/></rdf:RDF>`, ""},
		{"HTML", "<!DOCTYPE html><html><body><rss></body></html>", ""},
		{"prose that names a tag", "<rss> Is Not Dead Yet\n\nWe show that people still read feeds, in <feed> and in <rss>. It ends here.", ""},
		{"prose that ends in tags", "Feeds Are Fine\n\nThe abstract has <rss version=\"2.0\"><channel><item>. It ends here.", parser.FormatText},
	}
	for _, test := range tests {
		d, err := parser.Open(strings.NewReader(test.text), parser.Options{})
		if test.want == "" && !errors.Is(err, parser.ErrUnknownFormat) || test.want != "" && (err != nil || d.Format != test.want) {
			t.Errorf("%s: %v, %v", test.name, d, err)
		}
	}
	for name, want := range feedFixtures {
		d, err := parser.Open(strings.NewReader(feedFixture(t, name)), parser.Options{})
		if err != nil || d.Format != want {
			t.Errorf("%s: %v, %v", name, d, err)
		}
	}
}

// feedSummary is what a test compares of a record.
func feedSummary(text string, opts parser.Options) (got []string) {
	d, err := parser.Open(strings.NewReader(text), opts)
	if err != nil {
		return []string{err.Error()}
	}
	for p, problem := range d.Records() {
		if problem != nil {
			got = append(got, fmt.Sprintf("!%d: %s", problem.Line, problem.Reason))
		} else {
			got = append(got, summary(p))
		}
	}
	if d.Err() != nil {
		got = append(got, d.Err().Error())
	}
	return got
}

func TestArXivAPIPitfalls(t *testing.T) {
	entry := func(id, rest string) string {
		return "<entry><id>" + id + "</id><title>T</title>" + rest + "</entry>\n"
	}
	links := func(id string) string { return "https://arxiv.org/abs/" + id + " https://arxiv.org/pdf/" + id }
	tests := []struct {
		name, text string
		want       []string
	}{
		{"prefixes of its own", `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:id>http://arxiv.org/api/x</a:id><a:entry><a:id>http://arxiv.org/abs/2403.01234v3</a:id><a:title>T</a:title></a:entry></a:feed>`,
			[]string{"1|T|||2403.01234|v3|||" + links("2403.01234")}},
		{"arXiv's own DOI is its identifier", apiStart + "<entry><title>T</title><arxiv:doi>10.48550/arXiv.2403.01234</arxiv:doi></entry></feed>",
			[]string{"2|T|||2403.01234|v0|||" + links("2403.01234")}},
		{"an identifier that is none", apiStart + entry("http://arxiv.org/abs/2017/1118", "") + entry("http://arxiv.org/abs/2403.01234v1", "") + apiEnd,
			[]string{`!2: "http://arxiv.org/abs/2017/1118" is no arXiv identifier; they look like http://arxiv.org/abs/0704.0001v1`, "3|T|||2403.01234|v1|||" + links("2403.01234")}},
		{"an error among papers", apiStart + entry("http://arxiv.org/abs/2403.01234v1", "") + entry("https://arxiv.org/api/errors#too_many%20papers", "") + apiEnd,
			[]string{"2|T|||2403.01234|v1|||" + links("2403.01234"), "!3: arXiv answered with an error: too many papers"}},
		{"titles of other things", apiStart + `<entry><title>T</title><media:title xmlns:media="http://search.yahoo.com/mrss/">Wrong</media:title><source><title>Wrong</title></source></entry></feed>`,
			[]string{"2|T||||v0|||"}},
		{"an indent that is the file's", apiStart + "<entry><title>T</title><summary>\n    One\n    two\n    three.\n  </summary></entry></feed>",
			[]string{"2|T|One two three.|||v0|||"}},
		{"a comment that hides an entry", apiStart + "<!-- <entry><title>No</title></entry> --><entry><title>T</title><summary><![CDATA[</entry><entry>]]></summary></entry></feed>",
			[]string{"2|T|</entry><entry>|||v0|||"}},
		{"an attribute that never ends", apiStart + "<entry><title lang=\"x>T</title></entry>\n<entry><title>U</title></entry></feed>",
			[]string{"!2: not XML at line 2: unescaped < inside quoted string", "3|U||||v0|||"}},
		{"a stray bracket", apiStart + "<entry><title>1 < 2</title></entry>\n<entry><title>U</title></entry></feed>",
			[]string{"!2: not XML at line 2: expected element name after <", "3|U||||v0|||"}},
		{"an end that is missing", apiStart + "<entry><title>T</title></entry><entry>\n<title>U</title></feed>",
			[]string{"2|T||||v0|||", "!2: its end, </entry>, is missing"}},
		{"cut off between entries", apiStart + "<entry><title>T</title></entry>\n",
			[]string{"2|T||||v0|||", "!3: the input ends without </feed>; was the file cut off, and the rest lost?"}},
		{"controls by number", apiStart + "<entry><title>A&#27;[31mB&#x0;C&#xd800;D\x0c</title></entry></feed>",
			[]string{"2|A␛[31mB␀C\ufffdD␌||||v0|||"}},
		{"an entity that nobody declared", apiStart + "<entry><title>A &b; &Ouml;</title></entry><entry><title>&Ouml;</title></entry></feed>",
			[]string{"!2: not XML at line 2: invalid character entity &b;", "2|Ö||||v0|||"}},
	}
	for _, test := range tests {
		got := feedSummary(test.text, parser.Options{Format: parser.FormatArXivAPI})
		if !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s:\n got %q\nwant %q", test.name, got, test.want)
		}
	}
}

func TestArXivAPIErrors(t *testing.T) {
	_, err := parser.Open(strings.NewReader(apiStart+"<entry><id>http://arxiv.org/api/errors#x</id><title>Error</title><summary>max_results must\n be a number</summary></entry></feed>"), parser.Options{})
	if !errors.Is(err, parser.ErrNoPapers) || !strings.Contains(err.Error(), "line 2: arXiv answered with an error: max_results must be a number") {
		t.Error(err)
	}
}

func TestFeedsWithoutEntriesAreEmpty(t *testing.T) {
	for name, text := range map[string]string{
		"API": apiStart + apiEnd, "RSS": rssStart + rssEnd, "Atom": atomStart + "</feed>", "an element alone": `<feed xmlns="http://www.w3.org/2005/Atom"/>`,
		"JSON": `{"version":"https://jsonfeed.org/version/1","title":"T","items":[]}`,
	} {
		d, err := parser.Open(strings.NewReader(text), parser.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for p, problem := range d.Records() {
			t.Errorf("%s: %v, %v", name, p, problem)
		}
		if d.Err() != nil {
			t.Errorf("%s: %v", name, d.Err())
		}
	}
	for text, says := range map[string]string{
		"<x\x7f\x1b:rss>": "</x␡␛:rss>", "no markup": "line 1: no feed", "<html>\n<p>A</p></html>": "line 2: no feed",
	} {
		_, err := parser.Open(strings.NewReader(text), parser.Options{Format: parser.FormatFeed})
		if !errors.Is(err, parser.ErrNoPapers) || !strings.Contains(err.Error(), says) || strings.ContainsFunc(err.Error(), parser.Unsafe) {
			t.Errorf("%q: %v", text, err)
		}
	}
	_, err := parser.Open(strings.NewReader(rssStart+"\n<descr"), parser.Options{})
	if !errors.Is(err, parser.ErrNoPapers) || !strings.Contains(err.Error(), "line 2: the input ends without </rss>") {
		t.Errorf("cut off before the first item: %v", err)
	}
}

func TestFeedPitfalls(t *testing.T) {
	item := func(inside string) string { return rssStart + "<item>" + inside + "</item>" + rssEnd }
	tests := []struct {
		name, text, want string
	}{
		{"text that looks like tags", item("<title>T</title><description>if x &lt;y and z&gt; w, &lt;b&gt; too</description>"), "1|T|if x <y and z> w, too|||v0|||"},
		{"text whose brackets are none", item("<title>T</title><description>1 &lt; 2, a&lt;b</description>"), "1|T|1 < 2, a<b|||v0|||"},
		{"two breaks part paragraphs", item("<title>T</title><description>A&lt;br&gt;B&lt;br /&gt;\n&lt;br /&gt;C</description>"), "1|T|A B\n\nC|||v0|||"},
		{"a row of a table", item("<title>T</title><description>&lt;table&gt;&lt;tr&gt;&lt;td&gt;A&lt;/td&gt;&lt;td&gt;B&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;</description>"), "1|T|A B|||v0|||"},
		{"addresses that may not be opened", item(`<title>T</title><link>javascript:x</link><description>&lt;a href="javascript:y"&gt;A&lt;/a&gt; &lt;a href="/z"&gt;B&lt;/a&gt;</description>`), "1|T|A B|||v0|||"},
		{"a tag that never ends", item("<title>T</title><description>&lt;p&gt;A&lt;/p&gt; &lt;a href='x</description>"), "1|T|A\n\n<a href='x|||v0|||"},
		{"names, families first", item("<title>T</title><dc:creator>Doe, J., van Roe, M.-K.</dc:creator>"), "1|T||J.//Doe/; M.-K./van/Roe/||v0|||"},
		{"one name, family first", item("<title>T</title><dc:creator>van Doe, Jane</dc:creator>"), "1|T||Jane/van/Doe/||v0|||"},
		{"names in one", item("<title>T</title><dc:creator>Jane Doe, Max Roe</dc:creator>"), "1|T||Jane//Doe/; Max//Roe/||v0|||"},
		{"a day in its own time zone", item("<title>T</title><pubDate>Sun, 10 Mar 2024 23:30:00 -0800</pubDate>"), "1|T||||v0||2024-03-10|"},
		{"a date of two digits", item("<title>T</title><pubDate>10 Mar 24 23:30 GMT</pubDate>"), "1|T||||v0||2024-03-10|"},
		{"a date that is none", item("<title>T</title><pubDate>soon</pubDate>"), "1|T||||v0|||"},
		{"an item of arXiv in another feed", item("<title>T</title><guid>oai:arXiv.org:2403.01234v2</guid><description>arXiv:2403.01234v2 Announce Type: replace\nAbstract: A.</description><pubDate>Sun, 10 Mar 2024 23:30:00 -0800</pubDate>"),
			"1|T|A.||2403.01234|v2|||https://arxiv.org/abs/2403.01234 https://arxiv.org/pdf/2403.01234"},
		{"content where there is no description", item(`<title>T</title><content:encoded><![CDATA[<p>A</p>]]></content:encoded>`), "1|T|A|||v0|||"},
		{"no title", item("<description>A</description>"), ""},
		{"controls", item("<title>A\x1b[31m&#x9b;B\u009b2J</title>"), "1|A␛[31m›B⟨U+009B⟩2J||||v0|||"},
		{"an item in an Atom feed", atomStart + "<item><title>T</title></item></feed>", ""},
	}
	for _, test := range tests {
		text := strings.Replace(test.text, "<rss ", `<rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" `, 1)
		got := feedSummary(text, parser.Options{Format: parser.FormatFeed})
		if want := test.want; len(got) != 1 || want != "" && got[0] != want {
			t.Errorf("%s:\n got %q\nwant %q", test.name, got, want)
		} else if want == "" && !strings.HasPrefix(got[0], "no papers found") {
			t.Errorf("%s: %q", test.name, got)
		}
	}
}

// Wherever a feed is cut off, the entries before the cut are read as in the whole one, and the cut is told.
func TestFeedsThatAreCutOff(t *testing.T) {
	for name, format := range feedFixtures {
		whole := strings.TrimSpace(feedFixture(t, name))
		all := feedSummary(whole, parser.Options{Format: format})
		step := 23 // a prime, to end in all kinds of places
		for n := 1; n < len(whole); n += step {
			got := feedSummary(whole[:n], parser.Options{Format: format})
			last := got[len(got)-1]
			if len(got) > 1 && !reflect.DeepEqual(got[:len(got)-1], all[:len(got)-1]) {
				t.Fatalf("%s, the first %d bytes: %q", name, n, got)
			}
			if !strings.HasPrefix(last, "!") && !strings.Contains(last, "no papers found") && strings.Contains(whole[n:], "</channel>") {
				t.Fatalf("%s, the first %d bytes: the last record is %q", name, n, last)
			}
		}
	}
}

func TestFeedsInOtherEncodings(t *testing.T) {
	text := `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + rssStart + "\n<item><title>Modèles à la façon de Poincaré</title>\n<description>même sans données</description></item>\n" + rssEnd
	want := feedSummary(text, parser.Options{})
	for name, encode := range encodings {
		if got := feedSummary(encode(text), parser.Options{}); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	latin2, _ := charmap.ISO8859_2.NewEncoder().String("Łódź")
	cyrillic, _ := charmap.KOI8R.NewEncoder().String("Деревья")
	sjis, _ := japanese.ShiftJIS.NewEncoder().String("木の論文")
	for _, test := range []struct{ encoding, title, want string }{
		{"ISO-8859-2", latin2, "Łódź"},
		{"koi8-r", cyrillic, "Деревья"},
		{"Shift_JIS", sjis, "木の論文"},
		{"ISO-8859-1", "Poincar\xe9", "Poincaré"},
		{"ISO-8859-2", "Łódź", "Łódź"},         // it is UTF-8 whatever it says
		{"UTF-8", "Poincar\xe9", "Poincaré"},   // it is not
		{"UTF-16", "Poincar\xe9", "Poincaré"},  // nor that
		{"martian", "Poincar\xe9", "Poincaré"}, // nobody knows
		{"ISO-2022-KR", "Poincar\xe9", "Poincaré"},
	} {
		text := "<?xml version='1.0' encoding='" + test.encoding + "'?>" + rssStart + "<item><title>" + test.title + "</title></item>" + rssEnd
		_, papers, _ := read(t, text, parser.Options{})
		if len(papers) != 1 || papers[0].Title != test.want {
			t.Errorf("%s: %v", test.encoding, papers)
		}
	}
}

func TestFeedsMayComeSlowly(t *testing.T) {
	for name, format := range feedFixtures {
		text := feedFixture(t, name)
		d, err := parser.Open(iotest.OneByteReader(strings.NewReader(text)), parser.Options{Format: format})
		if err != nil {
			t.Fatal(err)
		}
		want, err := parser.Open(strings.NewReader(text), parser.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := dump(d), dump(want); got != want {
			t.Errorf("%s: %s", name, firstDifference(got, want))
		}
	}
}

// XML that declares entities is refused, without looking at what they say.
func TestFeedsThatDeclareEntities(t *testing.T) {
	bomb := "<?xml version=\"1.0\"?>\n<!DOCTYPE rss [\n<!ENTITY a \"aaaaaaaaaa\">\n<!ENTITY b \"&a;&a;&a;&a;\">\n]>\n"
	for name, text := range map[string]string{
		"a bomb":        bomb + rssStart + "<item><title>&b;</title></item>" + rssEnd,
		"a file":        `<!DOCTYPE rss PUBLIC "x" "y" [<!ENTITY a SYSTEM "file:///etc/passwd">]>` + rssStart + "<item><title>&a;</title></item>" + rssEnd,
		"in the API":    bomb + apiStart + "<entry><title>A</title></entry></feed>",
		"between it":    rssStart + `<!DOCTYPE x [<!ENTITY a "b">]><item><title>A</title></item>` + rssEnd,
		"without items": bomb + rssStart + rssEnd,
	} {
		d, err := parser.Open(strings.NewReader(text), parser.Options{})
		if d != nil || err == nil || !strings.Contains(err.Error(), "declares entities") {
			t.Errorf("%s: %v, %v", name, d, err)
		}
	}
	text := `<!DOCTYPE rss SYSTEM "http://example.org/[a].dtd">` + rssStart + "<item><title>A</title></item>" + rssEnd
	if _, papers, _ := read(t, text, parser.Options{}); len(papers) != 1 {
		t.Errorf("a declaration without rules of its own: %v", papers)
	}
}

// One record that is hostile costs that record, and not much time.
func TestHostileFeeds(t *testing.T) {
	many := func(s string, n int) string { return strings.Repeat(s, n) }
	for _, test := range []struct{ name, inside, says string }{
		{"deep", many("<a:b>", 1<<17), "deep, which no record has"},
		{"deep and closed", many("<a:b>", 1<<17) + many("</a:b>", 1<<17), "deep, which no record has"},
		{"many elements", many("<b/>", 1<<17), "elements and pieces of text"},
		{"text in pieces", "<x:y>" + many("<![CDATA[0123456789012345]]><!-- -->", 90_000/2) + "</x:y>", "in so many pieces"},
		{"long", many("<title>0123456789</title>", 200_000), "more than 4 MiB"},
		{"a long tag", "<title " + many("a", 1<<17) + ">", ""},
		{"tags in HTML that never end", "<title>T</title><description>" + many("&lt;p ", 1<<17) + "</description>", ""},
		{"tags in HTML", "<title>T</title><description>" + many("&lt;p&gt;&lt;b&gt;", 1<<16) + "</description>", ""},
		{"brackets", many("<", 1<<17), ""},
		{"quotes", many(`<a b="`, 1<<16), ""},
	} {
		text := rssStart + "\n<item>" + test.inside + "</item>\n<item><title>After</title></item>" + rssEnd
		for _, format := range []parser.Format{parser.FormatFeed, parser.FormatArXivAPI} {
			d, papers, problems := read(t, text, parser.Options{Format: format})
			if len(papers) == 0 || papers[len(papers)-1].Title != "After" || papers[len(papers)-1].Line != 3 {
				t.Errorf("%s as %s: %d papers, %v", test.name, d.Format, len(papers), problems)
			}
			if test.says != "" && (len(problems) != 1 || problems[0].Line != 2 || !strings.Contains(problems[0].Reason, test.says)) {
				t.Errorf("%s as %s: %v", test.name, d.Format, problems)
			}
		}
	}
	slim := `<rss xmlns:dc="http://purl.org/dc/elements/1.1/" ` + many(`xmlns:x="http://example.org/a" `, 200) + `version="2.0"><channel>`
	_, papers, problems := read(t, slim+"<item><title>T</title><dc:creator>Jane Doe</dc:creator></item></channel></rss>", parser.Options{})
	if len(papers) != 1 || len(papers[0].Authors) != 1 || len(problems) > 0 {
		t.Errorf("a long first tag: %v, %v", papers, problems)
	}
}

func feedSeeds(t testing.TB, format parser.Format) (seeds []string) {
	for name, f := range feedFixtures {
		if f == format {
			seeds = append(seeds, feedFixture(t, name))
		}
	}
	return append(seeds, apiStart+"<entry><title>A&#27;&eacute;<![CDATA[<b>]]></title></entry></feed>",
		"<?xml version='1.0' encoding='koi8-r'?>"+rssStart+"<item><title>\xe4&lt;p&gt;x&lt;br&gt;</title></item>"+rssEnd)
}

func FuzzArXivAPI(f *testing.F) {
	fuzzFormat(f, parser.FormatArXivAPI, feedSeeds(f, parser.FormatArXivAPI)...)
}

func FuzzFeed(f *testing.F) { fuzzFormat(f, parser.FormatFeed, feedSeeds(f, parser.FormatFeed)...) }
