package parser

// This file owns the way from bytes to text: expansion, character sets, limits, and telling text from what is not.

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

const (
	sniffLen = 64 << 10 // bytes of the beginning that decide on the character set and the format

	// A gzipped text shrinks to a quarter, a table of the same words to a fiftieth; a bomb to a thousandth. What expands
	// beyond MaxText must keep to this ratio, so that a small file cannot keep a streaming format busy for hours.
	maxExpansion = 200
)

// An input is a digest's text as UTF-8 without a byte order mark. Formats that stream read from it; the others take all
// of it at once.
type input struct {
	*bufio.Reader
	head string // its beginning, at most sniffLen bytes, not consumed
	raw  *tap   // what it is decoded from
	cr   bool   // its lines end with CR alone
}

// A tap keeps what is read through it for as long as it is open.
type tap struct {
	r      io.Reader
	kept   []byte
	closed bool
}

func (t *tap) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	if !t.closed {
		t.kept = append(t.kept, p[:n]...)
	}
	return n, err
}

// octets reads the input from its beginning as it was before its characters were decoded, for what declares them itself,
// as mail does. Text in UTF-16 is decoded all the same: a program saved it anew. Nothing else may have been read before.
func (in *input) octets() (r *bufio.Reader, decoded bool) {
	if start := in.raw.kept; wide(start[:min(len(start), sniffLen)]) {
		return in.Reader, true
	}
	octets := io.MultiReader(bytes.NewReader(in.raw.kept), in.raw.r)
	if in.cr {
		octets = crReader{octets}
	}
	return bufio.NewReaderSize(octets, sniffLen), false
}

// A crReader makes the line ends of old Macs, CR, those of today, LF.
type crReader struct{ r io.Reader }

func (c crReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	for i, b := range p[:n] {
		if b == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}

// endsLinesWithCR reports whether CR is the only line end in the text that begins with head, but for one that was added at
// its end.
func endsLinesWithCR(head []byte) bool {
	head = bytes.TrimRight(head, "\r\n")
	return bytes.IndexByte(head, '\r') >= 0 && bytes.IndexByte(head, '\n') < 0
}

// wide reports whether the bytes that begin with start are UTF-16.
func wide(start []byte) bool {
	return bytes.HasPrefix(start, []byte("\xff\xfe")) || bytes.HasPrefix(start, []byte("\xfe\xff")) || looksUTF16(start, 0) || looksUTF16(start, 1)
}

// newInput unpacks and decodes r, and refuses what is empty or not text.
func newInput(r io.Reader) (*input, error) {
	raw := bufio.NewReaderSize(r, sniffLen)
	start, err := peek(raw)
	if err != nil {
		return nil, err
	}
	if bytes.HasPrefix(start, []byte("\x1f\x8b")) {
		if raw, start, err = expand(raw); err != nil {
			return nil, err
		}
	}
	if what := magic(start); what != "" {
		return nil, fmt.Errorf("%w but %s; copy or save the list of papers as text and import that", ErrBinary, what)
	}
	bytesRead := &tap{r: raw}
	text := bufio.NewReaderSize(transform.NewReader(bytesRead, decoderFor(start)), sniffLen)
	head, err := peek(text)
	bytesRead.closed = true
	if err != nil {
		return nil, err
	}
	if len(head) < sniffLen && len(bytes.TrimSpace(head)) == 0 {
		return nil, emptyInput()
	}
	if tooManyControls(head) {
		return nil, fmt.Errorf("%w: it begins with control characters; copy or save the list of papers as text and import that", ErrBinary)
	}
	in := &input{Reader: text, head: string(head), raw: bytesRead, cr: endsLinesWithCR(head)}
	if in.cr {
		in.Reader, in.head = bufio.NewReaderSize(crReader{text}, sniffLen), strings.ReplaceAll(in.head, "\r", "\n")
	}
	return in, nil
}

func emptyInput() error {
	return fmt.Errorf("%w; was the page copied or the file saved?", ErrEmpty)
}

// peek is the beginning of r without consuming it. The end of the input is no error.
func peek(r *bufio.Reader) ([]byte, error) {
	head, err := r.Peek(sniffLen)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, readError(err)
	}
	return head, nil
}

func readError(err error) error {
	if errors.Is(err, ErrTooLarge) {
		return err
	}
	return fmt.Errorf("reading the input: %w", err)
}

// text reads what is left of the input, up to MaxText bytes.
func (in *input) text() (string, error) {
	var all strings.Builder
	n, err := io.Copy(&all, io.LimitReader(in, MaxText+1))
	switch {
	case err != nil:
		return "", readError(err)
	case n > MaxText:
		return "", fmt.Errorf("%w: more than %d MiB of text; split it and import the parts", ErrTooLarge, MaxText>>20)
	}
	if text := all.String(); strings.TrimSpace(text) != "" {
		return text, nil
	}
	return "", emptyInput()
}

// maxLines is how many lines a copied page may have. At 64 characters a line it is as much as MaxText; a page of
// nothing but line ends would otherwise cost fifty times its size.
const maxLines = 1 << 20

// page is text for the formats that take it line by line.
func (in *input) page() (string, error) {
	text, err := in.text()
	if err == nil && strings.Count(text, "\n") > maxLines {
		return "", fmt.Errorf("%w: more than %d lines; split it and import the parts", ErrTooLarge, maxLines)
	}
	return text, err
}

