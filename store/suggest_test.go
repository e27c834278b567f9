package store

import "testing"

// A query that finds nothing is looked through for names that are nearly others.
func TestSuggest(t *testing.T) {
	l := three(t)
	if _, err := l.write.Exec("UPDATE digest SET source = 'Hugging Face'"); err != nil {
		t.Fatal(err)
	}
	must[Outcome](t)(l.Retag(t.Context(), These(1), []string{"none", "graphs", "to-read"}, nil))
	for _, c := range []struct{ query, question, meant string }{
		{"auther:gu", "did you mean author:gu?", "author:gu"},
		{"Auther:gu mamba", "did you mean author:gu?", "author:gu mamba"},
		{"titel:mamba OR abstrct:graph", "did you mean title:mamba abstract:graph?", "title:mamba OR abstract:graph"},
		{"abs:graph cat:cs.LG", "did you mean abstract:graph category:cs.LG?", "abstract:graph category:cs.LG"},
		{"KW:graph journal:nature by:gu", "did you mean keyword:graph venue:nature author:gu?", "keyword:graph venue:nature author:gu"},
		{"abst:graph", "did you mean abstract:graph?", "abstract:graph"}, // the beginning of one name
		{"note:none status:read", "did you mean is:read?", "note:none is:read"},
		{"a:graph", "", ""}, // the beginning of several, and too short to mean any
		{"-tagg:x", "did you mean tag:x?", "-tag:x"},
		{`authr:"de la Cruz"`, "did you mean author:?", `author:"de la Cruz"`},
		{"tag:nope", "did you mean tag:none?", "tag:none"},
		{"tag:#nope x", "did you mean tag:none?", "tag:none x"},
		{"tag:grahps tag:toread", "did you mean tag:graphs tag:to-read?", "tag:graphs tag:to-read"},
		{"source:hugging", "", ""}, // is right: part of a name
		{"source:hugigng", "did you mean source:Hugging?", "source:Hugging"},
		{`source:"huging fase"`, `did you mean source:"Hugging Face"?`, `source:"Hugging Face"`},
		{"tag:none mamba", "", ""},
		{"tag:gra", "", ""},  // being typed
		{"tag:zzz", "", ""},  // nothing is close
		{"Mamba: x", "", ""}, // a title that was pasted
		{"is:inbox sort:date", "", ""},
		{"is:red", "", ""}, // a mistake that is told as one
	} {
		s, ok, err := l.Suggest(t.Context(), c.query)
		switch {
		case err != nil:
			t.Errorf("%s: %v", c.query, err)
		case ok != (c.question != ""):
			t.Errorf("%s: %v %v", c.query, ok, s)
		case ok && (s.Question() != c.question || s.Query != c.meant):
			t.Errorf("%s: %q %q", c.query, s.Question(), s.Query)
		}
	}
}

// Names of venues, keywords and people are known by the search index.
func TestSuggestNames(t *testing.T) {
	l := shelf(t)
	for query, want := range map[string]string{
		"venue:natrue":                     "did you mean venue:nature?",
		"venue:nat":                        "", // being typed
		`venue:"neural informatoin"`:       `did you mean venue:"neural information"?`,
		"author:lovelase":                  "did you mean author:lovelace?",
		"author:lovelace venue:nature":     "", // both are there, though not together
		"keyword:hegding":                  "did you mean keyword:hedging?",
		"category:q-fim.ST":                "did you mean category:q-fin.ST?",
		"category:zzz":                     "",
		"venue:springer":                   "", // is known, though not as a venue, and nothing is close
		"title:volatilty abstract:natrue ": "", // text, not names
	} {
		s, _, err := l.Suggest(t.Context(), query)
		got := ""
		if len(s.Terms) > 0 {
			got = s.Question()
		}
		if err != nil || got != want {
			t.Errorf("%s: %q, want %q: %v", query, got, want, err)
		}
	}
}
