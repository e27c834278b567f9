package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"dogear/parser"
	"dogear/seeds/synthetic"
	"dogear/store/fulltext"
)

// takeArXiv imports records of arXiv's metadata.
func takeArXiv(t testing.TB, l *Library, text string) Report {
	t.Helper()
	d, err := parser.Open(strings.NewReader(text), parser.Options{Now: day})
	if err != nil {
		t.Fatal(err)
	}
	return must[Report](t)(l.Import(t.Context(), d, Delivery{Origin: "arxiv.jsonl", Sum: sha256.Sum256([]byte(text))}, nil))
}

// madeUp is n records of arXiv's metadata.
func madeUp(t testing.TB, n int) []string {
	t.Helper()
	var b bytes.Buffer
	if err := synthetic.ArXiv(&b, n, 7); err != nil {
		t.Fatal(err)
	}
	return strings.SplitAfter(strings.TrimSpace(b.String()), "\n")
}

// lived is a library that has lived: several digests, newer versions of papers, a digest taken away and one taken back,
// decisions, tags, notes.
func lived(t testing.TB) *Library {
	t.Helper()
	l := newLibrary(t)
	records := madeUp(t, 300)
	for i := 0; i < 250; i += 25 {
		takeArXiv(t, l, strings.Join(records[i:i+25], ""))
	}
	var newer []string
	for i := 20; i < 250; i += 31 {
		r := strings.Replace(records[i], `"versions":[`, `"versions":[{"version":"v8","created":"Sun, 1 Apr 2007 00:10:04 GMT"},`, 1)
		r = strings.Replace(r, `"version":"v1"`, `"version":"v9"`, 1)
		newer = append(newer, strings.Replace(r, `"abstract":"  `, `"abstract":"  Walruses revisited. `, 1))
	}
	takeArXiv(t, l, strings.Join(newer, ""))
	takeArXiv(t, l, strings.Join(records[250:275], ""))
	must[Outcome](t)(l.Undo(t.Context()))
	takeArXiv(t, l, strings.Join(records[275:300], ""))
	must[Outcome](t)(l.RemoveDigest(t.Context(), 3))
	takeArXiv(t, l, strings.Join(records[45:85], "")) // brings half of it back, at another place
	rnd := rand.New(rand.NewPCG(1, 1))
	for range 80 {
		id := 1 + rnd.Int64N(275)
		if _, err := l.Paper(t.Context(), id); err != nil {
			continue // taken away
		}
		switch rnd.IntN(4) {
		case 0:
			must[Outcome](t)(l.Mark(t.Context(), These(id), Star))
		case 1:
			must[Outcome](t)(l.Mark(t.Context(), These(id), ToRead))
		case 2:
			must[Outcome](t)(l.Retag(t.Context(), These(id), []string{"model", "walrus"}, nil))
		case 3:
			if _, _, err := l.SetNote(t.Context(), id, "the walrus model of Anna", NoteEdit{}); err != nil {
				t.Fatal(err)
			}
		}
	}
	return l
}

// truth evaluates a query by reading the paper: what every search must agree with.
func truthOf(n node, p *Paper) bool {
	inRow := func(text string, w textNode) bool {
		have := fulltext.Terms(text)
	next:
		for i := range have {
			for j, want := range w.words {
				last := w.prefix && j == len(w.words)-1
				if i+j >= len(have) || have[i+j] != want && !(last && strings.HasPrefix(have[i+j], want)) {
					continue next
				}
			}
			return true
		}
		return false
	}
	switch n := n.(type) {
	case nil:
		return true
	case andNode:
		for _, c := range n {
			if !truthOf(c, p) {
				return false
			}
		}
		return true
	case orNode:
		return slices.ContainsFunc(n, func(c node) bool { return truthOf(c, p) })
	case notNode:
		return !truthOf(n.n, p)
	case isNode:
		switch n.flag {
		case "starred":
			return p.Starred
		case "noted":
			return p.Note != ""
		}
		return p.Status == n.status
	case tagNode:
		return slices.ContainsFunc(p.TagNames, func(t string) bool {
			return t == n.name || n.prefix && strings.HasPrefix(t, n.name)
		})
	case textNode:
		indexed := textsOf(p.Title, &body{Abstract: p.Abstract, Authors: p.Authors, In: p.In, Categories: p.Categories, Keywords: p.Keywords,
			Comment: p.Comment, Details: p.Details})
		texts := map[string]string{"note": p.Note}
		for column, in := range searched {
			for f, text := range indexed {
				if column != "" && in == fulltext.Only(fulltext.Field(f)) {
					texts[column] = text
				}
			}
		}
		if n.column != "" {
			return inRow(texts[n.column], n)
		}
		texts["details"] = indexed[fulltext.Details]
		texts["tags"] = strings.Join(p.TagNames, " ")
		for _, text := range texts {
			if inRow(text, n) {
				return true
			}
		}
		return false
	}
	panic(fmt.Sprintf("the test does not know %T", n))
}

