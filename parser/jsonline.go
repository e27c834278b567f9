package parser

// This file owns reading one line of JSON (RFC 8259) for formats that have millions of them. It goes through the line
// once and makes strings only of the members that are asked for; everything else is checked and passed over. For a
// record of arXiv's metadata that takes a seventh of the time of encoding/json, which was three quarters of an import's.
// Both take the same lines for JSON and read the same strings from them; a fuzz test compares them.
//
// The text must be valid UTF-8, which an input always is.

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/bits"
	"unicode/utf16"
	"unicode/utf8"
)

// maxJSONDepth bounds how deep values that nobody asked for are followed, and with it the stack.
const maxJSONDepth = 100

// A jsonLine is a line that is being read. The first thing wrong with it ends the reading: from then on more is false
// and every value empty, so that callers look at wrong once, at the end.
type jsonLine struct {
	src   []byte
	at    int    // the next byte to read
	wrong string // what is wrong at src[at], empty as long as nothing is
	buf   []byte // what a string with escapes was decoded to; kept from line to line
}

func (j *jsonLine) reset(line []byte) { j.src, j.at, j.wrong = line, 0, "" }

// fail ends the reading.
func (j *jsonLine) fail(why string) {
	if j.wrong == "" {
		j.wrong = why
		if j.at >= len(j.src) {
			j.wrong = "the line is incomplete; was the file truncated?"
		}
	}
}

// problem says what is wrong and where, or is empty.
func (j *jsonLine) problem() string {
	if j.wrong == "" {
		return ""
	}
	return fmt.Sprintf("not JSON at column %d: %s", utf8.RuneCount(j.src[:j.at])+1, j.wrong)
}

// peek skips white space and is the byte after it, 0 at the end of the line.
func (j *jsonLine) peek() byte {
	for ; j.at < len(j.src); j.at++ {
		switch b := j.src[j.at]; b {
		case ' ', '\t', '\r', '\n':
		default:
			return b
		}
	}
	return 0
}

// enter reports whether an object or array begins here, by its bracket, and goes inside. If another value stands here
// it is passed over.
func (j *jsonLine) enter(bracket byte) bool {
	if j.wrong != "" {
		return false
	}
	if j.peek() != bracket {
		j.skip()
		return false
	}
	j.at++
	return true
}

// more goes to member or element number n of the object or array that was entered, and behind its closing bracket if
// there is none. It is the condition of a loop that begins with n = 0 and reads one value in each round.
func (j *jsonLine) more(n int, closing byte) bool {
	if j.wrong != "" {
		return false
	}
	switch b := j.peek(); {
	case b == closing:
		j.at++
		return false
	case n == 0:
		return true
	case b != ',':
		j.fail("a comma or a closing bracket is missing")
		return false
	}
	j.at++
	return true
}

// end makes sure that nothing but white space is left.
func (j *jsonLine) end() {
	if j.peek(); j.wrong == "" && j.at < len(j.src) {
		j.fail("unexpected text after the value")
	}
}

// key is the name of the member that begins here; its value comes next. It is good until something else is read.
func (j *jsonLine) key() []byte {
	if j.peek() != '"' {
		j.fail("a name in quotes is missing")
		return nil
	}
	key := j.decoded()
	if j.wrong == "" && j.peek() != ':' {
		j.fail("a colon is missing")
	}
	if j.wrong != "" {
		return nil
	}
	j.at++
	return key
}

// text is the value here if it is a string or a number, the number as it is written. Any other value is passed over as
// if it were not there.
func (j *jsonLine) text() string {
	if j.wrong != "" {
		return ""
	}
	switch b := j.peek(); {
	case b == '"':
		return string(j.decoded())
	case b == '-' || isDigit(b):
		return string(j.number())
	}
	j.skip()
	return ""
}

// skip passes over the value here.
func (j *jsonLine) skip() { j.skipValue(0) }

func (j *jsonLine) skipValue(depth int) {
	if j.wrong != "" {
		return
	}
	switch b := j.peek(); {
	case b == '"':
		j.quoted()
	case depth == maxJSONDepth && (b == '{' || b == '['):
		j.fail("it is nested too deeply")
	case b == '{':
		j.at++
		for n := 0; j.more(n, '}'); n++ {
			j.key()
			j.skipValue(depth + 1)
		}
	case b == '[':
		j.at++
		for n := 0; j.more(n, ']'); n++ {
			j.skipValue(depth + 1)
		}
	case b == '-' || isDigit(b):
		j.number()
	default:
		for _, word := range []string{"null", "true", "false"} {
			if bytes.HasPrefix(j.src[j.at:], []byte(word)) {
				j.at += len(word)
				return
			}
		}
		j.fail("a value is expected here")
	}
}

