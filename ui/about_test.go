package ui

import (
	"strings"
	"testing"

	"dogear/parser"
	"dogear/store"
)

func TestAbout(t *testing.T) {
	smith := parser.Author{Given: "Ann", Family: "Smith"}
	for _, c := range []struct {
		paper store.Paper
		want  string
	}{
		{store.Paper{}, ""},
		{store.Paper{In: parser.Publication{Type: "paper-conference", Venue: "NeurIPS 2024", Volume: "37", Pages: "1–24", Publisher: "Curran"},
			Categories: []string{"cs.CL", "cs.LG"}, Comment: "24 pages, 7 figures"}, "NeurIPS 2024 · 37 · pp. 1–24 · cs.CL, cs.LG · 24 pages, 7 figures"},
		{store.Paper{In: parser.Publication{Venue: "Nature", Volume: "7", Issue: "2", Pages: "24"}}, "Nature · 7(2) · p. 24"},
		{store.Paper{In: parser.Publication{Type: "book", Publisher: "Springer", Edition: "2nd", ISBN: "978-3"}, Authors: []parser.Author{smith},
			Details: parser.Details{Editors: []parser.Author{smith, smith, smith, smith, smith}}},
			"book · 2nd edition · Springer · ISBN 978-3 · edited by Ann Smith, Ann Smith, Ann Smith and 2 more"},
		{store.Paper{Details: parser.Details{Editors: []parser.Author{smith}}}, ""}, // it stands among the authors
		{store.Paper{Keywords: strings.Fields("a b c d e f g h i")}, "a, b, c, d, e, f, g, h, i"},
		{store.Paper{Keywords: strings.Fields("a b c d e f g h i j")}, "a, b, c, d, e, f, g, h and 2 more"},
		{store.Paper{Comment: "a\x1b[31mb"}, "a" + printable("\x1b") + "[31mb"},
	} {
		if got := about(&c.paper); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// What is known of a paper stands under its authors, in two lines where there is little room, and shows what was found in it.
func TestAboutIsShown(t *testing.T) {
	lib := library(t, func() (string, []byte) {
		return "a.bib", []byte(`@inproceedings{a, title={Volatility by Neural Nets}, author={Ada Lovelace}, booktitle={Advances in Neural Information Processing Systems},
volume={37}, pages={1--24}, year={2024}, keywords={deep hedging, option pricing, rough volatility}, note={24 pages, 7 figures, with an appendix and code},
eprint={2403.00001}, archiveprefix={arXiv}, primaryclass={q-fin.ST}, abstract={We hedge.}}`)
	})
	for _, size := range [][2]int{{140, 40}, {80, 24}, {60, 20}} {
		s := open(t, lib, size[0], size[1])
		s.shows("Ada Lovelace", "Advances in Neural Information", "We hedge.")
		if size[0] == 60 {
			s.shows("…")
		}
		s.press("/category:q-fin.ST\r")
		s.shows("1 of 1", "q-fin.ST")
		s.press("/\x15\"an appendix\"\r")
		s.shows("1 of 1", "appendix") // also where it would be cut
		s.press("/\x15venue:curran\r")
		s.shows("Nothing found")
	}
}

func TestWrapAbout(t *testing.T) {
	for w, want := range map[int]string{
		40: "NeurIPS\u00a0· q-fin.ST, cs.LG\u00a0· 24 pages", 22: "NeurIPS\u00a0· q-fin.ST,|cs.LG\u00a0· 24 pages", 10: "NeurIPS\u00a0·|q-fin.ST,|cs.LG\u00a0· 24|pages",
	} {
		if got := strings.Join(wrapAbout("NeurIPS · q-fin.ST, cs.LG · 24 pages", w), "|"); got != want {
			t.Errorf("%d: %q, want %q", w, got, want)
		}
	}
}