// someQuery makes a query of words that are there.
func someQuery(rnd *rand.Rand, papers []*Paper, depth int) string {
	word := func() string {
		w := fulltext.Words(papers[rnd.IntN(len(papers))].Abstract)
		i := rnd.IntN(len(w) - 3)
		switch rnd.IntN(5) {
		case 0:
			return `"` + strings.Join(w[i:i+2+rnd.IntN(2)], " ") + `"`
		case 1:
			return []string{"the", "of", "model", "walrus", "anna"}[rnd.IntN(5)]
		}
		return w[i]
	}
	switch k := rnd.IntN(14); {
	case depth > 0 && k < 3:
		return someQuery(rnd, papers, depth-1) + " " + someQuery(rnd, papers, depth-1)
	case depth > 0 && k < 5:
		return "(" + someQuery(rnd, papers, depth-1) + " OR " + someQuery(rnd, papers, depth-1) + ")"
	case k == 5:
		return "-" + word()
	case k == 6:
		return []string{"title:", "abstract:", "author:", "note:", "venue:", "category:"}[rnd.IntN(6)] + word()
	case k == 7:
		return []string{"is:starred", "is:read", "is:inbox", "is:noted", "tag:walrus", "-tag:model", "-is:inbox", "math.CO", "category:cs", "category:math.", `"pages, "`, "figures -category:hep-th"}[rnd.IntN(12)]
	}
	return word()
}

// Whatever is asked, in whatever order, page by page in both directions, a search finds what reading every paper finds;
// also when it loses patience at once, so that the papers drive.
func TestSearchFindsWhatIsThere(t *testing.T) {
	l := lived(t)
	all := must[[]Row](t)(l.Page(t.Context(), Query{}, Span{}))
	papers := must[[]*Paper](t)(l.Papers(t.Context(), ids(all)))
	rnd := rand.New(rand.NewPCG(3, 3))
	found := 0
	for i := range 60 {
		l.patience = []int{defaultPatience, 0, 10}[i%3]
		text := someQuery(rnd, papers, 2)
		if typed := []rune(text); i%4 == 0 && !strings.HasSuffix(text, ")") && len(typed) > 2 {
			text = string(typed[:len(typed)-1]) // as it is while it is typed
		}
		q, err := ParseTyping(text, day)
		if err != nil {
			continue
		}
		var want []int64
		for _, p := range papers {
			if truthOf(q.root, p) {
				want = append(want, p.ID)
			}
		}
		found += len(want)
		if got := ids(must[[]Row](t)(l.Page(t.Context(), q, Span{}))); !slices.Equal(got, want) {
			t.Fatalf("%s: %d papers %v, want %d %v", text, len(got), got, len(want), want)
		}
		if n := must[int](t)(l.Count(t.Context(), q, 20)); n != min(20, len(want)) {
			t.Fatalf("%s: counted %d, want %d", text, n, len(want))
		}
		checkPages(t, l, q, text, want, 1+rnd.IntN(30))
		for _, s := range []Sort{SortTitle, SortAuthor, SortDate, SortRelevance} {
			got := ids(must[[]Row](t)(l.Page(t.Context(), q.Sorted(s), Span{})))
			slices.Sort(got)
			sorted := slices.Sorted(slices.Values(want))
			if s == SortRelevance && len(sorted) > maxRelevant {
				continue
			}
			if !slices.Equal(got, sorted) {
				t.Fatalf("%s by %s: %d papers, want %d", text, s, len(got), len(want))
			}
			if reversed := s.Reverse(); reversed != s {
				checkReversed(t, l, q, text, reversed, 1+rnd.IntN(30))
			}
		}
	}
	if found < 500 {
		t.Fatalf("the queries found %d papers: they ask for nothing", found)
	}
}

