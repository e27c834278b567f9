// Package fulltext is an inverted index of papers, made of segments that never change.
//
// A segment holds up to [MaxDocs] documents in the order of the library, and for each of their words where it stands:
// in which documents, in which of the [Field]s, how often, and at which positions. A [Builder] makes one; what it
// makes are plain byte strings, which the caller keeps where he likes and hands back through a [Source]. A [Segment]
// answers queries: which documents match a tree of words ([Segment.Match]), and how well ([Ranking]).
//
// The package does no I/O and knows no SQL. Everything in it is derived from the papers: a blob that is damaged is
// found by its checksum ([ErrDamaged]) and can be made anew.
//
// Why not SQLite's own FTS5: at a million papers it ranks the matches of a common word in a second, of a one-letter
// prefix in four. A plain index with the frequencies beside the document numbers does it in milliseconds, and takes less
// room.
//
// This file owns what the parts share: fields, checksums, and reading numbers.
//
// # Format
//
// Blob 0 is the header: version, documents, the runs of places they have, the sum of their lengths, and for each chunk of
// terms the first of them. Chunk i of the terms is blob 1+2i, the positions of its words are blob 2+2i; the blob after the
// last is the documents' lengths in words. Numbers are unsigned varints (encoding/binary), lists of ascending numbers are
// kept as differences. Each blob ends in its CRC-32C, four bytes, little-endian.
package fulltext

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
)

// A Field is a part of a paper that has words.
type Field uint8

// The fields of a segment.
const (
	Title Field = iota
	Abstract
	Authors
	Venue
	Categories
	Keywords
	Details // what else is known: volume, pages, publisher, editors, what the authors say of it
	fields
)

// A Fields is a set of fields.
type Fields uint8

// AllFields is every field.
const AllFields Fields = 1<<fields - 1

// Only is the set of one field.
func Only(f Field) Fields { return 1 << f }

// MaxDocs is how many documents a segment holds at most. A builder of so many needs about 40 MB; a search of a million
// papers looks into some thirty segments.
const MaxDocs = 1 << 15

// ErrDamaged means that a part of a segment is not what was written.
var ErrDamaged = errors.New("the search index is damaged")

// ErrVersion means that a segment is not damaged, but of another version; it is an ErrDamaged, since the cure is the same.
var ErrVersion = fmt.Errorf("%w: a header of another version", ErrDamaged)

// Version is the format's; it stands first in the header. Segments of the version before can be read: they lack the fields
// behind Authors, and have no pairs of characters (see terms.go).
const Version = 3

// oldVersion is the oldest that can be read.
const oldVersion = 2

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// seal ends a blob with its checksum.
func seal(b []byte) []byte { return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, castagnoli)) }

// unseal checks a blob and takes the checksum off.
func unseal(b []byte) ([]byte, error) {
	if len(b) < 4 {
		return nil, ErrDamaged
	}
	body := b[:len(b)-4]
	if crc32.Checksum(body, castagnoli) != binary.LittleEndian.Uint32(b[len(body):]) {
		return nil, ErrDamaged
	}
	return body, nil
}

// A reader takes numbers and strings off a byte string. After its end it answers zeros, and bad is set.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) uint() uint64 {
	if len(r.b) > 0 && r.b[0] < 0x80 {
		v := r.b[0]
		r.b = r.b[1:]
		return uint64(v)
	}
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.b, r.bad = nil, true
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *reader) bytes(n uint64) []byte {
	if n > uint64(len(r.b)) {
		r.b, r.bad = nil, true
		return nil
	}
	v := r.b[:n]
	r.b = r.b[n:]
	return v
}
