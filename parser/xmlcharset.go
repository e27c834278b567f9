package parser

// This file owns the characters of XML: the character set that a document names in its first line, and characters that may
// not be in XML. All formats get UTF-8; what the document says of itself after that is not looked at again.

import (
	"bytes"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"
)

var xmlEncoding = pattern(`^\s*<\?xml\s[^<>?]{0,200}?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._:-]*)["']`)

// declaredDecoder decodes by the encoding in the first line of the document that begins with start. It is nil if the text
// is read the same without that.
func declaredDecoder(start []byte) transform.Transformer {
	m := xmlEncoding().FindSubmatch(start[:min(len(start), 1024)])
	if m == nil {
		return nil
	}
	declared, name := charset.Lookup(string(m[1]))
	switch {
	case declared == nil, name == "windows-1252", name == "replacement":
		return nil
	case strings.HasPrefix(name, "utf-"): // the line could not be read in UTF-16, were it that
		return nil
	}
	return &declaredText{encoding: declared, wide: wideEncodings[name], escapes: name == "iso-2022-jp"}
}

// wideEncodings are those whose letters have several bytes, by their names in the Encoding Standard.
var wideEncodings = setOf("gbk gb18030 big5 euc-jp shift_jis iso-2022-jp euc-kr")

// A declaredText decodes text by the encoding that it names, unless it is UTF-8 in truth, as many files are that went through
// other hands: the label stays behind. The first characters beyond ASCII tell.
type declaredText struct {
	encoding encoding.Encoding
	wide     bool                  // letters have several bytes
	escapes  bool                  // and are written in ASCII, behind an escape character
	decoder  transform.Transformer // nil as long as all is ASCII
}

func (l *declaredText) Reset() { l.decoder = nil }

func (l *declaredText) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	const window = 1024 // bytes that decide
	if l.decoder == nil {
		plain := min(l.plain(src), len(dst))
		nDst, nSrc = copy(dst, src[:plain]), plain
		switch rest := src[plain:]; {
		case plain == len(dst) && len(rest) > 0:
			return nDst, nSrc, transform.ErrShortDst
		case len(rest) == 0:
			return nDst, nSrc, nil
		case len(rest) < window && !atEOF:
			return nDst, nSrc, transform.ErrShortSrc
		case l.isUTF8(rest[:min(len(rest), window)]):
			l.decoder = &lenientUTF8{inLine: true}
		default:
			l.decoder = l.encoding.NewDecoder()
		}
	}
	d, s, err := l.decoder.Transform(dst[nDst:], src[nSrc:], atEOF)
	return nDst + d, nSrc + s, err
}

// plain is the length of the text at the beginning of b that reads the same in every encoding.
func (l *declaredText) plain(b []byte) int {
	n := asciiRun(b)
	if escape := bytes.IndexByte(b[:n], '\x1b'); l.escapes && escape >= 0 {
		return escape
	}
	return n
}

// isUTF8 reports whether b, which may be cut off anywhere, is UTF-8 whatever its label. Chinese in GB2312 can be valid
// UTF-8 by chance, of rows of letters of two bytes each; the accents of mislabelled Latin text stand alone.
func (l *declaredText) isUTF8(b []byte) bool {
	var beyond, long, row bool // some letter is beyond ASCII, has three bytes or more, has two like the one before it
	before := 0
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if r == utf8.RuneError && size == 1 {
			if utf8.FullRune(b) {
				return false
			}
			break
		}
		beyond = beyond || size > 1
		long = long || size > 2
		row = row || size == 2 && before == 2
		before, b = size, b[size:]
	}
	return beyond && (!l.wide || long || !row)
}

// legalXML makes the control characters in a text visible that may not be in XML at all, where a decoder would give up:
// they come from terminals and word processors, or from somebody who hopes that they get to a terminal.
// Line ends become those of Unix, as XML has it (2.11).
func legalXML(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	if strings.Contains(s, "&#") {
		s = characterReference().ReplaceAllStringFunc(s, func(ref string) string {
			digits, base := strings.ToLower(strings.Trim(ref, "&#;")), 10
			if hex, is := strings.CutPrefix(digits, "x"); is {
				digits, base = hex, 16
			}
			n, err := strconv.ParseUint(digits, base, 32)
			if r := visibleXML(rune(min(n, utf8.MaxRune+1))); err != nil || uint64(r) != n {
				return string(r)
			}
			return ref
		})
	}
	return strings.Map(visibleXML, s)
}

var characterReference = pattern(`&#(?:[0-9]{1,20}|[xX][0-9a-fA-F]{1,20});`)

// visibleXML is r if it may be in XML, or what shows that it was there.
func visibleXML(r rune) rune {
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return r
	case r < ' ':
		return r + 0x2400 // its picture
	case r == 0xfffe || r == 0xffff || !utf8.ValidRune(r):
		return utf8.RuneError
	}
	return r
}

// readDecoded is for decoders that would decode a text once more by what its first line says of its character set.
func readDecoded(_ string, r io.Reader) (io.Reader, error) { return r, nil }
