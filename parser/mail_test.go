package parser_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime/quotedprintable"
	"strings"
	"testing"
	"testing/iotest"

	"dogear/parser"
)

const mailHead = "Message-ID: <1@x.example>\nFrom: Jane Doe <jane@x.example>\nDate: Mon, 4 Mar 2024 01:30:00 GMT\nSubject: Papers\n"

// mail writes a message of one part.
func mail(headers, body string) string { return mailHead + headers + "\n" + body }

func inQuotedPrintable(s string) string {
	var b strings.Builder
	w := quotedprintable.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return strings.ReplaceAll(b.String(), "\r\n", "\n")
}

func inBase64(s string) string {
	var b strings.Builder
	for code := base64.StdEncoding.EncodeToString([]byte(s)); code != ""; {
		n := min(76, len(code))
		b.WriteString(code[:n] + "\n")
		code = code[n:]
	}
	return b.String()
}

const bibEntry = "@article{doe2024, title = {On Tests}, author = {Doe, Jane}, year = 2024}\n"

// shortList is a list that is recognised by its shape alone.
var shortList = "A list of papers\n\n" + expand("T1\n\nA1\n\nT2\n\nA2\n")

func TestMailGoldens(t *testing.T) { golden(t, "newsletter.eml", parser.Options{}) }

