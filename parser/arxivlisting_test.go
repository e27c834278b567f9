package parser_test

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"dogear/parser"
)

const listingRule = "------------------------------------------------------------------------------\n"

var listingFixtures = []string{"arxiv-listing.txt", "arxiv-listing-1992.txt", "arxiv-listing.eml", "arxiv-listing.mbox"}

func TestArXivListingGoldens(t *testing.T) {
	for _, name := range listingFixtures {
		t.Run(name, func(t *testing.T) { golden(t, name, parser.Options{}) })
	}
}

// listingItem writes an item with an identifier, a title and an abstract.
func listingItem(id, title, abstract string) string {
	return "\\\\\narXiv:" + id + "\nDate: Fri, 1 Mar 2024 10:00:00 GMT   (10kb)\n\nTitle: " + title + "\nAuthors: Bo Li\nCategories: cs.CL\n\\\\\n  " +
		abstract + "\n\\\\ ( https://arxiv.org/abs/" + id + " ,  10kb)\n"
}

// listingCases are listings and what becomes of them: line, identifier, version, title, abstract, authors, date; and
// problems after a "!".
var listingCases = map[string]struct {
	text string
	want []string
}{
	"no rules at all": {
		listingItem("2403.00001", "One", "A.") + listingItem("2403.00002", "Two", "B."),
		[]string{"1|2403.00001|v0|One|A.|Bo Li|2024-03-01", "11|2403.00002|v0|Two|B.|Bo Li|2024-03-01"},
	},
	"a short rule, spaces behind the marks": {
		strings.ReplaceAll(listingItem("2403.00001", "One", "A."), "\\\\\n", "\\\\ \n") + strings.Repeat("-", 40) + "\n" + listingItem("2403.00002", "Two", "B."),
		[]string{"1|2403.00001|v0|One|A.|Bo Li|2024-03-01", "12|2403.00002|v0|Two|B.|Bo Li|2024-03-01"},
	},
	"bare marks end items": {
		"\\\\\narXiv:2403.00001\nTitle: One\n\\\\\nA.\n\\\\\n\\\\\narXiv:2403.00002\nTitle: Two\n\\\\\nB.\n\\\\\n",
		[]string{"1|2403.00001|v0|One|A.||", "7|2403.00002|v0|Two|B.||"},
	},
	"the mark above is lost": {
		listingItem("2403.00001", "One", "A.") + listingRule + strings.TrimPrefix(listingItem("2403.00002", "Two", "B."), "\\\\\n"),
		[]string{"1|2403.00001|v0|One|A.|Bo Li|2024-03-01", "12|2403.00002|v0|Two|B.|Bo Li|2024-03-01"},
	},
	"the last mark is lost, but a rule stands there": {
		"\\\\\narXiv:2403.00001\nTitle: One\n\\\\\nA.\n" + listingRule + listingItem("2403.00002", "Two", "B."),
		[]string{"1|2403.00001|v0|One|A.||", "7|2403.00002|v0|Two|B.|Bo Li|2024-03-01"},
	},
	"the address below is broken by a mailer": {
		strings.ReplaceAll(listingItem("2403.00001", "One", "A."), "\\\\ ( http", "\\\\ (\nhttp") + listingItem("2403.00002", "Two", "B."),
		[]string{"1|2403.00001|v0|One|A.|Bo Li|2024-03-01", "12|2403.00002|v0|Two|B.|Bo Li|2024-03-01"},
	},
	"values that go on behind two spaces and behind none": {
		"\\\\\narXiv:2403.00001\nTitle: Deep: A\n  Study: Of\nThings\nAuthors: Bo Li,\n  Max Roe\n\\\\\nA.\n\\\\\n",
		[]string{"1|2403.00001|v0|Deep: A Study: Of Things|A.|Bo Li; Max Roe|"},
	},
	"a title below its name": {
		"\\\\\narXiv:2403.00001\nTitle:\n  One\n\\\\\nA.\n\\\\\n",
		[]string{"1|2403.00001|v0|One|A.||"},
	},
	"an indent begins a paragraph": {
		listingItem("2403.00001", "One", "A\nb.\n  C\nd."),
		[]string{"1|2403.00001|v0|One|A b.\n\nC d.|Bo Li|2024-03-01"},
	},
	"Results: is no header, an identifier in an abstract no item, a line break in TeX no mark": {
		listingItem("2403.00001", "One", "A.\nResults: good.\nTitle: no\narXiv:2301.00001\n\\\\[2pt] x \\\\(y\\\\)\n\\\\(z\\\\) end."),
		[]string{"1|2403.00001|v0|One|A. Results: good. Title: no arXiv:2301.00001 \\\\[2pt] x \\\\(y\\\\) \\\\(z\\\\) end.|Bo Li|2024-03-01"},
	},
	"a replacement has no abstract, and its day is not that of the paper": {
		"\\\\\narXiv:2204.00001\nreplaced with revised version Thu, 29 Feb 2024 08:03:26 GMT   (25kb,D)\n\nTitle: One\n\\\\ ( https://arxiv.org/abs/2204.00001 ,  25kb)\n" + listingItem("2403.00002", "Two", "B."),
		[]string{"1|2204.00001|v0|One|||", "7|2403.00002|v0|Two|B.|Bo Li|2024-03-01"},
	},
	"versions": {
		"\\\\\narXiv:2204.00001v3\nreplaced with revised version v4 Thu, 29 Feb 2024\n\nTitle: One\n\\\\ ( https://arxiv.org/abs/2204.00001 ,  25kb)\n" +
			"\\\\\narXiv:2204.00002\nDate (v1): Fri, 1 Apr 2022 08:00:00 GMT   (1kb)\nDate (revised v2): Mon, 4 Apr 2022 08:00:00 GMT   (1kb)\n\nTitle: Two\n\\\\\nB.\n\\\\\n",
		[]string{"1|2204.00001|v4|One|||", "7|2204.00002|v2|Two|B.||2022-04-01"},
	},
	"a cross-list, then and now": {
		"\\\\\narXiv:2403.00001 (*cross-listing*)\nTitle: One\n\\\\\nA.\n\\\\\n\\\\\nPaper (*cross-listing*): hep-th/9201001\nFrom: a@b.example\nDate: Wed, 1 Jan 92 10:00 EST\n\nTitle: Two\n\\\\\nB.\n\\\\\n",
		[]string{"1|2403.00001|v0|One|A.||", "7|hep-th/9201001|v0|Two|B.||1992-01-01"},
	},
	"an identifier that is none": {
		listingItem("2017/1118", "One", "A.") + listingItem("2403.00002", "Two", "B."),
		[]string{`!1: "2017/1118" is not an arXiv identifier such as 0704.0001 or math/0309136`, "11|2403.00002|v0|Two|B.|Bo Li|2024-03-01"},
	},
	"no identifier": {
		"\\\\\nTitle: One\n\\\\\nA.\n\\\\\n" + listingItem("2403.00002", "Two", "B."),
		[]string{"1||v0|One|A.||", "6|2403.00002|v0|Two|B.|Bo Li|2024-03-01"},
	},
	"no title": {
		strings.ReplaceAll(listingItem("2403.00001", "", "A."), "Title: \n", "Title:\n") + listingItem("2403.00002", "Two", "B."),
		[]string{`!1: an item without a title, which follows "Title:" above the second \\`, "11|2403.00002|v0|Two|B.|Bo Li|2024-03-01"},
	},
	"cut off in the abstract": {
		listingItem("2403.00002", "Two", "B.") + listingRule + "\\\\\narXiv:2403.00001\nTitle: One\n\\\\\nA. And",
		[]string{"1|2403.00002|v0|Two|B.|Bo Li|2024-03-01", `!12: the item is incomplete: the text ends before the closing \\`},
	},
	"cut off in the headers": {
		listingItem("2403.00002", "Two", "B.") + listingRule + "\\\\\narXiv:2403.00001\nTitle: On",
		[]string{"1|2403.00002|v0|Two|B.|Bo Li|2024-03-01", `!12: the item is incomplete: the text ends before the closing \\`},
	},
	"cut off in the middle": {
		"\\\\\narXiv:2403.00001\nTitle: On\n" + listingRule + "\\\\\narXiv:2403.00003\nTitle: On\narXiv:2403.00004\nTitle: Four\n\\\\\nD.\n\\\\\n" + listingItem("2403.00002", "Two", "B."),
		[]string{`!1: the item is incomplete: a rule comes before the \\ that ends the headers`, `!5: the item is incomplete: the next one begins before the closing \\`,
			"8|2403.00004|v0|Four|D.||", "13|2403.00002|v0|Two|B.|Bo Li|2024-03-01"},
	},
	"authors": {
		"\\\\\narXiv:2403.00001\nTitle: One\nAuthors: J. van der Doe (1 and 2), Jo Roe, Jr., M. Poe III, the LAB Collaboration and\n  Fr\\'ed\\'eric Lee~Jr. et al. ((1) Here, (2) There)\n\\\\\nA.\n\\\\\n",
		[]string{"1|2403.00001|v0|One|A.|J. van der Doe; Jo Roe Jr.; M. Poe III; LAB Collaboration; Frédéric Lee Jr.|"},
	},
	"comments that are wrapped before arXiv:": {
		strings.Replace(listingItem("2403.00001", "One", "A."), "\\\\\n  A", "Comments: overlaps with\n  arXiv:2301.00001\nDOI: 10.1000/one\n\\\\\n  A", 1) +
			strings.Replace(listingItem("2403.00002", "Two", "B."), "\\\\\n  B", "Comments: overlaps with\narXiv:2301.00001\nJournal-ref: J. Lists 1\n\\\\\n  B", 1) +
			strings.Replace(listingItem("2403.00003", "Three", "C."), "\\\\\n  C", "Comments: overlaps with\narXiv:2301.00001 and others\n\\\\\n  C", 1),
		[]string{"1|2403.00001|v0|One|A.|Bo Li|2024-03-01", "14|2403.00002|v0|Two|B.|Bo Li|2024-03-01", "27|2403.00003|v0|Three|C.|Bo Li|2024-03-01"},
	},
	"a title that is wrapped before arXiv:": {
		strings.Replace(listingItem("2403.00001", "A comment on", "A."), "\nAuthors", "\narXiv:2301.00001\nAuthors", 1),
		[]string{"1|2403.00001|v0|A comment on arXiv:2301.00001|A.|Bo Li|2024-03-01"},
	},
	"a month without abstracts, its last item too": {
		"\\\\\narXiv:0704.0430\nTitle: One\nAuthors: Bo Li\nCategories: cs.CL\n\\\\\n" + listingRule + "\\\\\narXiv:0704.0431\nTitle: Two\nAuthors: Bo Li\nCategories: cs.CL\n\\\\\n",
		[]string{"1|0704.0430|v0|One||Bo Li|", "8|0704.0431|v0|Two||Bo Li|"},
	},
	"the last item ends below its headers": {
		"\\\\\narXiv:0704.0430\nTitle: One\nAuthors: Bo Li\nCategories: cs.CL\n" + listingRule + "\\\\\narXiv:0704.0431\nTitle: Two\nAuthors: Bo Li\nCategories: cs.CL\n",
		[]string{"1|0704.0430|v0|One||Bo Li|", "7|0704.0431|v0|Two||Bo Li|"},
	},
	"the last item ends among its headers": {
		listingItem("2403.00002", "Two", "B.") + "\\\\\narXiv:0704.0431\nTitle: Two\nAuthors: Bo Li, Max",
		[]string{"1|2403.00002|v0|Two|B.|Bo Li|2024-03-01", `!11: the item is incomplete: the text ends before the closing \\`},
	},
	"collaborations": {
		strings.ReplaceAll(listingItem("2403.00001", "One", "A."), "Bo Li", "VERITAS Collaboration: E. Aliu and T. van Doe") +
			strings.ReplaceAll(listingItem("2403.00002", "Two", "B."), "Bo Li", "The CDF Collaboration (F. Abe, H. Roe (1) et al.)") +
			strings.ReplaceAll(listingItem("2403.00003", "Three", "C."), "Bo Li", "ATLAS Collaboration (CERN, Geneva), Jo Roe on behalf of the LAB Team") +
			strings.ReplaceAll(listingItem("2403.00004", "Four", "D."), "Bo Li", "LIGO Scientific Collaboration and Virgo Collaboration: B. P. Doe"),
		[]string{"1|2403.00001|v0|One|A.|VERITAS Collaboration; E. Aliu; T. van Doe|2024-03-01", "11|2403.00002|v0|Two|B.|CDF Collaboration; F. Abe; H. Roe|2024-03-01",
			"21|2403.00003|v0|Three|C.|ATLAS Collaboration; Jo Roe; LAB Team|2024-03-01", "31|2403.00004|v0|Four|D.|LIGO Scientific Collaboration; Virgo Collaboration; B. P. Doe|2024-03-01"},
	},
	"hostile": {
		listingItem("2403.00001", "One \x1b[31mred\u202e", "A\a."),
		[]string{"1|2403.00001|v0|One ␛[31mred⟨U+202E⟩|A␇.|Bo Li|2024-03-01"},
	},
	"a line of 2 MiB, an item of 2 MiB": {
		listingItem("2403.00001", "One", strings.Repeat("word ", 400000)) + listingItem("2403.00003", "Three", strings.Repeat("word\n", 400000)) + listingItem("2403.00002", "Two", "B."),
		[]string{"!1: an item with a line longer than 1 MiB", `!11: an item longer than 1 MiB; is the closing \\ missing?`,
			"400021|2403.00002|v0|Two|B.|Bo Li|2024-03-01"},
	},
}

