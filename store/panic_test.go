package store

import (
	"io"
	"strings"
	"testing"

	"dogear/parser"
)

// panicsAtItsEnd is a reader that panics where it should end.
type panicsAtItsEnd struct{ io.Reader }

func (r panicsAtItsEnd) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if err == io.EOF {
		panic("on purpose")
	}
	return n, err
}

// What panics in a goroutine of an import panics in whoever imports, who can recover from it; the library is as it was.
func TestPanicBesideComesToTheImporter(t *testing.T) {
	lib := three(t)
	before := must[Counts](t)(lib.Counts(t.Context()))
	records := strings.Repeat("TY  - JOUR\nTI  - Owls of the Northern Barns\nAU  - Doe, Jane\nER  - \n\n", 2_000)
	d, err := parser.Open(panicsAtItsEnd{strings.NewReader(records)}, parser.Options{Now: day})
	if err != nil {
		t.Fatal(err)
	}
	fault := caught(func() { _, _ = lib.Import(t.Context(), d, Delivery{Origin: "x"}, nil) })
	if fault == nil || !strings.HasPrefix(fault.(string), "on purpose") {
		t.Errorf("%v", fault)
	}
	if after := must[Counts](t)(lib.Counts(t.Context())); after != before {
		t.Errorf("%+v, was %+v", after, before)
	}
	must[Outcome](t)(lib.Mark(t.Context(), These(1), ToRead)) // it can still be written to
}

func TestPanicInTheIndexComesToTheImporter(t *testing.T) {
	x := indexInBackground()
	var fault any
	for fault == nil { // it takes some papers until it is noticed
		fault = caught(func() { _, _ = x.add(t.Context(), []addition{{}}) })
	}
	if !strings.Contains(fault.(string), "nil pointer") {
		t.Errorf("%v", fault)
	}
}