// mailCases are messages, and the lines of their papers with their titles; problems after a "!".
var mailCases = map[string]struct {
	text   string
	format parser.Format
	want   string
}{
	"a listing":            {mail("", listingItem("2403.00001", "One", "A.")), parser.FormatArXivListing, "6 One"},
	"a listing with CRLF":  {strings.ReplaceAll(mail("", listingItem("2403.00001", "One", "A.")), "\n", "\r\n"), parser.FormatArXivListing, "6 One"},
	"without MIME headers": {"From: a@b.example\nSubject: x\n\n" + listingItem("2403.00001", "One", "A."), parser.FormatArXivListing, "4 One"},
	"RIS":                  {mail("", "TY  - JOUR\nTI  - On Tests\nER  - \n"), parser.FormatRIS, "6 On Tests"},
	"RIS as an attachment, below a greeting that would read as a list": {
		mail("Content-Type: multipart/mixed; boundary=b\n", "--b\n\n"+shortList+"\n--b\nContent-Type: application/octet-stream; name=x.ris\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n\n"+
			inBase64("TY  - JOUR\nTI  - On Tests\nER  - \n")+"--b--\n"), parser.FormatRIS, "24 On Tests",
	},
	"BibTeX as an attachment that says it is text": {
		mail("Content-Type: multipart/mixed; boundary=b\n", "--b\n\nHello.\n--b\nContent-Type: text/plain; name=x.bib\nContent-Disposition: attachment\n\n"+bibEntry+"--b--\n"), parser.FormatBibTeX, "14 On Tests",
	},
	"BibTeX as the text": {mail("", bibEntry), parser.FormatBibTeX, "6 On Tests"},
	"gzipped attachment": {
		mail("Content-Type: multipart/mixed; boundary=b\n", "--b\n\nHello.\n--b\nContent-Type: application/gzip\nContent-Transfer-Encoding: base64\n\n"+inBase64(gzipped(listingItem("2403.00001", "One", "A.")))+"--b--\n"),
		parser.FormatArXivListing, "14 One",
	},
	"text before HTML": {
		mail("Content-Type: multipart/alternative; boundary=b\n", "--b\nContent-Type: text/html\n\n<pre>"+listingItem("2403.00002", "Two", "B.")+"</pre>\n--b\nContent-Type: text/plain\n\n"+listingItem("2403.00001", "One", "A.")+"--b--\n"),
		parser.FormatArXivListing, "24 One",
	},
	"HTML where the text says nothing": {
		mail("Content-Type: multipart/alternative; boundary=b\n", "--b\nContent-Type: text/plain\n\nView this in a browser.\n--b\nContent-Type: text/html\n\n<pre>"+listingItem("2403.00002", "Two", "B.")+"</pre>\n--b--\n"),
		parser.FormatArXivListing, "14 Two",
	},
	"HTML with its own lines": {
		mail("Content-Type: text/html\n", "<div>"+strings.ReplaceAll(listingItem("2403.00002", "Two &amp; <b>Three</b>", "B."), "\n", "<br>\n")+"</div>"),
		parser.FormatArXivListing, "7 Two & Three",
	},
	"quoted-printable, soft breaks and all": {
		mail("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n", inQuotedPrintable(strings.Repeat("word ", 40)+"\n"+listingItem("2403.00001", "Naïve = good", strings.Repeat("word ", 60))+listingItem("2403.00002", "Two", "B."))),
		parser.FormatArXivListing, "11 Naïve = good; 25 Two",
	},
	"quoted-printable that is broken": {
		mail("Content-Transfer-Encoding: quoted-printable\n", strings.ReplaceAll(listingItem("2403.00001", "1 =3D 1 =zz =", "A."), "=\nAuthors", "= \n\nAuthors")), parser.FormatArXivListing, "7 1 = 1 =zz",
	},
	"base64 with a footer below": {
		mail("Content-Transfer-Encoding: base64\n", inBase64(listingItem("2403.00001", "One", "A."))+"\n_______________\nA list, for what it is worth\n"), parser.FormatArXivListing, "7 One",
	},
	"8bit in UTF-8 that says Latin-1": {
		mail("Content-Type: text/plain; charset=iso-8859-1\n", listingItem("2403.00001", "Łódź", "A.")), parser.FormatArXivListing, "7 Łódź",
	},
	"8bit in Latin-1 that says UTF-8": {
		mail("Content-Type: text/plain; charset=utf-8\n", listingItem("2403.00001", "na\xefve", "A.")), parser.FormatArXivListing, "7 naïve",
	},
	"8bit in KOI8-R": {
		mail("Content-Type: text/plain; charset=koi8-r\n", listingItem("2403.00001", "\xf4\xc5\xd3\xd4", "A.")), parser.FormatArXivListing, "7 Тест",
	},
	"ISO-2022-JP": {
		mail("Content-Type: text/plain; charset=iso-2022-jp\n", listingItem("2403.00001", "\x1b$BF|K\\\x1b(B", "A.")), parser.FormatArXivListing, "7 日本",
	},
	"a character set that nobody knows": {
		mail("Content-Type: text/plain; charset=x-none\n", listingItem("2403.00001", "Łódź", "A.")), parser.FormatArXivListing, "7 Łódź",
	},
	"flowed": {
		mail("Content-Type: text/plain; format=flowed\n", strings.ReplaceAll(listingItem("2403.00001", "One\n  more", "A."), "\n  ", "\n   ")), parser.FormatArXivListing, "7 One more",
	},
	"forwarded as an attachment": {
		mail("Content-Type: multipart/mixed; boundary=b\n", "--b\n\nSee below.\n--b\nContent-Type: message/rfc822\n\nFrom: no-reply@arxiv.example\nDate: Fri, 1 Mar 2024 01:30:00 GMT\n\n"+listingItem("2403.00001", "One", "A.")+"--b--\n"),
		parser.FormatArXivListing, "16 One",
	},
	"cut off in the last part": {
		mail("Content-Type: multipart/mixed; boundary=b\n", "--b\nContent-Type: text/plain\n\n"+listingItem("2403.00001", "One", "A.")+listingItem("2403.00002", "Two", "B.")[:60]), parser.FormatArXivListing, "10 One; !20",
	},
	"headers that are none among them": {
		"Message-ID: <1@x.example>\n>From x@y.example Mon Mar  4 01:30:00 2024\nContent-Transfer-Encoding:\n base64\n\n" + inBase64(listingItem("2403.00001", "One", "A.")), parser.FormatArXivListing, "6 One",
	},
	"in UTF-16, whatever it says": {
		utf16Bytes("\ufeff"+mail("Content-Type: text/plain; charset=koi8-r\n", listingItem("2403.00001", "Тест", "A.")), 0, 8), parser.FormatArXivListing, "7 Тест",
	},
}

// lines are where the papers and problems of a digest are.
func lines(d *parser.Digest) string {
	var got []string
	for p, problem := range d.Records() {
		if problem != nil {
			got = append(got, fmt.Sprintf("!%d", problem.Line))
		} else {
			got = append(got, fmt.Sprintf("%d %s", p.Line, p.Title))
		}
	}
	return strings.Join(got, "; ")
}

