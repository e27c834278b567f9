package synthetic_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"dogear/seeds/synthetic"
)

// paper is a line of the snapshot.
type paper struct {
	ID, Submitter, Authors, Title, Abstract, Categories string
	DOI                                                 *string
	Versions                                            []struct{ Version, Created string }
	UpdateDate                                          string     `json:"update_date"`
	AuthorsParsed                                       [][]string `json:"authors_parsed"`
}

func lines(t *testing.T, n int, seed uint64) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := synthetic.ArXiv(&b, n, seed); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func papers(t *testing.T, n int) []paper {
	t.Helper()
	var all []paper
	for line := range bytes.Lines(lines(t, n, 1)) {
		var p paper
		if err := json.Unmarshal(line, &p); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		all = append(all, p)
	}
	if len(all) != n {
		t.Fatalf("%d papers instead of %d", len(all), n)
	}
	return all
}

// What was measured once must be measured on the same bytes for ever: if this fails, the generator was changed, and
// figures from before and after do not compare.
func TestSameBytesForEver(t *testing.T) {
	sum := sha256.Sum256(lines(t, 6000, 1))
	if got, want := hex.EncodeToString(sum[:8]), "4234b5653ade642c"; got != want {
		t.Errorf("the bytes of 6,000 papers hash to %s, not to %s", got, want)
	}
}

func TestSmallIsTheBeginningOfLarge(t *testing.T) {
	large := lines(t, 9000, 7)
	if !bytes.HasPrefix(large, lines(t, 5000, 7)) || !bytes.HasPrefix(large, lines(t, 65, 7)) {
		t.Error("a small library is not the beginning of a large one")
	}
	if bytes.Equal(lines(t, 10, 7), lines(t, 10, 8)) {
		t.Error("two seeds give the same library")
	}
}

func TestRecords(t *testing.T) {
	ids, dois, last := map[string]bool{}, map[string]bool{}, ""
	var length, words int
	all := papers(t, 10_000)
	for _, p := range all {
		if ids[p.ID] || p.ID <= last {
			t.Fatalf("id %s is not after %s", p.ID, last)
		}
		ids[p.ID], last = true, p.ID
		if p.DOI != nil {
			if dois[*p.DOI] {
				t.Fatalf("DOI %s comes twice", *p.DOI)
			}
			dois[*p.DOI] = true
		}
		if n := len(strings.Fields(p.Title)); n < 4 || n > 16 { // a phrase at the end may make it longer
			t.Errorf("%s: a title of %d words: %q", p.ID, n, p.Title)
		}
		if !strings.HasPrefix(p.Abstract, "  ") || !strings.HasSuffix(p.Abstract, ".\n") {
			t.Errorf("%s: the abstract is %q", p.ID, p.Abstract)
		}
		for line := range strings.Lines(p.Abstract) {
			if len(line) > 82 {
				t.Errorf("%s: a line of %d: %q", p.ID, len(line), line)
			}
		}
		if n := len(p.AuthorsParsed); n < 1 || n > 8 || len(p.AuthorsParsed[0]) != 3 || p.Authors == "" {
			t.Errorf("%s: authors %q, %q", p.ID, p.Authors, p.AuthorsParsed)
		}
		first, err := time.Parse("Mon, 2 Jan 2006 15:04:05 MST", p.Versions[0].Created)
		if err != nil || first.Format("0601") != p.ID[:4] || p.UpdateDate <= first.Format(time.DateOnly) {
			t.Errorf("%s: created %q, updated %q, %v", p.ID, p.Versions[0].Created, p.UpdateDate, err)
		}
		length += len(p.Abstract)
		words += len(strings.Fields(p.Abstract))
	}
	if mean := length / len(all); mean < 1150 || mean > 1450 {
		t.Errorf("abstracts have %d bytes in the mean", mean)
	}
	if mean := words / len(all); mean < 150 || mean > 200 {
		t.Errorf("abstracts have %d words in the mean", mean)
	}
}

// A common word is in nearly all papers, a rare one in one; frequency falls with rank; and new papers bring new words.
func TestWordsFollowZipfAndHeaps(t *testing.T) {
	all := papers(t, 20_000)
	count, in := map[string]int{}, map[string]int{}
	total, half := 0, 0
	for i, p := range all {
		here := map[string]bool{}
		for _, w := range strings.FieldsFunc(strings.ToLower(p.Title+" "+p.Abstract), func(r rune) bool { return r < 'a' || r > 'z' }) {
			count[w]++
			total++
			here[w] = true
		}
		for w := range here {
			in[w]++
		}
		if i == len(all)/2 {
			half = len(count)
		}
	}
	var freq []int
	once := 0
	for w, n := range count {
		freq = append(freq, n)
		if in[w] == 1 {
			once++
		}
	}
	slices.SortFunc(freq, func(a, b int) int { return b - a })
	slope := func(from, to int) float64 {
		return math.Log(float64(freq[from])/float64(freq[to])) / math.Log(float64(to+1)/float64(from+1))
	}
	if s := slope(9, 2999); s < 0.7 || s > 1.2 {
		t.Errorf("from rank 10 to 3,000 the frequency falls with the %.2fth power of the rank", s)
	}
	if s := slope(9999, 49999); s < 1.3 || s > 2.4 {
		t.Errorf("from rank 10,000 to 50,000 the frequency falls with the %.2fth power of the rank", s)
	}
	if n := in["the"]; n < len(all)*95/100 {
		t.Errorf("the commonest word is in %d of %d papers", n, len(all))
	}
	if grown := float64(len(count)) / float64(half); grown < 1.2 || grown > 1.8 {
		t.Errorf("twice the papers have %.2f times the words", grown)
	}
	if once < len(count)/3 {
		t.Errorf("%d of %d words are in one paper", once, len(count))
	}
	t.Logf("%d words of text, %d different ones, %d in one paper", total, len(count), once)
}

func TestErrors(t *testing.T) {
	for _, n := range []int{-1, synthetic.MaxPapers + 1} {
		if err := synthetic.ArXiv(io.Discard, n, 1); err == nil {
			t.Errorf("%d papers: no error", n)
		}
	}
	full := errors.New("the disk is full")
	if err := synthetic.ArXiv(failing{full}, 5, 1); !errors.Is(err, full) {
		t.Errorf("error %v, want %v", err, full)
	}
}

// failing is a writer that cannot write.
type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// BenchmarkArXiv measures in papers a second.
func BenchmarkArXiv(b *testing.B) {
	if err := synthetic.ArXiv(io.Discard, b.N, 1); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "papers/s")
}

// Words of a topic come together: pairs of long words come again in other titles.
func TestTopicsHoldTogether(t *testing.T) {
	all := papers(t, 5000)
	pairs := map[string]int{}
	for _, p := range all {
		words := strings.Fields(strings.ToLower(p.Title))
		for i := 1; i < len(words); i++ {
			if len(words[i-1]) > 4 && len(words[i]) > 4 {
				pairs[words[i-1]+" "+words[i]]++
			}
		}
	}
	again := 0
	for _, n := range pairs {
		if n >= 3 {
			again++
		}
	}
	if again < 300 {
		t.Errorf("%d pairs of words come in three titles or more", again)
	}
}
