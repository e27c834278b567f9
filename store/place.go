// This file owns the library's order.
//
// The digest taken in last comes first, and within a digest its own order holds. Both are in one number, so that a
// window of the list is a range of one index and matches of the full text come in the list's order by themselves:
// ascending places are the order of the screen. It also ascends while a digest is being taken in, which the full-text
// index wants.

package store

const (
	placeBits   = 32
	maxPosition = 1<<placeBits - 1
	maxDigest   = 1<<31 - 1
)

// placeOf is the place of the paper at a position (from 1) of a digest (numbered from 1 in the order of taking in).
func placeOf(digest, position int64) int64 { return (maxDigest-digest)<<placeBits | position }

// placesOf is the range of places that a digest's papers have, both ends included.
func placesOf(digest int64) (first, last int64) {
	return placeOf(digest, 0), placeOf(digest, maxPosition)
}