func checkPages(t *testing.T, l *Library, q Query, text string, want []int64, size int) {
	t.Helper()
	var there, back []int64
	var from Cursor
	for {
		rows := must[[]Row](t)(l.Page(t.Context(), q, Span{From: from, Limit: size}))
		if there = append(there, ids(rows)...); len(rows) < size {
			break
		}
		from = rows[len(rows)-1].Cursor()
	}
	from = Cursor{}
	for {
		rows := must[[]Row](t)(l.Page(t.Context(), q, Span{From: from, Limit: size, Back: true}))
		if back = append(ids(rows), back...); len(rows) < size {
			break
		}
		from = rows[0].Cursor()
	}
	if !slices.Equal(there, want) || !slices.Equal(back, want) {
		t.Fatalf("%s by %d: there %v, back %v, want %v", text, size, there, back, want)
	}
}

// checkReversed checks the list of a reversed sort: it is the sort's own, backwards, but for papers without a key, which are
// last in both.
func checkReversed(t *testing.T, l *Library, q Query, text string, reversed Sort, size int) {
	t.Helper()
	var known, unknown []int64
	for _, r := range slices.Backward(must[[]Row](t)(l.Page(t.Context(), q.Sorted(reversed.Base()), Span{}))) {
		if reversed.lacksKey(r.Cursor()) {
			unknown = append(unknown, r.ID)
		} else {
			known = append(known, r.ID)
		}
	}
	checkPages(t, l, q.Sorted(reversed), text+" by "+string(reversed), append(known, unknown...), size)
}

// A word in the title weighs more than one in the abstract, and conditions leave the order of the rest alone.
func TestRelevance(t *testing.T) {
	l := lived(t)
	inTitles := make(map[string]int)
	for _, r := range must[[]Row](t)(l.Page(t.Context(), Query{}, Span{})) {
		for _, w := range fulltext.Words(r.Title) {
			if len(w) > 4 {
				inTitles[w]++
			}
		}
	}
	word := ""
	for w, n := range inTitles {
		if n > inTitles[word] || n == inTitles[word] && w < word {
			word = w
		}
	}
	q := must[Query](t)(ParseQuery(word+" sort:relevance", day))
	whole := ids(must[[]Row](t)(l.Page(t.Context(), q, Span{})))
	if len(whole) < 9 {
		t.Fatalf("only %d papers have %q", len(whole), word)
	}
	papers := must[[]*Paper](t)(l.Papers(t.Context(), whole))
	titles := func(some []*Paper) (n int) {
		for _, p := range some {
			if slices.Contains(fulltext.Words(p.Title), word) {
				n++
			}
		}
		return n
	}
	third := len(papers) / 3
	if first, last := titles(papers[:third]), titles(papers[len(papers)-third:]); first <= last {
		t.Errorf("%d of the best have it in the title, %d of the worst", first, last)
	}
	read := must[Query](t)(ParseQuery(word+" is:inbox sort:relevance", day))
	var want []int64
	for _, p := range papers {
		if p.Status == Inbox {
			want = append(want, p.ID)
		}
	}
	for _, limit := range []int{0, 2, 3} { // with a limit, more has to be ranked than was at first
		got := ids(must[[]Row](t)(l.Page(t.Context(), read, Span{Limit: limit})))
		if n := min(len(want), limit); limit > 0 && !slices.Equal(got, want[:n]) || limit == 0 && !slices.Equal(got, want) {
			t.Errorf("limit %d: %v, want %v", limit, got, want)
		}
	}
}