func listingSummary(p parser.Paper) string {
	var names []string
	for _, a := range p.Authors {
		names = append(names, a.Name())
	}
	return fmt.Sprintf("%d|%s|v%d|%s|%s|%s|%s", p.Line, p.ArXiv, p.Version, p.Title, p.Abstract, strings.Join(names, "; "), p.Published)
}

func TestArXivListingCases(t *testing.T) {
	for name, test := range listingCases {
		t.Run(name, func(t *testing.T) {
			d, err := parser.Open(strings.NewReader(test.text), parser.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for p, problem := range d.Records() {
				if problem != nil {
					got = append(got, fmt.Sprintf("!%d: %s", problem.Line, problem.Reason))
				} else {
					got = append(got, listingSummary(p))
				}
			}
			if d.Format != parser.FormatArXivListing || d.Source != "arXiv" || d.Err() != nil || !reflect.DeepEqual(got, test.want) {
				t.Errorf("%s, %v, got\n%s\nwant\n%s", d.Format, d.Err(), strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
		})
	}
}

func TestArXivListingKeepsWrappedValues(t *testing.T) {
	text := strings.Replace(listingItem("2403.00001", "One", "A."), "Bo Li\n", "Bo Li et al.\nComments: overlaps with\n  arXiv:2301.00001\nDOI: 10.1000/one\n", 1)
	for _, text := range []string{text, strings.Replace(text, "  arXiv:23", "arXiv:23", 1)} {
		_, papers, _ := read(t, text, parser.Options{})
		if len(papers) != 1 || papers[0].Comment != "overlaps with arXiv:2301.00001" || papers[0].DOI != "10.1000/one" || !papers[0].MoreAuthors {
			t.Errorf("%+v", papers)
		}
	}
}

func TestArXivListingDates(t *testing.T) {
	received := "received from  Wed 28 Feb 24 19:00:00 GMT  to  Thu 29 Feb 24 19:00:00 GMT\n"
	mailed := "From: no-reply@arxiv.example\nDate: Sun, 3 Mar 2024 01:00:00 +0000\n\n"
	item := listingRule + listingItem("2403.00001", "One", "A.")
	tests := map[string]struct {
		text string
		want parser.Date
	}{
		"a header":                    {"Date: Fri,  1 Mar 24 01:30:12 GMT\nSubject: cs daily\n\n" + received + item, "2024-03-01"},
		"only when it was received":   {received + item, "2024-02-29"},
		"a mail":                      {mailed + received + item, "2024-03-03"},
		"a mail of a saved listing":   {mailed + "Date: Fri,  1 Mar 24 01:30:12 GMT\n\n" + received + item, "2024-03-01"},
		"nothing, but dates of items": {item, ""},
	}
	for name, test := range tests {
		if d, papers, _ := read(t, test.text, parser.Options{}); d.Date != test.want || len(papers) != 1 {
			t.Errorf("%s: %q, want %q", name, d.Date, test.want)
		}
	}
}

func TestArXivListingOfAQuietDay(t *testing.T) {
	text := "Date: Fri,  1 Mar 24 01:30:12 GMT\nSubject: cs daily 0 new\n\n" + listingRule + "received from  Wed 28 Feb 24 19:00:00 GMT  to  Thu 29 Feb 24 19:00:00 GMT\n" +
		listingRule + strings.Repeat("%%%---", 13) + "\n"
	for _, text := range []string{text, "From: no-reply@arxiv.example\n" + text, "From no-reply@arxiv.example Fri Mar  1 01:30:12 2024\nFrom: no-reply@arxiv.example\n" + text} {
		d, papers, problems := read(t, text, parser.Options{})
		if d.Format != parser.FormatArXivListing || d.Date != "2024-03-01" || len(papers)+len(problems) > 0 {
			t.Errorf("%+v, %v, %v", d, papers, problems)
		}
	}
	_, err := parser.Open(strings.NewReader("Words and nothing else\n"), parser.Options{Format: parser.FormatArXivListing})
	if !errors.Is(err, parser.ErrNoPapers) {
		t.Errorf("got %v", err)
	}
}

func TestArXivListingIsRecognised(t *testing.T) {
	for _, name := range listingFixtures {
		if d, _, _ := read(t, fixture(t, name), parser.Options{}); d.Format != parser.FormatArXivListing {
			t.Errorf("%s is read as %s", name, d.Format)
		}
	}
	prose := " is long enough to be an abstract, and it says that \\\\ is how TeX ends a line. So it is one, as the reader will agree by now."
	others := map[string]string{
		"prose":           "A title of a paper\n\nThis text names arXiv:2403.00001 and" + prose,
		"a line of marks": "A title of a paper\n\nThis\n\\\\\ntext" + prose,
		"dashes":          listingRule + "A title of a paper\n\n" + listingRule + "This text" + prose,
		"BibTeX comments": "%%%% -------- %%%%\nA title of a paper\n\nThis text" + prose,
		"a page":          starter(),
	}
	for name, text := range others {
		if d, err := parser.Open(strings.NewReader(text), parser.Options{}); err == nil && d.Format == parser.FormatArXivListing {
			t.Errorf("%s is read as a listing", name)
		}
	}
}

func TestArXivListingEncodings(t *testing.T) {
	text := fixture(t, "arxiv-listing.txt")
	_, want, _ := read(t, text, parser.Options{})
	for name, encode := range encodings {
		t.Run(name, func(t *testing.T) {
			d, papers, problems := read(t, encode(text), parser.Options{})
			if name == "CRLF" {
				for i := range papers {
					papers[i].RawTitle, papers[i].RawAbstract = want[i].RawTitle, want[i].RawAbstract
				}
			}
			if d.Format != parser.FormatArXivListing || d.Date != "2024-03-01" || len(problems) != 1 || !reflect.DeepEqual(papers, want) {
				t.Errorf("%+v\n got %+v\nwant %+v", d, papers, want)
			}
		})
	}
}

// A listing is read while it is walked, and what is held does not grow with it.
func TestArXivListingStreams(t *testing.T) {
	item := listingItem("2403.00001", "One", strings.Repeat("Words that fill lines.\n", 40)) + listingRule
	const items = 8000
	before := heapInUse()
	d, err := parser.Open(&repeated{text: item, left: items * len(item)}, parser.Options{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, problem := range d.Records() {
		if problem != nil {
			t.Fatal(problem)
		}
		if n++; n%2000 == 0 {
			if held := heapInUse() - before; held > 4<<20 {
				t.Errorf("%d MiB held at item %d", held>>20, n)
			}
		}
	}
	if n != items || d.Err() != nil {
		t.Errorf("%d items, %v", n, d.Err())
	}
}

// An item without an end is no reason to hold all of it.
func TestArXivListingEndlessItem(t *testing.T) {
	const endless = 4 << 20
	for name, filler := range map[string]string{"abstract": "\\\\\nword\n", "values": "Authors: A\n  b\n"} {
		start := listingItem("2403.00002", "Two", "B.") + "\\\\\narXiv:2403.00001\nTitle: One\n"
		text := strings.Repeat(strings.TrimPrefix(filler, "\\\\\n"), 1000)
		if strings.HasPrefix(filler, "\\\\") {
			start += "\\\\\n"
		}
		d, err := parser.Open(io.MultiReader(strings.NewReader(start), &repeated{text: text, left: endless / len(text) * len(text)}), parser.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var problems []*parser.Problem
		for _, problem := range d.Records() {
			if problem != nil {
				problems = append(problems, problem)
			}
		}
		if len(problems) != 1 || problems[0].Line != 11 || !strings.Contains(problems[0].Reason, "longer than 1 MiB") || len(problems[0].Raw) > 64<<10 {
			t.Errorf("%s: %d problems, the first: %v", name, len(problems), problems[0])
		}
	}
}

func FuzzArXivListing(f *testing.F) {
	var seeds []string
	for _, name := range listingFixtures[:2] {
		seeds = append(seeds, fixture(f, name))
	}
	for _, c := range listingCases {
		if len(c.text) < 4<<10 {
			seeds = append(seeds, c.text)
		}
	}
	fuzzFormat(f, parser.FormatArXivListing, seeds...)
}
