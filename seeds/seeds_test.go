package seeds_test

import (
	"bytes"
	"testing"
	"unicode/utf8"

	"dogear/seeds"
)

func TestStarterIsThePageThatWasCopied(t *testing.T) {
	name, text := seeds.Starter()
	if name != "huggingface-papers-mar-11.txt" {
		t.Errorf("name %q", name)
	}
	if len(text) != 107_947 {
		t.Errorf("%d bytes, want the 107,947 of the file: did an editor touch it?", len(text))
	}
	if !utf8.Valid(text) || bytes.ContainsRune(text, '\r') {
		t.Error("the page is UTF-8 with plain line ends")
	}
	if !bytes.HasPrefix(text, []byte("new\n\nGet trending papers")) || !bytes.HasSuffix(text, []byte("FactorLLM.")) {
		t.Error("the page begins with its header and ends with its last abstract")
	}
}

func TestStarterCannotBeSpoiled(t *testing.T) {
	_, text := seeds.Starter()
	clear(text)
	if _, again := seeds.Starter(); again[0] != 'n' {
		t.Error("what one caller does to the bytes, the next caller sees")
	}
}
