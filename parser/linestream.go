package parser

// This file owns digests of one record per line that may have millions of them: splitting the input, reading lines on
// all cores, and handing the records over in order. What it holds at any time does not depend on how long the input is:
// a few batches of lines with their records.
//
// One goroutine splits, some parse, and the one that walks Records takes over what they made:
//
//	splitter -> todo -> parsers -> batch.done
//	    '----> ordered --------------------'-> Records -> free -> splitter
//
// There are as many batches as each channel has room for, so that only taking from free ever waits for the consumer.

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"sync"
)

const (
	maxJSONLine = maxJSONRecord // bytes; the longest honest records, of ten thousand authors, have a quarter of it

	batchBytes = 64 << 10 // as many bytes, or
	batchLines = 256      // as many lines make a batch
)

// A lineParser makes a record of a line that is not blank, without its end. The line is only lent. Each goroutine has
// a parser of its own.
type lineParser func(line []byte, n int) record

// newLineDigest is a digest of in with one record per line.
func newLineDigest(f Format, in *input, newParser func() lineParser) (*Digest, error) {
	s := &lineStream{in: in.Reader, newParser: newParser}
	var first batch
	parse, blank := newParser(), true
	ahead, err := lookAhead(f, func() (record, error) {
		for {
			err := s.readLine(&first)
			if records := first.parse(parse); len(records) > 0 {
				r := records[0]
				first.empty()
				blank = false
				if errors.Is(err, io.EOF) { // comes with the last line; the next read tells it again
					err = nil
				}
				return r, err
			}
			if errors.Is(err, io.EOF) && blank {
				err = emptyInput()
			}
			if err != nil {
				return record{}, err
			}
		}
	})
	if err != nil {
		return nil, err
	}
	return streamed(f, ahead, s.walk), nil
}

// A lineStream is the state of reading one input.
type lineStream struct {
	in        *bufio.Reader
	newParser func() lineParser
	lines     int // that were read
}

// walk yields the records that are left. It comes back when all that it started has ended, which may take as long as the
// read that is going on; whole tells that nobody broke off.
func (s *lineStream) walk(yield func(record) bool) (whole bool, err error) {
	parsers := runtime.GOMAXPROCS(0)
	batches := 2*parsers + 2 // one each to work on and to take next, one that is read, one that is yielded
	todo, ordered, free := make(chan *batch, batches), make(chan *batch, batches), make(chan *batch, batches)
	for range batches {
		free <- &batch{done: make(chan any, 1)}
	}
	stop := make(chan struct{})
	var running sync.WaitGroup
	var readErr error
	running.Go(func() {
		defer close(todo)
		defer close(ordered)
		readErr = s.split(free, stop, func(b *batch) {
			ordered <- b
			todo <- b
		})
	})
	for range parsers {
		running.Go(func() {
			parse := s.newParser()
			for b := range todo {
				b.done <- b.parsed(parse)
			}
		})
	}
	defer running.Wait()
	defer close(stop)
	for b := range ordered {
		if fault := <-b.done; fault != nil {
			panic(fault) // where whoever asked for the records can recover from it
		}
		for _, r := range b.records {
			if !yield(r) {
				return false, nil
			}
		}
		b.empty()
		free <- b
	}
	return true, readErr // set before ordered was closed
}

// split fills batches with lines and hands them to give, until the input or the reading of it ends. The end of the input
// is no error.
func (s *lineStream) split(free <-chan *batch, stop <-chan struct{}, give func(*batch)) error {
	for {
		select {
		case <-stop:
			return nil
		default: // a batch may be free too, and select would draw lots
		}
		var b *batch
		select {
		case <-stop:
			return nil
		case b = <-free:
		}
		var err error
		for err == nil && len(b.data) < batchBytes && len(b.lines) < batchLines {
			err = s.readLine(b)
		}
		give(b)
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// readLine reads the next line into b, unless it is blank. Of a line that is too long only the beginning is kept. The
// last line comes together with io.EOF; one that a read error cuts off is dropped.
func (s *lineStream) readLine(b *batch) error {
	const tooLong = 4 << 10 // bytes that are kept of it, for the message
	l := batchLine{n: s.lines + 1, start: len(b.data)}
	for {
		part, err := s.in.ReadSlice('\n')
		if err == nil {
			part = part[:len(part)-1]
		}
		if !l.long {
			b.data = append(b.data, part...)
			if l.long = len(b.data)-l.start > maxJSONLine; l.long {
				b.data = b.data[:l.start+tooLong]
			}
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil && !errors.Is(err, io.EOF) {
			b.data = b.data[:l.start]
			return readError(err)
		}
		s.lines++
		l.end = len(b.data)
		// A line that begins with # says why the record on the next one was rejected, in a file of such records.
		if text := bytes.TrimSpace(b.data[l.start:]); len(text) > 0 && text[0] != '#' || l.long {
			b.lines = append(b.lines, l)
		} else {
			b.data = b.data[:l.start]
		}
		return err
	}
}

// A batch is some lines and, when done, their records. Batches are used again and again.
type batch struct {
	data    []byte // the lines
	lines   []batchLine
	records []record
	done    chan any // when it is parsed: nil, or what that panicked with
}

// A batchLine is the line data[start:end] of a batch.
type batchLine struct {
	n          int // of the line in the input
	start, end int
	long       bool // cut off here because it is too long
}

// parsed parses the batch, and is what that panicked with, and where; nil if it did not. A panic in a goroutine of its own
// would take the program down, and leave its terminal as it was.
func (b *batch) parsed(parse lineParser) (fault any) {
	defer func() {
		if r := recover(); r != nil {
			fault = fmt.Sprintf("%v\n\n%s", r, debug.Stack())
		}
	}()
	b.parse(parse)
	return nil
}

func (b *batch) parse(parse lineParser) []record {
	for _, l := range b.lines {
		line := b.data[l.start:l.end]
		if l.long {
			reason := fmt.Sprintf("a line longer than %d MiB", maxJSONLine>>20)
			b.records = append(b.records, rejectedLine(line, l.n, reason))
			continue
		}
		b.records = append(b.records, parse(line, l.n))
	}
	return b.records
}

// empty makes b ready for other lines, and lets go of the records and of memory that only a long line needed.
func (b *batch) empty() {
	clear(b.records)
	b.lines, b.records, b.data = b.lines[:0], b.records[:0], b.data[:0]
	if cap(b.data) > 4*batchBytes {
		b.data = nil
	}
}

// rejectedLine is the problem that line number n could not be taken.
func rejectedLine(line []byte, n int, reason string) record {
	return rejected(block{line: n, text: string(line[:min(len(line), maxRaw)])}, reason)
}
