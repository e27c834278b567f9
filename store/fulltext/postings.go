// This file owns the documents of a word. The loops here are what a search spends its time in: they know the format, and
// call nothing.

package fulltext

import "encoding/binary"

// codes are the ways in which nearly all words stand in a paper: how often in title, abstract and authors. A posting is a
// varint: the difference to the document before, times eight, plus the code; the last code is followed by the three
// numbers. Postings of a letterMark term have a Fields in the place of the code.
var codes = [7][fields]uint32{{0, 1, 0}, {0, 2, 0}, {0, 3, 0}, {1, 0, 0}, {1, 1, 0}, {1, 2, 0}, {0, 0, 1}}

const codeOther = len(codes)

func codeOf(tf [fields]uint32) int {
	for i, c := range codes {
		if c == tf {
			return i
		}
	}
	return codeOther
}

// fieldsOf are the fields in which a word with a code stands; codeOther has to be looked at.
var fieldsOf = func() (t [8]Fields) {
	for i, c := range codes {
		for f, n := range c {
			if n > 0 {
				t[i] |= 1 << f
			}
		}
	}
	return t
}()

// mark adds the documents in which the word stands in one of the fields.
func (e entry) mark(out Bits, in Fields, mask bool) error {
	b, doc, docs := e.docs, uint64(0), uint64(len(out))<<6
	for len(b) > 0 {
		var v uint64
		if b[0] < 0x80 {
			v, b = uint64(b[0]), b[1:]
		} else {
			var n int
			if v, n = binary.Uvarint(b); n <= 0 {
				return ErrDamaged
			}
			b = b[n:]
		}
		doc += v >> 3
		if doc >= docs {
			return ErrDamaged
		}
		at := fieldsOf[v&7]
		if mask {
			at = Fields(v & 7)
		} else if v&7 == uint64(codeOther) {
			for f := range fields {
				c := b
				if len(c) == 0 {
					return ErrDamaged
				}
				if c[0] != 0 {
					at |= 1 << f
				}
				n := 0
				for n < len(c)-1 && c[n] >= 0x80 {
					n++
				}
				b = c[n+1:]
			}
		}
		if at&in != 0 {
			out[doc>>6] |= 1 << (doc & 63)
		}
	}
	return nil
}

// gains are how much an occurrence in each field counts, and how much those of each code.
type gains struct {
	field [fields]float32
	code  [8]float32
	mask  [8]float32
}

// gains are the weights of those fields that are looked at.
func (w Weights) gains(in Fields) gains {
	var g gains
	for f, weight := range [fields]float32{w.Title, w.Abstract, w.Authors} {
		if in&(1<<f) != 0 {
			g.field[f] = weight
		}
	}
	for i := range codes {
		g.code[i] = g.of(&codes[i])
	}
	for m := range g.mask {
		g.mask[m] = g.of(&[fields]uint32{uint32(m) & 1, uint32(m) >> 1 & 1, uint32(m) >> 2})
	}
	return g
}

func (g *gains) of(tf *[fields]uint32) float32 {
	return g.field[Title]*float32(tf[Title]) + g.field[Abstract]*float32(tf[Abstract]) + g.field[Authors]*float32(tf[Authors])
}

// score does what mark does, and adds up how much the occurrences count.
func (e entry) score(out Bits, score []float32, g *gains, mask bool) error {
	b, doc := e.docs, uint64(0)
	for len(b) > 0 {
		var v uint64
		if b[0] < 0x80 {
			v, b = uint64(b[0]), b[1:]
		} else {
			var n int
			if v, n = binary.Uvarint(b); n <= 0 {
				return ErrDamaged
			}
			b = b[n:]
		}
		doc += v >> 3
		if doc >= uint64(len(score)) {
			return ErrDamaged
		}
		gain := g.code[v&7]
		if mask {
			gain = g.mask[v&7]
		} else if v&7 == uint64(codeOther) {
			for f := range g.field {
				n, size := binary.Uvarint(b)
				if size <= 0 {
					return ErrDamaged
				}
				gain += g.field[f] * float32(n)
				b = b[size:]
			}
		}
		if gain > 0 {
			score[doc] += gain
			out[doc>>6] |= 1 << (doc & 63)
		}
	}
	return nil
}

// postings walks over the documents of an entry one by one, for words whose positions are needed too.
type postings struct {
	r    reader
	doc  int
	left int
	tf   [fields]uint32
}

func (e entry) postings() postings { return postings{r: reader{b: e.docs}, left: e.df} }

// next goes to the next of docs documents, and tells whether there is one.
func (p *postings) next(docs int) bool {
	if p.left == 0 || len(p.r.b) == 0 {
		return false
	}
	p.left--
	v := p.r.uint()
	p.doc += int(v >> 3)
	if code := int(v & 7); code != codeOther {
		p.tf = codes[code]
	} else {
		for f := range p.tf {
			p.tf[f] = uint32(p.r.uint())
		}
	}
	return p.doc < docs
}

// count is how often the word stands in the document.
func (p *postings) count() int {
	n := 0
	for _, f := range p.tf {
		n += int(f)
	}
	return n
}