// number reads a number and is what was typed. What cannot follow one is found by whoever reads on.
func (j *jsonLine) number() []byte {
	start := j.at
	if j.src[j.at] == '-' {
		j.at++
	}
	if j.at < len(j.src) && j.src[j.at] == '0' {
		j.at++
	} else {
		j.digits()
	}
	if j.at < len(j.src) && j.src[j.at] == '.' {
		j.at++
		j.digits()
	}
	if j.at < len(j.src) && j.src[j.at]|0x20 == 'e' {
		j.at++
		if j.at < len(j.src) && (j.src[j.at] == '+' || j.src[j.at] == '-') {
			j.at++
		}
		j.digits()
	}
	return j.src[start:j.at]
}

// digits reads one digit or more.
func (j *jsonLine) digits() {
	start := j.at
	for j.at < len(j.src) && isDigit(j.src[j.at]) {
		j.at++
	}
	if j.at == start {
		j.fail("a digit is missing")
	}
}

// quoted reads the string that begins here and is what stands between its quotes, as typed.
func (j *jsonLine) quoted() (typed []byte, escapes bool) {
	j.at++
	for start := j.at; ; {
		j.at += plainJSON(j.src[j.at:])
		if j.at >= len(j.src) {
			j.fail("")
			return nil, false
		}
		switch b := j.src[j.at]; {
		case b == '"':
			j.at++
			return j.src[start : j.at-1], escapes
		case b != '\\':
			j.fail("a control character in a string; it must be escaped")
			return nil, false
		}
		escapes = true
		if !j.escape() {
			return nil, false
		}
	}
}

// escape passes over the backslash here and what it escapes.
func (j *jsonLine) escape() bool {
	j.at++
	if j.at == len(j.src) || bytes.IndexByte([]byte(`"\/bfnrtu`), j.src[j.at]) < 0 {
		j.fail("invalid escape")
		return false
	}
	digits := 0
	if j.src[j.at] == 'u' {
		digits = 4
	}
	j.at++
	for range digits {
		if j.at == len(j.src) || hexValue(j.src[j.at]) < 0 {
			j.fail("a hexadecimal digit is missing")
			return false
		}
		j.at++
	}
	return true
}

// plainJSON is the length of the text at the beginning of s that stands in a string as it is, without quotes,
// backslashes and controls. It looks at eight bytes at a time: a byte is zero if subtracting one borrows from its
// highest bit, and below 0x20 if subtracting that does. A borrow can spill over into higher bytes only, so the lowest
// one that is found is right.
func plainJSON(s []byte) int {
	const (
		ones  = 0x0101010101010101
		highs = 0x8080808080808080
	)
	i := 0
	for ; i+8 <= len(s); i += 8 {
		x := binary.LittleEndian.Uint64(s[i:])
		quote, backslash := x^(ones*'"'), x^(ones*'\\')
		found := (quote-ones)&^quote | (backslash-ones)&^backslash | (x-ones*0x20)&^x
		if found &= highs; found != 0 {
			return i + bits.TrailingZeros64(found)/8
		}
	}
	for i < len(s) && s[i] >= ' ' && s[i] != '"' && s[i] != '\\' {
		i++
	}
	return i
}

// decoded reads the string that begins here and is what it stands for, good until something else is read.
func (j *jsonLine) decoded() []byte {
	typed, escapes := j.quoted()
	if !escapes {
		return typed
	}
	buf := j.buf[:0]
	for {
		n := bytes.IndexByte(typed, '\\')
		if n < 0 {
			break
		}
		buf = append(buf, typed[:n]...)
		escaped := typed[n+1]
		typed = typed[n+2:]
		switch escaped {
		case 'b':
			buf = append(buf, '\b')
		case 'f':
			buf = append(buf, '\f')
		case 'n':
			buf = append(buf, '\n')
		case 'r':
			buf = append(buf, '\r')
		case 't':
			buf = append(buf, '\t')
		case 'u':
			r := codeUnit(typed)
			typed = typed[4:]
			if utf16.IsSurrogate(r) { // half of a character; without the other half it is none
				r = utf16.DecodeRune(r, nextUnit(typed))
				if r != utf8.RuneError {
					typed = typed[6:]
				}
			}
			buf = utf8.AppendRune(buf, r)
		default:
			buf = append(buf, escaped)
		}
	}
	j.buf = append(buf, typed...)
	return j.buf
}

// nextUnit is the code unit of an escape \uXXXX at the beginning of s, 0 if there is none.
func nextUnit(s []byte) rune {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return 0
	}
	return codeUnit(s[2:])
}

// codeUnit reads four hexadecimal digits.
func codeUnit(s []byte) (r rune) {
	for _, b := range s[:4] {
		r = r<<4 | hexValue(b)
	}
	return r
}

// hexValue is the value of a hexadecimal digit, -1 if b is none.
func hexValue(b byte) rune {
	switch {
	case isDigit(b):
		return rune(b - '0')
	case 'a' <= b|0x20 && b|0x20 <= 'f':
		return rune(b|0x20-'a') + 10
	}
	return -1
}
