package parser

// This file owns digests that are read while they are walked. Open should tell that there is no paper in an input, as it
// does for formats that are read as a whole, so a stream is read up to its first paper when it is opened. An input whose
// first thousand records are all rejected counts as a digest; if the others are too, Digest.Err says so in the end.

import (
	"errors"
	"io"
)

// maxLookAhead is how many records without a paper Open looks through before it leaves the rest to Records.
const maxLookAhead = 1000

// newStream is a digest whose records come from next, one at a time; io.EOF ends them, any other error is what ended the
// input early. A stream without a single record is an error like one without a paper: see noPapers.
func newStream(f Format, next func() (record, error)) (*Digest, error) {
	ahead, err := lookAhead(f, next)
	if err != nil {
		return nil, err
	}
	return streamed(f, ahead, func(yield func(record) bool) (bool, error) {
		for {
			switch r, err := next(); {
			case errors.Is(err, io.EOF):
				return true, nil
			case err != nil:
				return true, err
			case !yield(r):
				return false, nil
			}
		}
	}), nil
}

// newSkippingStream is newStream for formats that have records in which no paper is to be expected, such as attachments:
// they are passed over. If there is nothing else in the input, or empty reports that it is a list without records, it
// is a digest without papers and no error.
func newSkippingStream(f Format, empty func() bool, next func() (record, error)) (*Digest, error) {
	taken, skipped := 0, 0
	d, err := newStream(f, func() (record, error) {
		for {
			r, err := next()
			switch {
			case err != nil:
				return r, err
			case !r.skipped:
				taken++
				return r, nil
			}
			skipped++
		}
	})
	if errors.Is(err, ErrNoPapers) && taken == 0 && (skipped > 0 || empty()) {
		return emptyDigest(f), nil
	}
	return d, err
}

// lookAhead reads up to the first paper.
func lookAhead(f Format, next func() (record, error)) (ahead []record, err error) {
	var problems []*Problem
	for len(problems) < maxLookAhead {
		r, err := next()
		switch {
		case errors.Is(err, io.EOF):
			return nil, noPapers(f, problems)
		case err != nil:
			return nil, err
		}
		ahead = append(ahead, r)
		if r.problem == nil {
			break
		}
		problems = append(problems, r.problem)
	}
	return ahead, nil
}

// streamed is a digest of the records that were read ahead and of those that walk yields. walk reports whether the
// records were walked to the end of the input, or to the error that it gives.
func streamed(f Format, ahead []record, walk func(yield func(record) bool) (whole bool, err error)) *Digest {
	d := &Digest{Format: f}
	walked := false
	d.records = func(yield func(Paper, *Problem) bool) {
		if walked {
			return
		}
		walked = true
		papers, rejects := 0, 0
		var problems []*Problem // the first ones, for the error
		hand := func(r record) bool {
			if r.problem == nil {
				papers++
			} else if rejects++; rejects <= maxLookAhead {
				problems = append(problems, r.problem)
			}
			return yield(r.paper, r.problem)
		}
		for _, r := range ahead {
			if !hand(r) {
				return
			}
		}
		ahead = nil
		whole, err := walk(hand)
		switch {
		case err != nil:
			d.err = err
		case whole && papers == 0:
			d.err = noPapersOf(f, problems, rejects)
		}
	}
	return d
}

// emptyDigest is a digest that says by its form that it has no papers today: a feed without entries.
func emptyDigest(f Format) *Digest {
	return &Digest{Format: f, empty: true, records: func(func(Paper, *Problem) bool) {}}
}
