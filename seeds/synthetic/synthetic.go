// Package synthetic makes libraries of any size that look like the real thing, for measuring and testing: papers as
// lines of arXiv's metadata snapshot, with words as frequent, as rare and as related to each other as in real abstracts.
//
// It is deterministic: a seed and a number give the same bytes for ever and on every machine (all of it is integer
// arithmetic), and the first papers of a large library are those of a small one with the same seed. So a figure that
// was measured on it can be measured again, and what differs between two sizes is the size alone.
//
// This file owns the way from a seed to lines. words.go has the words and how often they come, topics.go what goes
// together, text.go titles and abstracts, people.go authors, calendar.go ids and dates, record.go a line of JSON.
package synthetic

import (
	"fmt"
	"io"
)

// flushAt is how many bytes are gathered before they are written.
const flushAt = 256 << 10

// ArXiv writes the first n papers of the library that seed stands for, as arXiv metadata JSON Lines: the format of the
// snapshot on Kaggle, a paper of about 2 KB a line, in the order of their ids. More than [MaxPapers] are an error.
func ArXiv(w io.Writer, n int, seed uint64) error {
	if n < 0 || n > MaxPapers {
		return fmt.Errorf("a library of %d papers: there can be 0 to %d", n, MaxPapers)
	}
	g := newGenerator(seed)
	buf := make([]byte, 0, flushAt+16<<10)
	for range n {
		buf = g.appendPaper(buf)
		if len(buf) >= flushAt {
			if _, err := w.Write(buf); err != nil {
				return err
			}
			buf = buf[:0]
		}
	}
	if len(buf) == 0 {
		return nil
	}
	_, err := w.Write(buf)
	return err
}

// generator makes one paper after the other.
type generator struct {
	dice
	vocabulary *vocabulary
	topics     []topic
	calendar   calendar
	written    int    // papers so far
	word       []byte // of the sentence at work, when it is none of the vocabulary's
	people     []person
}

// Streams of chance, so that a change to how one thing is drawn leaves the others as they were.
const (
	topicStream = 0x746f706963
	paperStream = 0x7061706572
)

func newGenerator(seed uint64) *generator {
	v := newVocabulary()
	return &generator{dice: newDice(seed, paperStream), vocabulary: v, topics: newTopics(newDice(seed, topicStream), v)}
}
