// This file owns the documents of a word. The loops here are what a search spends its time in: they know the format, and
// call nothing.

package fulltext

import "encoding/binary"

// codes are the ways in which nearly all words stand in a paper: how often in title, abstract and authors. A posting is a
// varint: the difference to the document before, times eight, plus the code. The last code is followed by a byte with the
// Fields in which the word stands; if its highest bit is set, by how often it stands in each of them, else it is once. Postings
// of a letterMark term have the Fields in the place of the code, or zero and a byte with them.
var codes = [7][fields]uint32{{0, 1, 0}, {0, 2, 0}, {0, 3, 0}, {1, 0, 0}, {1, 1, 0}, {1, 2, 0}, {0, 0, 1}}

const (
	codeOther = len(codes)
	counted   = 1 << fields // in the byte behind codeOther: how often follows
)

// codeOf is the code of a word that stands tf times in the fields in.
func codeOf(in Fields, tf *[fields]uint32) int {
	switch {
	case in == 1<<Abstract && tf[Abstract] <= 3:
		return int(tf[Abstract]) - 1
	case in == 1<<Title && tf[Title] == 1:
		return 3
	case in == 1<<Title|1<<Abstract && tf[Title] == 1 && tf[Abstract] <= 2:
		return 3 + int(tf[Abstract])
	case in == 1<<Authors && tf[Authors] == 1:
		return 6
	}
	return codeOther
}

// appendPosting writes the posting of a document.
func appendPosting(b []byte, diff int, in Fields, tf *[fields]uint32) []byte {
	code := codeOf(in, tf)
	b = binary.AppendUvarint(b, uint64(diff)<<3|uint64(code))
	if code != codeOther {
		return b
	}
	once := true
	for _, n := range tf {
		once = once && n <= 1
	}
	if once {
		return append(b, byte(in))
	}
	b = append(b, byte(in)|counted)
	for _, n := range tf {
		if n > 0 {
			b = binary.AppendUvarint(b, uint64(n))
		}
	}
	return b
}

// appendMask writes the posting of a document of a letterMark term.
func appendMask(b []byte, diff int, in Fields) []byte {
	if in < 8 {
		return binary.AppendUvarint(b, uint64(diff)<<3|uint64(in))
	}
	return append(binary.AppendUvarint(b, uint64(diff)<<3), byte(in))
}

// other reads what follows codeOther: in which fields, and how often in each. A false ok is damage.
func (e *entry) other(b []byte, tf *[fields]uint32) (in Fields, rest []byte, ok bool) {
	*tf = [fields]uint32{}
	in, often := Only(Title)|Only(Abstract)|Only(Authors), true // in the old version, three numbers
	if !e.old {
		if len(b) == 0 {
			return 0, nil, false
		}
		in, often, b = Fields(b[0])&AllFields, b[0]&counted != 0, b[1:]
	}
	found := in
	for f := range fields {
		if in&(1<<f) == 0 {
			continue
		}
		tf[f] = 1
		if often {
			n, size := binary.Uvarint(b)
			if size <= 0 {
				return 0, nil, false
			}
			if b = b[size:]; n == 0 {
				found &^= 1 << f
			}
			tf[f] = uint32(n)
		}
	}
	return found, b, true
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
		switch {
		case mask && v&7 != 0:
			at = Fields(v & 7)
		case mask || v&7 == uint64(codeOther):
			if !e.old && len(b) > 0 && b[0]&counted == 0 {
				at, b = Fields(b[0]), b[1:]
				break
			}
			var tf [fields]uint32
			var ok bool
			if at, b, ok = e.other(b, &tf); mask || !ok {
				return ErrDamaged
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
	mask  [1 << fields]float32 // those of a word that stands once in each of some fields
}

// gains are the weights of those fields that are looked at.
func (w Weights) gains(in Fields) gains {
	var g gains
	for f, weight := range [fields]float32{w.Title, w.Abstract, w.Authors, w.Venue, w.Categories, w.Keywords, w.Details} {
		if in&(1<<f) != 0 {
			g.field[f] = weight
		}
	}
	for i := range codes {
		g.code[i] = g.of(&codes[i])
	}
	for m := range g.mask {
		for f, weight := range g.field {
			if m&(1<<f) != 0 {
				g.mask[m] += weight
			}
		}
	}
	return g
}

func (g *gains) of(tf *[fields]uint32) float32 {
	sum := float32(0)
	for f, n := range tf {
		sum += g.field[f] * float32(n)
	}
	return sum
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
		switch {
		case mask && v&7 != 0:
			gain = g.mask[v&7]
		case mask || v&7 == uint64(codeOther):
			if !e.old && len(b) > 0 && b[0]&counted == 0 {
				gain, b = g.mask[b[0]&^counted], b[1:]
				break
			}
			var tf [fields]uint32
			var ok bool
			if _, b, ok = e.other(b, &tf); mask || !ok {
				return ErrDamaged
			}
			gain = g.of(&tf)
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
	e    entry
	r    reader
	doc  int
	left int
	tf   [fields]uint32
}

func (e entry) postings() postings { return postings{e: e, r: reader{b: e.docs}, left: e.df} }

// next goes to the next of docs documents, and reports whether there is one.
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
		var ok bool
		if _, p.r.b, ok = p.e.other(p.r.b, &p.tf); !ok {
			p.r.bad = true
			return false
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
