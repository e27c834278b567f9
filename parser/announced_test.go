package parser_test

import (
	"maps"
	"strings"
	"testing"

	"dogear/parser"
)

// announcedListing has a paper of each announcement.
var announcedListing = listingItem("2403.00001", "New", "A.") + listingRule +
	strings.Replace(listingItem("2403.00002", "Crossed", "B."), "00002\n", "00002 (*cross-listing*)\n", 1) + listingRule +
	"\\\\\narXiv:2204.00003\nreplaced with revised version Thu, 29 Feb 2024 08:03:26 GMT   (25kb,D)\n\nTitle: Replaced\n\\\\ ( https://arxiv.org/abs/2204.00003 ,  25kb)\n" + listingRule +
	"\\\\\narXiv:2204.00004 (*cross-listing*)\nreplaced with revised version Thu, 29 Feb 2024 08:03:26 GMT   (25kb,D)\n\nTitle: Both\n\\\\ ( https://arxiv.org/abs/2204.00004 ,  25kb)\n"

// announcedFeed is arXiv's feed with the same papers.
func announcedFeed() string {
	item := func(id, title, kind string) string {
		return "<item><title>" + title + "</title><link>https://arxiv.org/abs/" + id + "</link><description>arXiv:" + id + "v1 Announce Type: " + kind +
			" \nAbstract: A.</description><guid isPermaLink=\"false\">oai:arXiv.org:" + id + "v1</guid><arxiv:announce_type>" + kind + "</arxiv:announce_type></item>\n"
	}
	return `<?xml version="1.0"?><rss version="2.0" xmlns:arxiv="http://arxiv.org/schemas/atom"><channel><title>cs.CL updates on arXiv.org</title>` +
		item("2403.00001", "New", "new") + item("2403.00002", "Crossed", "cross") + item("2204.00003", "Replaced", "replace") + item("2204.00004", "Both", "replace-cross") + "</channel></rss>\n"
}

// oldFeed is arXiv's feed as it was before 2024.
func oldFeed() string {
	item := func(id, title, mark string) string {
		return `<item rdf:about="http://arxiv.org/abs/` + id + `"><title>` + title + ". (arXiv:" + id + "v1 [cs.CL]" + mark + ")</title><link>http://arxiv.org/abs/" + id + "</link><description>A.</description></item>\n"
	}
	return `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>cs.CL updates on arXiv.org</title></channel>` +
		item("2403.00001", "New", "") + item("2403.00002", "Crossed", " CROSS LISTED") + item("2204.00003", "Replaced", " UPDATED") + "</rdf:RDF>\n"
}

func TestAnnouncements(t *testing.T) {
	const all = "New new, Crossed cross, Replaced replace, Both replace-cross"
	tests := map[string]struct{ text, want string }{
		"a listing":   {announcedListing, all},
		"a feed":      {announcedFeed(), all},
		"an old feed": {oldFeed(), strings.TrimSuffix(all, ", Both replace-cross")},
		"no arXiv":    {"@article{a, title={New}}\n@article{b, title={Old}}\n", "New , Old "},
	}
	for name, test := range tests {
		_, papers, _ := read(t, test.text, parser.Options{})
		var got []string
		for _, p := range papers {
			got = append(got, p.Title+" "+p.Announced)
		}
		if strings.Join(got, ", ") != test.want {
			t.Errorf("%s: got %q, want %s", name, got, test.want)
		}
	}
}

func TestOnlySomeAnnouncements(t *testing.T) {
	mbox := "From a@example.com Fri Mar  1 01:30:12 2024\nFrom: a@example.com\nSubject: cs daily\n\n" + announcedListing
	page := listedPage(listedIndented)
	bib := "@article{a, title={New}}\n"
	tests := []struct {
		text, only, want string
		left             map[string]int
	}{
		{announcedListing, "", "New, Crossed, Replaced, Both", nil},
		{announcedListing, "all", "New, Crossed, Replaced, Both", nil},
		{announcedListing, "new cross", "New, Crossed", map[string]int{"replace": 1, "replace-cross": 1}},
		{announcedListing, "replace", "Replaced", map[string]int{"new": 1, "cross": 1, "replace-cross": 1}},
		{announcedFeed(), "new", "New", map[string]int{"cross": 1, "replace": 1, "replace-cross": 1}},
		{mbox, "new", "New", map[string]int{"cross": 1, "replace": 1, "replace-cross": 1}},
		{page, "cross", "Images of Lists", map[string]int{"new": 2, "replace": 1}},
		{bib, "new", "New", map[string]int{}},
		{bib, "replace", "New", map[string]int{}},
	}
	for _, test := range tests {
		d, papers, problems := read(t, test.text, parser.Options{Only: strings.Fields(test.only)})
		var got []string
		for _, p := range papers {
			got = append(got, p.Title)
		}
		if strings.Join(got, ", ") != test.want || !maps.Equal(d.LeftOut(), test.left) || len(problems) > 0 || d.Err() != nil {
			t.Errorf("%s of %s: got %q, left out %v, %v, %v; want %s, %v", test.only, d.Format, got, d.LeftOut(), problems, d.Err(), test.want, test.left)
		}
	}
}

func TestArXivFeedHasCollaborations(t *testing.T) {
	text := strings.Replace(announcedFeed(), "</item>", "<dc:creator>LIST Collaboration: Ann Example, Bo Sample</dc:creator></item>", 1)
	text = strings.Replace(text, "<rss ", `<rss xmlns:dc="http://purl.org/dc/elements/1.1/" `, 1)
	_, papers, _ := read(t, text, parser.Options{})
	if a := papers[0].Authors; len(a) != 3 || a[0].Family != "LIST Collaboration" || a[1].Name() != "Ann Example" {
		t.Errorf("%+v", a)
	}
}
