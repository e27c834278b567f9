package store

import (
	"errors"
	"slices"
	"testing"
	"time"
)

// What is offered can be read, and nothing that can be read is not offered.
func TestFieldsAreOffered(t *testing.T) {
	for name := range fields {
		if !slices.Contains(FieldNames, name) {
			t.Errorf("%s: is not offered", name)
		}
	}
	for _, name := range FieldNames {
		if fields[name] == nil {
			t.Errorf("%s: is no field", name)
		}
		for _, v := range FieldValues[name] {
			if _, err := ParseQuery(name+":"+v, time.Now()); err != nil {
				t.Error(err)
			}
		}
	}
}

// What may still become right is a mistake only when it is done.
func TestBegunValuesAreNoMistakes(t *testing.T) {
	for _, text := range []string{"is:", "is:star", "has:co", "sort:", "sort:da", "year:20", "year:2020..", "year:2020..202", "added:7", "added:2024-0", "added:2024-01-01..20"} {
		if _, err := ParseTyping(text, time.Now()); err != nil {
			t.Error(err)
		}
	}
	for _, text := range []string{"is:sat", "has:co x", "year:20x", "year:20200", "added:x", "is:star graph"} {
		var bad *QueryError
		if _, err := ParseTyping(text, time.Now()); !errors.As(err, &bad) {
			t.Errorf("%s: %v", text, err)
		}
	}
	for _, text := range []string{"is:star", "year:20", "added:7"} {
		if _, err := ParseQuery(text, time.Now()); err == nil {
			t.Errorf("%s: no mistake", text)
		}
	}
}
