package store

import (
	"compress/gzip"
	"database/sql"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dogear/parser"
	"dogear/store/fulltext"
)

// shelf is a library of papers of which much is known.
func shelf(t testing.TB) *Library {
	t.Helper()
	l := newLibrary(t)
	take(t, l, `
@inproceedings{a, title={Volatility by Neural Nets}, author={Ada Lovelace}, editor={Grace Hopper}, booktitle={Advances in Neural Information Processing Systems},
  volume={37}, pages={1--24}, publisher={Curran Associates}, year={2024}, keywords={deep hedging, options}, note={24 pages, 7 figures}, eprint={2403.00001},
  archiveprefix={arXiv}, primaryclass={q-fin.ST}}
@book{b, title={Handbook of Ants}, editor={Edward Wilson}, publisher={Springer Nature}, series={Lecture Notes in Zoology}, isbn={978-3-16-148410-0}, year={2020}}
@article{c, title={Options of Bees}, author={Karl Frisch}, journal={Nature}, volume={7}, pages={24--37}, year={1999}}
`)
	return l
}

// What the library knows of a paper is found, by plain words and in its field.
func TestEverythingKnownIsFound(t *testing.T) {
	l := shelf(t)
	for query, want := range map[string]string{
		"neurips":                        "",
		"neural information":             "Volatility",
		"venue:neural":                   "Volatility",
		`venue:"information processing"`: "Volatility",
		"venue:nature":                   "Options", // a publisher is no venue
		"nature":                         "Handbook Options",
		"springer":                       "Handbook",
		"venue:zoology":                  "Handbook", // a series is
		"q-fin.ST":                       "Volatility",
		"q-fin":                          "Volatility",
		"category:q-fin.ST":              "Volatility",
		"category:q-f":                   "Volatility",
		"category:options":               "",
		"keyword:options":                "Volatility",
		`keyword:"deep hedging"`:         "Volatility",
		"options":                        "Volatility Options",
		`"24 pages"`:                     "Volatility",
		"7 figures":                      "Volatility",
		"37":                             "Volatility Options", // a volume, and a page
		"curran":                         "Volatility",
		"hopper":                         "Volatility", // edited the book that it is in
		"author:hopper":                  "",
		"author:wilson":                  "Handbook", // edited the book that it is
		"978-3-16-148410-0":              "Handbook",
		"-nature":                        "Volatility",
		"-category:q-fin venue:nature":   "Options",
		"is:inbox -keyword:options":      "Handbook Options",
		"nature sort:-title":             "Options Handbook",
	} {
		if got := list(t, l, query); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

// What an import fills, an undo takes away and a redo brings back is found, not found, and found.
func TestWhatIsFilledIsFound(t *testing.T) {
	l := newLibrary(t)
	bare := "@article{c, title={Options of Bees}, author={Karl Frisch}, year={1999}, eprint={2403.00007}, archiveprefix={arXiv}"
	take(t, l, bare+"}")
	for field, word := range map[string]string{
		"journal={Zeitschrift}": "venue:zeitschrift", "keywords={honey}": "keyword:honey", "note={12 figures}": `"12 figures"`, "editor={Lise Meitner}": "meitner",
		"volume={4711}": "4711",
	} {
		if got := list(t, l, word); got != "" {
			t.Errorf("%s finds %q before", word, got)
		}
		take(t, l, bare+", "+field+"}")
		if got := list(t, l, word); got != "Options" {
			t.Errorf("%s finds %q", word, got)
		}
		must[Outcome](t)(l.Undo(t.Context()))
		if got := list(t, l, word); got != "" {
			t.Errorf("%s finds %q after an undo", word, got)
		}
		must[Outcome](t)(l.Redo(t.Context()))
		if got := list(t, l, word); got != "Options" {
			t.Errorf("%s finds %q after a redo", word, got)
		}
	}
	checkIndex(t, l)
}

// unspacedPapers are titles and abstracts without spaces between words.
func unspacedPapers(t testing.TB) *Library {
	t.Helper()
	l := newLibrary(t)
	text := ""
	for i, p := range [][2]string{
		{"大規模言語モデルの研究", "本研究では、GPT-4と同じ構造を持つモデルを提案する。"},
		{"图神经网络综述", "本文综述了图神经网络（GNN）与大型语言模型的最新进展，以及３次元データ。"},
		{"한국어 언어 모델은 왜 좋은가", "우리는 새로운 언어모델을 제안한다."},
		{"การเรียนรู้ของเครื่อง", "บทความนี้เสนอวิธีใหม่"},
		{"ＧＰＴ模型とﾃﾞｰﾀ", "山田 太郎のデータ"},
	} {
		text += fmt.Sprintf(`{"title":%q,"abstract":%q,"arxiv":"2403.0000%d"}`+"\n", p[0], p[1], i+1)
	}
	if rep := take(t, l, text); rep.New != 5 {
		t.Fatalf("%+v", rep)
	}
	return l
}

// Any part of a text without spaces is found: in every field, negated, in phrases, with other words, in any width.
func TestTextWithoutSpaces(t *testing.T) {
	l := unspacedPapers(t)
	if _, _, err := l.SetNote(t.Context(), 4, "機械学習の覚え書き", NoteEdit{}); err != nil {
		t.Fatal(err)
	}
	must[Outcome](t)(l.Retag(t.Context(), These(3), []string{"自然言語処理"}, nil))
	for query, want := range map[string]string{
		"言語":                   "1 3", // the third by its tag
		"言語モデル":                "1",
		"title:言語":             "1",
		"abstract:言語":          "",
		"語モ":                   "1",
		"モデル":                  "1",
		"モデ":                   "1",
		"モテル":                  "", // another letter
		"ﾓﾃﾞﾙ":                 "1",
		"語":                    "1 3",
		"大":                    "1 2",
		"大型":                   "2",
		"-大":                   "3 4 5",
		"神经网络":                 "2",
		"网络神经":                 "",
		`"神经网络综述"`:             "2",
		"GNN 神经":               "2",
		"神经 OR 規模":             "1 2",
		"神经 -GNN":              "",
		"GPT模型":                "5",
		"gpt":                  "1 5",
		"模型":                   "2 5",
		"データ":                  "2 5",
		"3次元":                  "2",
		"山田太郎":                 "5",
		`"山田 太郎"`:              "5",
		"모델":                   "3",
		"언어모델":                 "3",
		"언어":                   "3",
		"모데":                   "3", // being typed
		"어언":                   "",  // Korean has spaces
		`"언어 모델은"`:             "3",
		"เรียน":                "4",
		"เครื่อง":              "4",
		"学習":                   "4", // in the note
		"note:学習":              "4",
		"note:習の覚":             "4",
		"note:言語":              "",
		"自然言語":                 "3",
		"然言 sort:relevance":    "3",
		"言語 sort:relevance":    "1 3",
		"title:言 -title:模":     "",
		"title:言語 (網 OR モデル )": "1",
	} {
		q := must[Query](t)(ParseTyping(query, day))
		got := ids(must[[]Row](t)(l.Page(t.Context(), q, Span{})))
		slices.Sort(got)
		if s := strings.Trim(fmt.Sprint(got), "[]"); s != want {
			t.Errorf("%s: %s, want %s", query, s, want)
		}
	}
}

// A library of the version before is searched as it is, and finds more the sooner its index is made anew: all of it, then, as
// if it had been made today. What happens meanwhile is not lost.
func TestIndexOfTheVersionBefore(t *testing.T) {
	f, err := os.Open("testdata/version8.db.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	data := must[[]byte](t)(io.ReadAll(must[*gzip.Reader](t)(gzip.NewReader(f))))
	path := filepath.Join(t.TempDir(), "library.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	upgraded := false
	l, err := Open(t.Context(), path, OnUpgrade(func() { upgraded = true }))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	old := must[bool](t)(l.IndexIsOld(t.Context()))
	if !upgraded || !old {
		t.Fatalf("upgraded %v, old %v", upgraded, old)
	}
	for query, want := range map[string]string{"nets": "Volatility", "author:lovelace": "Volatility", "大規模": "", "学習": "大規模言語モデル", "言語": "", "category:q-fin": ""} {
		if got := list(t, l, query); got != want { // the note has been made anew at once
			t.Errorf("%s: %q before, want %q", query, got, want)
		}
	}
	// A paper changes while its segment is made anew.
	var segment *segment
	var fresh []built
	err = l.readOnce(t.Context(), func(tx *sql.Tx) error {
		segments, err := loadSegments(t.Context(), tx)
		if err != nil {
			return err
		}
		segment = segments[0]
		if err := segment.open(t.Context(), tx); err != nil {
			return err
		}
		return indexer{t.Context(), tx}.make(segment.livePlaces(), func(b built) error { fresh = append(fresh, b); return nil })
	})
	if err != nil {
		t.Fatal(err)
	}
	take(t, l, "@article{a, title={Volatility by Neural Nets}, author={Ada Lovelace}, year={2024}, journal={Finance Letters}, eprint={2403.00001}, archiveprefix={arXiv}}")
	err = l.update(t.Context(), "testing", func(tx *sql.Tx) error { return indexer{t.Context(), tx}.replace(segment, fresh) })
	if err != nil {
		t.Fatal(err)
	}
	checkIndex(t, l)
	if err := l.RefreshIndex(t.Context()); err != nil {
		t.Fatal(err)
	}
	checkIndex(t, l)
	if old := must[bool](t)(l.IndexIsOld(t.Context())); old {
		t.Error("it is old still")
	}
	for query, want := range map[string]string{
		"nets": "Volatility", "言語": "大規模言語モデル", "category:q-fin": "Volatility", `"24 pages"`: "Volatility", "venue:finance": "Volatility",
	} {
		if got := list(t, l, query); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
	d, err := Examine(t.Context(), path, Examination{Deep: true})
	if err != nil || d.Damaged() {
		t.Errorf("%+v %v", d, err)
	}
}

// Each text of a paper is in a field of the index, and what a query's field looks in is one of them.
func TestTextsOf(t *testing.T) {
	texts := textsOf("T", &body{Abstract: "A", Authors: []parser.Author{{Family: "P"}}, Categories: []string{"c.D"}, Keywords: []string{"k l"}, Comment: "M",
		In:      parser.Publication{Type: "book", Venue: "V", Series: "S", Volume: "1", Issue: "2", Pages: "3", Publisher: "U", Place: "L", Edition: "E", ISBN: "I", ISSN: "N"},
		Details: parser.Details{Editors: []parser.Author{{Given: "G", Family: "H"}}}})
	if got, want := strings.Join(texts[:], "|"), "T|A|P|V\nS|c.D|k l|M\n1\n2\n3\nU\nL\nE\nI\nN\nG H"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for column, in := range searched {
		if column != "" && !slices.Contains([]fulltext.Fields{1, 2, 4, 8, 16, 32}, in) {
			t.Errorf("%s looks in %b", column, in)
		}
	}
}
