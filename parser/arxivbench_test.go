package parser_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"dogear/parser"
)

// arXivLines are n records as arXiv's snapshot has them, of the same words in ever new order: wrapped and indented, some
// with accents and, if tex, with formulas.
func arXivLines(n int, tex bool) string {
	prose := strings.Fields("we study the spectrum of weakly coupled systems in two dimensions and show that a small " +
		"perturbation of the kernel, however smooth, changes the rate at which solutions decay. Numerical results agree " +
		"with theory for all temperatures that were measured; in the limit of long waves they do not. Our method needs " +
		"neither labels nor a prior, runs in linear time (with a small constant), and extends well-known bounds by Stein.")
	formulas := []string{`$O(n^2)$`, `$\alpha > 0$`, `\emph{sharp}`, "``deep''", `$\mathbb{R}^d$`, `Poincar\'e`, `H\"older`, `$\frac{1}{2}$`, `Eq.~(3)`, `45\%`, `$\sim 10^{-3}$`}
	names := []string{"Okafor", "Lindqvist", "M\\\"uller", "Garc\\'ia", "van der Berg", "Tanaka", "Petrov", "O'Neill", "Sørensen", "Li"}
	rnd := rand.New(rand.NewPCG(7, 11))
	words := func(length int, wrap string) string {
		var b strings.Builder
		column := 0
		for b.Len() < length {
			w := prose[rnd.IntN(len(prose))]
			if tex && rnd.IntN(20) == 0 {
				w = formulas[rnd.IntN(len(formulas))]
			}
			switch {
			case b.Len() == 0:
			case column > 70:
				b.WriteString(wrap)
				column = 0
			default:
				b.WriteByte(' ')
			}
			b.WriteString(w)
			column += len(w) + 1
		}
		return b.String()
	}
	type version struct {
		Version string `json:"version"`
		Created string `json:"created"`
	}
	var out strings.Builder
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	for i := range n {
		var authors []string
		var parsed [][]string
		for range 1 + rnd.IntN(6) {
			name := names[rnd.IntN(len(names))]
			authors = append(authors, "A. "+name)
			parsed = append(parsed, []string{name, "A.", ""})
		}
		record := struct {
			ID         string     `json:"id"`
			Submitter  string     `json:"submitter"`
			Authors    string     `json:"authors"`
			Title      string     `json:"title"`
			Comments   string     `json:"comments"`
			JournalRef *string    `json:"journal-ref"`
			DOI        *string    `json:"doi"`
			ReportNo   *string    `json:"report-no"`
			Categories string     `json:"categories"`
			License    *string    `json:"license"`
			Abstract   string     `json:"abstract"`
			Versions   []version  `json:"versions"`
			UpdateDate string     `json:"update_date"`
			Parsed     [][]string `json:"authors_parsed"`
		}{
			ID: fmt.Sprintf("%02d%02d.%05d", 15+i/99999/12, 1+i/99999%12, 1+i%99999), Submitter: "Ada Okafor",
			Authors: strings.Join(authors, ", "), Title: words(70, "\n  "), Comments: "12 pages, 3 figures", Categories: "math.AP cs.LG",
			Abstract:   "  " + words(1450, "\n") + "\n",
			Versions:   []version{{"v1", "Mon, 2 Apr 2007 19:18:42 GMT"}, {"v2", "Tue, 24 Jul 2007 20:10:27 GMT"}},
			UpdateDate: "2008-11-26", Parsed: parsed,
		}
		if i%2 == 0 {
			doi := fmt.Sprintf("10.1103/PhysRevD.%d.%06d", i%97, i%999983)
			record.DOI = &doi
		}
		if err := enc.Encode(record); err != nil {
			panic(err) // of strings alone: cannot happen
		}
	}
	return out.String()
}

// Run it with -cpu 1,2,…: one core shows what a record costs, more of them what reading in parallel gains. Next to it
// stands what encoding/json alone takes for the same lines.
func BenchmarkArXivJSONL(b *testing.B) {
	const n = 5000
	for _, tex := range []bool{false, true} {
		text := arXivLines(n, tex)
		name := map[bool]string{false: "plain", true: "TeX"}[tex]
		perSecond := func(b *testing.B) {
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "records/s")
		}
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				d, err := parser.Open(strings.NewReader(text), parser.Options{})
				if err != nil {
					b.Fatal(err)
				}
				papers := 0
				for _, problem := range d.Records() {
					if problem == nil {
						papers++
					}
				}
				if papers != n || d.Err() != nil {
					b.Fatal(papers, d.Err())
				}
			}
			perSecond(b)
		})
		b.Run(name+" encoding-json alone", func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				for line := range strings.Lines(text) {
					var r struct {
						ID, Authors, Title, Comments, DOI, Abstract string
						Versions                                    []struct{ Version, Created string }
						Parsed                                      [][]string `json:"authors_parsed"`
					}
					if err := json.Unmarshal([]byte(line), &r); err != nil {
						b.Fatal(err)
					}
				}
			}
			perSecond(b)
		})
	}
}