// An index that is missing or damaged, in whatever part, is made anew by the search that finds it so.
func TestIndexMendsItself(t *testing.T) {
	for name, damage := range map[string]string{
		"all of it is gone":        "DELETE FROM segment; DELETE FROM chunk",
		"a segment is gone":        "DELETE FROM segment WHERE id = (SELECT max(id) FROM segment)",
		"its parts are gone":       "DELETE FROM chunk",
		"headers are gone":         "DELETE FROM chunk WHERE id & 65535 = 0",
		"words are damaged":        "UPDATE chunk SET data = CAST(substr(data, 1, 50) || x'00' || substr(data, 52) AS BLOB) WHERE id & 1 = 1",
		"a part is of another":     "UPDATE chunk SET data = (SELECT data FROM chunk ORDER BY id LIMIT 1) WHERE id & 65535 = 0",
		"the places are wrong":     "UPDATE segment SET low = low - 5",
		"papers are listed as out": "UPDATE segment SET dead = x'00', live = live - 1",
		"too much is in it":        "UPDATE segment SET live = live + 1 WHERE id = (SELECT max(id) FROM segment)",
	} {
		t.Run(name, func(t *testing.T) {
			l := newLibrary(t)
			records := madeUp(t, 120)
			for i := 0; i < 120; i += 40 {
				takeArXiv(t, l, strings.Join(records[i:i+40], ""))
			}
			before := list(t, l, "the model")
			if before == "" {
				t.Fatal("the search finds nothing")
			}
			if _, err := l.write.Exec(damage); err != nil {
				t.Fatal(err)
			}
			l.heads.heads = nil // as after a restart
			if after := list(t, l, "the model"); after != before {
				t.Errorf("found %q, before %q", after, before)
			}
			checkIndex(t, l)
		})
	}
}

// checkIndex reads all of the index, and checks that every paper is in it once.
func checkIndex(t *testing.T, l *Library) {
	t.Helper()
	err := l.readOnce(t.Context(), func(tx *sql.Tx) error {
		segments, err := loadSegments(t.Context(), tx)
		if err != nil {
			return err
		}
		var live []int64
		for _, s := range segments {
			if err := s.verify(t.Context(), tx, true); err != nil {
				return err
			}
			alive := s.head.All(s.dead)
			for d := alive.Next(0); d >= 0; d = alive.Next(d + 1) {
				live = append(live, s.head.Place(d))
			}
		}
		slices.Sort(live)
		places, err := column[int64](t.Context(), tx, "SELECT place FROM paper ORDER BY place")
		if err == nil && !slices.Equal(live, places) {
			err = fmt.Errorf("%d papers, %d in the index", len(places), len(live))
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// However a library came to be, its index covers it, in few segments.
func TestIndexStaysSmall(t *testing.T) {
	l := lived(t)
	checkIndex(t, l)
	records := madeUp(t, 450)
	for i := 300; i < 450; i += 3 {
		takeArXiv(t, l, strings.Join(records[i:i+3], ""))
	}
	checkIndex(t, l)
	n := must[[]int](t)(column[int](t.Context(), l.read, "SELECT count(*) FROM segment"))
	if n[0] > 4*fan {
		t.Errorf("%d segments", n[0])
	}
}

// Selecting by words works in every act on papers.
func TestBulkActsByWords(t *testing.T) {
	l := lived(t)
	q := must[Query](t)(ParseQuery("walrus -is:read", day))
	n := must[int](t)(l.Count(t.Context(), q, 1000))
	o := must[Outcome](t)(l.Mark(t.Context(), AllOf(q), ToRead))
	if o.Change.Papers != n || n == 0 {
		t.Errorf("%d marked, %d found", o.Change.Papers, n)
	}
	if left := must[int](t)(l.Count(t.Context(), q, 1000)); left != 0 {
		t.Errorf("%d left", left)
	}
	probes.mu.Lock()
	defer probes.mu.Unlock()
	if len(probes.all) != 0 {
		t.Errorf("%d searches were not released", len(probes.all))
	}
}

// A search that nobody waits for any more ends at once, and says why.
func TestSearchEndsWithItsContext(t *testing.T) {
	l := lived(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	q := must[Query](t)(ParseQuery("the model", day))
	if _, err := l.Page(ctx, q, Span{Limit: 10}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
