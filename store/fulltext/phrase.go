// This file owns words in a row. A phrase is looked for where all its words are; only there are positions read.

package fulltext

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// placed walks over the documents of a word and over the word's positions in them, side by side.
type placed struct {
	p      postings
	pos    reader
	at     int // the document at hand; -1 before the first
	behind int // how many positions lie between pos and those of the document at hand
}

// seek goes to a document, which must not lie before the last one sought, and reports whether the word is in it.
func (w *placed) seek(doc, docs int) bool {
	for w.at < 0 || w.p.doc < doc {
		if w.at >= 0 {
			w.behind += w.p.count()
		}
		if !w.p.next(docs) {
			w.p.doc = docs
			return false
		}
		w.at = w.p.doc
	}
	return w.p.doc == doc
}

// skip passes over n varints. A varint ends in the byte whose highest bit is clear: eight bytes are counted at a time.
func (r *reader) skip(n int) {
	for n >= 8 && len(r.b) >= 8 {
		ends := bits.OnesCount64(^binary.LittleEndian.Uint64(r.b) & 0x8080808080808080)
		r.b = r.b[8:]
		n -= ends
	}
	for ; n > 0 && !r.bad; n-- {
		r.uint()
	}
}

// read is the positions in the document at hand, by field.
func (w *placed) read(into *[fields][]uint32) {
	w.pos.skip(w.behind)
	w.behind = 0
	r := w.pos
	for f, n := range w.p.tf {
		into[f] = into[f][:0]
		at := uint32(0)
		for ; n > 0 && !r.bad; n-- {
			at += uint32(r.uint())
			into[f] = append(into[f], at)
		}
	}
}

// phrase calls f with the documents in which a leaf's words stand in a row, and how often in each field.
func (m *matcher) phrase(l *Leaf, f func(doc int, tf *[fields]uint32)) error {
	whole := l.Words
	if l.Prefix {
		whole = whole[:len(whole)-1]
	}
	ends := make(map[int][fields][]uint32) // where the words before the prefix end
	err := m.row(whole, l.In, func(doc int, at *[fields][]uint32) {
		if l.Prefix {
			var own [fields][]uint32
			for i, p := range at {
				own[i] = slices.Clone(p)
			}
			ends[doc] = own
			return
		}
		var tf [fields]uint32
		for i, p := range at {
			tf[i] = uint32(len(p))
		}
		f(doc, &tf)
	})
	if err != nil || !l.Prefix || len(ends) == 0 {
		return err
	}
	return m.each(l.Words[len(l.Words)-1], false, func(e entry) error {
		pos, err := e.positions(m.q.Src)
		if err != nil {
			return err
		}
		var at [fields][]uint32
		var behind []uint32
		w := placed{p: e.postings(), pos: reader{b: pos}, at: -1}
		for {
			if !w.seek(w.at+1, m.s.docs) && w.p.doc >= m.s.docs {
				return nil
			}
			before, wanted := ends[w.p.doc]
			if !wanted {
				continue
			}
			w.read(&at)
			var tf [fields]uint32
			for i := range at {
				behind = follow(behind[:0], before[i], at[i])
				tf[i] = uint32(len(behind))
			}
			if tf != [fields]uint32{} {
				f(w.p.doc, &tf)
			}
		}
	})
}

// row calls f with the documents in which words stand in a row in one of the fields, and where the last of them stands.
func (m *matcher) row(words []string, in Fields, f func(doc int, ends *[fields][]uint32)) error {
	list := make([]placed, len(words))
	entries := make([]entry, len(words))
	both := newBits(m.s.docs)
	for i, w := range words {
		var e entry
		if err := m.each(w, true, func(found entry) error { e = found; return nil }); err != nil {
			return err
		}
		if e.df == 0 {
			return nil
		}
		here := newBits(m.s.docs)
		if err := e.mark(here, in, false); err != nil {
			return err
		}
		for j := range both {
			if i == 0 {
				both[j] = here[j]
			} else {
				both[j] &= here[j]
			}
		}
		entries[i] = e
		if both.Next(0) < 0 {
			return nil
		}
	}
	for i, e := range entries {
		pos, err := e.positions(m.q.Src)
		if err != nil {
			return err
		}
		list[i] = placed{p: e.postings(), pos: reader{b: pos}, at: -1}
	}
	var ends, at, next [fields][]uint32
	seen := 0
	for doc := both.Next(0); doc >= 0; doc = both.Next(doc + 1) {
		if seen++; seen&1023 == 0 {
			if err := m.ctx.Err(); err != nil {
				return err
			}
		}
		found := true
		for i := range list {
			if found = list[i].seek(doc, m.s.docs); !found {
				break
			}
			if i == 0 {
				list[i].read(&ends)
				continue
			}
			list[i].read(&at)
			any := false
			for j := range ends {
				next[j] = follow(next[j][:0], ends[j], at[j])
				any = any || len(next[j]) > 0
			}
			ends, next = next, ends
			if found = any; !found {
				break
			}
		}
		total := 0
		for j := range ends {
			if in&(1<<j) == 0 {
				ends[j] = ends[j][:0]
			}
			total += len(ends[j])
		}
		if found && total > 0 {
			f(doc, &ends)
		}
	}
	return nil
}

// follow appends to out those of the ascending positions that come right after one of before.
func follow(out, before, positions []uint32) []uint32 {
	i := 0
	for _, p := range positions {
		for i < len(before) && before[i]+1 < p {
			i++
		}
		if i < len(before) && before[i]+1 == p {
			out = append(out, p)
		}
	}
	return out
}