// expand unpacks a gzipped input, once: gzip inside gzip is taken for binary.
func expand(raw *bufio.Reader) (*bufio.Reader, []byte, error) {
	packed := &counter{r: raw}
	unzip, err := gzip.NewReader(packed)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: damaged gzip data (%w); download the file again", ErrBinary, err)
	}
	plain := bufio.NewReaderSize(&expansion{r: unzip, packed: packed}, sniffLen)
	start, err := peek(plain)
	return plain, start, err
}

// counter counts the bytes that were read through it.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// expansion reads unpacked bytes until they are out of proportion to the packed ones.
type expansion struct {
	r      io.Reader
	packed *counter
	n      int64
}

func (e *expansion) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	e.n += int64(n)
	if e.n > MaxText+maxExpansion*e.packed.n {
		return n, fmt.Errorf("%w: it expands to more than %d times its size", ErrTooLarge, maxExpansion)
	}
	return n, err
}

// magics are the beginnings by which files that people mistake for a digest can be named.
var magics = []struct{ prefix, what string }{
	{"%PDF-", "a PDF document"},
	{"%!PS", "a PostScript document"},
	{"\x89PNG\r\n\x1a\n", "a PNG picture"},
	{"\xff\xd8\xff", "a JPEG picture"},
	{"GIF87a", "a GIF picture"},
	{"GIF89a", "a GIF picture"},
	{"PK\x03\x04", "a ZIP archive or an office document"},
	{"PK\x05\x06", "an empty ZIP archive"},
	{"\x1f\x8b", "gzip inside gzip"},
	{"BZh", "a bzip2 archive"},
	{"\xfd7zXZ\x00", "an xz archive"},
	{"\x28\xb5\x2f\xfd", "a Zstandard archive"},
	{"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"},
	{"Rar!\x1a\x07", "a RAR archive"},
	{"\x7fELF", "a program (ELF)"},
	{"MZ\x90\x00", "a program (Windows)"},
	{"\xcf\xfa\xed\xfe", "a program (Mach-O)"},
	{"SQLite format 3\x00", "an SQLite database"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"},
	{"RIFF", "a sound or video file"},
	{"OggS", "a sound or video file"},
}

// magic names the kind of file that begins with start, or is empty.
func magic(start []byte) string {
	for _, m := range magics {
		if bytes.HasPrefix(start, []byte(m.prefix)) {
			return m.what
		}
	}
	return ""
}

// tooManyControls tells binary data from text by the control characters that no text has: all but white space and those
// that act on a terminal (bell, backspace, escape), which hostile text is full of and which cleaning makes visible.
// One NUL in a page of text is dirt; random bytes have one such character in eleven.
func tooManyControls(head []byte) bool {
	var bad, all int
	for _, r := range string(head) {
		all++
		if r < '\a' || r > '\r' && r < ' ' && r != '\x1b' {
			bad++
		}
	}
	return bad*25 > all
}

// decoderFor chooses the way from the bytes that begin with start to UTF-8.
func decoderFor(start []byte) transform.Transformer {
	switch {
	case bytes.HasPrefix(start, []byte("\xff\xfe")), bytes.HasPrefix(start, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM).NewDecoder()
	case looksUTF16(start, 1):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder()
	case looksUTF16(start, 0):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder()
	}
	if decode := declaredDecoder(start); decode != nil {
		return decode
	}
	return &lenientUTF8{}
}

// looksUTF16 reports whether most bytes at the positions 2i+high are NUL and almost none of the others: UTF-16 of a
// text in Latin letters, without the mark that would say so.
func looksUTF16(start []byte, high int) bool {
	var nul [2]int
	for i, b := range start {
		if b == 0 {
			nul[i%2]++
		}
	}
	units := len(start) / 2
	return units > 1 && nul[high]*10 > units*7 && nul[1-high]*50 < units
}

const byteOrderMark = 0xfeff

// lenientUTF8 passes UTF-8 through and reads every byte that is none as Windows-1252, of which Latin-1 is a part. Going
// byte by byte needs no verdict on the whole input, so it can stream, and it also mends a file that was pasted together
// from both. A byte order mark at the beginning of a line is where a file was joined to another: it goes.
type lenientUTF8 struct {
	transform.NopResetter
	inLine bool
}

func (l *lenientUTF8) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	defer func() {
		if nDst > 0 {
			l.inLine = dst[nDst-1] != '\n'
		}
	}()
	for nSrc < len(src) {
		if src[nSrc] < utf8.RuneSelf {
			if nDst == len(dst) {
				return nDst, nSrc, transform.ErrShortDst
			}
			n := copy(dst[nDst:], src[nSrc:nSrc+asciiRun(src[nSrc:])])
			nDst, nSrc = nDst+n, nSrc+n
			continue
		}
		r, size := utf8.DecodeRune(src[nSrc:])
		if r == utf8.RuneError && size == 1 {
			if !atEOF && !utf8.FullRune(src[nSrc:]) {
				return nDst, nSrc, transform.ErrShortSrc
			}
			r = charmap.Windows1252.DecodeByte(src[nSrc])
		}
		if r == byteOrderMark && (nDst > 0 && dst[nDst-1] == '\n' || nDst == 0 && !l.inLine) {
			nSrc += size
			continue
		}
		if nDst+utf8.RuneLen(r) > len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		nDst += utf8.EncodeRune(dst[nDst:], r)
		nSrc += size
	}
	return nDst, nSrc, nil
}

// asciiRun is the length of the ASCII text at the beginning of b. It looks at eight bytes at a time.
func asciiRun(b []byte) int {
	n := 0
	for n+8 <= len(b) && binary.LittleEndian.Uint64(b[n:])&0x8080808080808080 == 0 {
		n += 8
	}
	for n < len(b) && b[n] < utf8.RuneSelf {
		n++
	}
	return n
}