func TestMail(t *testing.T) {
	for name, test := range mailCases {
		t.Run(name, func(t *testing.T) {
			d, err := parser.Open(strings.NewReader(test.text), parser.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := lines(d); got != test.want || d.Format != test.format || d.Err() != nil {
				t.Errorf("%s, %v\n got %s\nwant %s", d.Format, d.Err(), got, test.want)
			}
		})
	}
}

func TestMailSaysWhoAndWhen(t *testing.T) {
	d, papers, _ := read(t, mail("", shortList), parser.Options{})
	if d.Source != "Jane Doe" || d.Date != "2024-03-04" || d.Format != parser.FormatText || len(papers) != 2 || papers[0].Line != 8 {
		t.Errorf("%+v, %+v", d, papers)
	}
	encoded := strings.Replace(mail("", shortList), "Jane Doe", "=?koi8-r?B?9MXT1A==?= =?utf-8?q?=1B[2J?=", 1)
	if d, _, _ = read(t, encoded, parser.Options{}); d.Source != "Тест␛[2J" {
		t.Errorf("source %q", d.Source)
	}
	forwarded := mailCases["forwarded as an attachment"].text
	if d, _, _ = read(t, forwarded, parser.Options{}); d.Source != "arXiv" || d.Date != "2024-03-01" {
		t.Errorf("%+v", d)
	}
	if d, _, _ = read(t, forwarded, parser.Options{Date: "2020-02-02"}); d.Date != "2020-02-02" {
		t.Errorf("the caller's date does not win: %q", d.Date)
	}
}

func TestMailThatHasNoPapers(t *testing.T) {
	tests := map[string]struct {
		text string
		want error
		says string
	}{
		"a picture":    {mail("Content-Type: image/png\nContent-Transfer-Encoding: base64\n", inBase64("\x89PNG\r\n\x1a\n")), parser.ErrNoPapers, "no text"},
		"a document":   {mail("Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n", inBase64("%PDF-1.7\n")), parser.ErrNoPapers, "no text"},
		"nothing":      {mailHead + "\n", parser.ErrNoPapers, "no text"},
		"headers only": {mailHead, parser.ErrNoPapers, "no text"},
		"a word":       {mail("", "Hello\n"), parser.ErrNoPapers, "read as text"},
		"a bad item":   {mail("", "\\\\\narXiv:2403.00001\nAuthors: A\n\\\\\n\\\\ ( https://arxiv.org/abs/2403.00001 , 1kb)\n"), parser.ErrNoPapers, "line 6: an item without a title"},
	}
	for name, test := range tests {
		d, err := parser.Open(strings.NewReader(test.text), parser.Options{})
		if d != nil || !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	huge := io.MultiReader(strings.NewReader(mail("", "")), &repeated{text: strings.Repeat("word ", 5000) + "\n", left: parser.MaxText})
	if _, err := parser.Open(huge, parser.Options{}); !errors.Is(err, parser.ErrTooLarge) || !strings.Contains(err.Error(), "64 MiB") {
		t.Errorf("too much: %v", err)
	}
	broken := errors.New("the wire broke")
	for _, text := range []string{mail("", listingItem("2403.00001", "One", "A.")), fromLine + mail("", "x\n")} {
		if _, err := parser.Open(io.MultiReader(strings.NewReader(text+strings.Repeat("word\n", 40000)), iotest.ErrReader(broken)), parser.Options{}); !errors.Is(err, broken) {
			t.Errorf("got %v", err)
		}
	}
}

func TestMailIsRecognised(t *testing.T) {
	notMail := map[string]string{
		"a bare listing":    fixture(t, "arxiv-listing.txt"),
		"labelled text":     "Title: One\nAuthors: Bo Li\nDate: 2024-03-01\nAbstract: " + shelf[0].abstract + "\n",
		"a sentence":        "From here: on\nDate: none\n\nA title of a paper\n\n" + shelf[0].abstract,
		"a From that is no": "From the first day at 10:30 on\n\n" + shelf[0].abstract,
		"RIS":               "TY  - JOUR\nTI  - On Tests\nER  - \n",
	}
	for name, text := range notMail {
		if parser.SniffMail(text) {
			t.Errorf("%s is taken for mail", name)
		}
	}
	for name, test := range mailCases {
		if head := test.text; !strings.HasPrefix(head, "\xff\xfe") && !parser.SniffMail(head) {
			t.Errorf("%s is not taken for mail", name)
		}
	}
}

const fromLine = "From jane@x.example Mon Mar  4 09:00:00 2024\n"

func TestMailbox(t *testing.T) {
	listing := func(id, title string) string { return mail("", listingItem(id, title, "A.")) }
	tests := map[string]struct{ text, want string }{
		"one":                     {fromLine + listing("2403.00001", "One"), "7 One"},
		"below blank lines":       {"\n\n" + fromLine + listing("2403.00001", "One"), "9 One"},
		"three, the middle lost":  {fromLine + listing("2403.00001", "One") + "\n" + fromLine + mail("", "Lunch?\n") + "\n" + fromLine + listing("2403.00003", "Three"), "7 One; !19; 32 Three"},
		"the first lost":          {fromLine + mail("", "Lunch?\n") + "\n" + fromLine + listing("2403.00003", "Three"), "!2; 15 Three"},
		"a picture":               {fromLine + mail("Content-Type: image/png\n", "x\n") + "\n" + fromLine + listing("2403.00003", "Three"), "!2; 16 Three"},
		"Thunderbird's":           {"From - Mon Mar  4 09:00:00 2024\nX-Mozilla-Status: 0001\n" + listing("2403.00001", "One"), "8 One"},
		"From that parts nothing": {fromLine + mail("", listingItem("2403.00001", "One", "A.\n\nFrom time to time at 10:30 a line begins so.\n\n>From here.")), "7 One"},
		"a bad record":            {fromLine + listing("2403.00001", "One") + "\n" + fromLine + mail("", "\\\\\narXiv:2403.00002\nAuthors: A\n\\\\\n\\\\ (\n"), "7 One; !24"},
		"CRLF":                    {strings.ReplaceAll(fromLine+listing("2403.00001", "One")+"\n"+fromLine+listing("2403.00003", "Three"), "\n", "\r\n"), "7 One; 24 Three"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			d, err := parser.Open(strings.NewReader(test.text), parser.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := lines(d); got != test.want || d.Err() != nil || d.Format != parser.FormatArXivListing || d.Date != "2024-03-04" {
				t.Errorf("%+v\n got %s\nwant %s", d, got, test.want)
			}
		})
	}
	_, err := parser.Open(strings.NewReader(fromLine+mail("", "Lunch?\n")+"\n"+fromLine+mail("", "Dinner?\n")), parser.Options{})
	if !errors.Is(err, parser.ErrNoPapers) || !strings.Contains(err.Error(), "line 2: a message without papers") {
		t.Errorf("got %v", err)
	}
}

// A mailbox is read message by message, and a message that is too large loses no other.
func TestMailboxIsBounded(t *testing.T) {
	one := fromLine + mail("", listingItem("2403.00001", "One", strings.Repeat("Words that fill lines.\n", 400))) + "\n"
	const messages = 1000
	before := heapInUse()
	d, err := parser.Open(&repeated{text: one, left: messages * len(one)}, parser.Options{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, problem := range d.Records() {
		if n++; problem != nil {
			t.Fatal(problem)
		}
		if n%250 == 0 {
			if held := heapInUse() - before; held > 4<<20 {
				t.Errorf("%d MiB held at message %d", held>>20, n)
			}
		}
	}
	if n != messages || d.Err() != nil {
		t.Errorf("%d papers, %v", n, d.Err())
	}
	huge := strings.Repeat("word ", 5000) + "\n"
	text := io.MultiReader(strings.NewReader(one+fromLine+mailHead+"\n"), &repeated{text: huge, left: (parser.MaxText/len(huge) + 2) * len(huge)}, strings.NewReader("\n"+one))
	if d, err = parser.Open(text, parser.Options{}); err != nil {
		t.Fatal(err)
	}
	var got []string
	for p, problem := range d.Records() {
		if problem != nil {
			got = append(got, problem.Error())
		} else {
			got = append(got, p.Title)
		}
	}
	if want := "One|line 419: a message longer than 64 MiB; import its text or attachment alone|One"; strings.Join(got, "|") != want {
		t.Errorf("got %q", got)
	}
}

// What is nested without end, and what has parts without end, is read in time.
func TestMailHostile(t *testing.T) {
	var nested strings.Builder
	for i := range 20000 {
		fmt.Fprintf(&nested, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
	}
	deep := strings.Repeat("<div><a href=\"http://x.example/\">", 200000)
	for name, text := range map[string]string{
		"nested parts":    mailHead + nested.String(),
		"many parts":      mail("Content-Type: multipart/mixed; boundary=b\n", strings.Repeat("--b\n\nx\n", 200000)),
		"nested messages": mailHead + strings.Repeat("Content-Type: message/rfc822\n\n", 200000),
		"nested elements": mail("Content-Type: text/html\n", deep),
		"an open link":    mail("Content-Type: text/html\n", "<a href=\"http://x.example/\">"+strings.Repeat("<p>word ", 50000)),
		"a long header":   mailHead + "Subject: x\n" + strings.Repeat(" y\n", 300000) + "\nx\n",
		"many headers":    mailHead + strings.Repeat("X: y\n", 300000) + "\nx\n",
		"equals signs":    mail("Content-Transfer-Encoding: quoted-printable\n", strings.Repeat("=", 1<<20)),
		"brackets":        mail("From: "+strings.Repeat("(", 100000)+"\n", "x\n"),
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := parser.Open(strings.NewReader(text), parser.Options{}); err == nil {
				t.Error("no error")
			}
		})
	}
}

func FuzzMail(f *testing.F) {
	seeds := []string{fixture(f, "arxiv-listing.eml"), fixture(f, "arxiv-listing.mbox"), fixture(f, "newsletter.eml")}
	for _, c := range mailCases {
		seeds = append(seeds, c.text)
	}
	fuzzFormat(f, "", seeds...)
}
