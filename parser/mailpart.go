package parser

// This file owns the parts of a message (MIME, RFC 2045 and 2046): their headers, where they begin and end, how their
// bytes are encoded for the way, and at which line of the file each line of the decoded text stands. That is why the
// decoders are here: those of the standard library do not tell, and they stop at the first byte that is wrong.

import (
	"bytes"
	"encoding/hex"
	"mime"
	"net/textproto"
	"strings"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/transform"
)

const (
	maxPartDepth = 8   // parts in parts
	maxParts     = 200 // texts of one message that are looked at
)

// A mailPart is a message or a part of one.
type mailPart struct {
	header  textproto.MIMEHeader
	body    []byte
	line    int  // of the file where body begins
	decoded bool // see message
}

// newPart parts text, which begins at a line of the file, into headers and body. What is no header among the headers is
// left out.
func newPart(text []byte, line int, decoded bool) mailPart {
	p := mailPart{header: textproto.MIMEHeader{}, line: line, decoded: decoded}
	var h headerLines
	for len(text) > 0 {
		var l []byte
		l, text, _ = bytes.Cut(text, []byte("\n"))
		p.line++
		if l = bytes.TrimRight(l, "\r \t"); len(l) > 0 {
			h.take(l, p.header)
		} else if h.any {
			p.body = text
			break
		}
	}
	h.flush(p.header)
	return p
}

// maxHeader is how many bytes of a header's value are kept. Some have thousands of recipients, but those are not read.
const maxHeader = 64 << 10

// A headerLines is a header that is being put together from its lines.
type headerLines struct {
	any   bool // header was seen
	name  string
	value strings.Builder
}

// take takes a line. What is no header and continues none is left out.
func (h *headerLines) take(line []byte, header textproto.MIMEHeader) {
	value := line
	if line[0] != ' ' && line[0] != '\t' || h.name == "" {
		h.flush(header)
		h.any = true
		if !mailHeader().Match(line) {
			return
		}
		name, rest, _ := bytes.Cut(line, []byte(":"))
		h.name, value = textproto.CanonicalMIMEHeaderKey(string(bytes.TrimSpace(name))), rest
	}
	value = bytes.TrimSpace(value)
	if room := maxHeader - h.value.Len(); room > 0 {
		h.value.WriteByte(' ')
		h.value.Write(value[:min(len(value), room)])
	}
}

// flush puts away the header that is complete.
func (h *headerLines) flush(header textproto.MIMEHeader) {
	if h.name != "" {
		header[h.name] = append(header[h.name], strings.TrimSpace(h.value.String()))
	}
	h.name = ""
	h.value.Reset()
}

// contentType is the type in lower case with its parameters. What does not say, is text.
func (p *mailPart) contentType() (kind string, params map[string]string) {
	value := p.header.Get("Content-Type")
	kind, params, err := mime.ParseMediaType(value)
	if err != nil {
		kind, _, _ = strings.Cut(strings.ToLower(value), ";")
	}
	if kind = strings.TrimSpace(kind); kind == "" {
		kind = "text/plain"
	}
	return kind, params
}

// split parts a body at its boundary. A message that is cut off ends its last part.
func (p *mailPart) split(boundary string) []mailPart {
	var parts []mailPart
	mark, begin, line := []byte("--"+boundary), -1, p.line
	first := 0 // the line where the part begins
	take := func(end int) {
		if begin >= 0 {
			parts = append(parts, newPart(p.body[begin:max(begin, end)], first, p.decoded))
		}
	}
	for at := 0; at < len(p.body); line++ {
		end := len(p.body)
		if i := bytes.IndexByte(p.body[at:], '\n'); i >= 0 {
			end = at + i + 1
		}
		if rest, ok := bytes.CutPrefix(p.body[at:end], mark); ok {
			switch string(bytes.TrimSpace(rest)) {
			case "":
				take(at)
				begin, first = end, line+1
			case "--":
				take(at)
				return parts
			}
		}
		at = end
	}
	take(len(p.body))
	return parts
}

// A mailText is a text out of a message.
type mailText struct {
	text  string
	line  int   // of the file where it begins, and all of its lines one after the other,
	lines []int // unless these are the lines of the file for each of its own
}

// lineOf is the line of the file for a line of the text.
func (t *mailText) lineOf(n int) int {
	switch {
	case t.lines == nil:
		return t.line + n - 1
	case n < 1 || len(t.lines) == 0:
		return t.line
	}
	return t.lines[min(n, len(t.lines))-1]
}

// bytes undoes the encoding for the way.
func (p *mailPart) bytes() (b []byte, lines []int) {
	switch strings.ToLower(strings.TrimSpace(p.header.Get("Content-Transfer-Encoding"))) {
	case "quoted-printable":
		return decodeLines(p.body, p.line, quotedPrintable)
	case "base64":
		var b64 base64Lines
		return decodeLines(p.body, p.line, b64.decode)
	}
	return p.body, nil
}

// decodeLines decodes body line by line; what decode appends to out may have more lines or fewer.
func decodeLines(body []byte, line int, decode func(out, line []byte) []byte) (out []byte, lines []int) {
	lines = []int{line}
	for len(body) > 0 {
		l, rest, _ := bytes.Cut(body, []byte("\n"))
		body = rest
		from := len(out)
		out = decode(out, l)
		for i, c := range out[from:] {
			if c != '\n' {
				continue
			}
			if from+i == len(out)-1 {
				lines = append(lines, line+1)
			} else {
				lines = append(lines, line)
			}
		}
		line++
	}
	return out, lines
}

// quotedPrintable decodes a line (RFC 2045, 6.7). A line that ends in = goes on; an = that means nothing stays.
func quotedPrintable(out, line []byte) []byte {
	line = bytes.TrimRight(line, "\r \t")
	soft := bytes.HasSuffix(line, []byte("="))
	line = bytes.TrimSuffix(line, []byte("="))
	for {
		i := bytes.IndexByte(line, '=')
		if i < 0 {
			break
		}
		out, line = append(out, line[:i]...), line[i:]
		var c [1]byte
		if len(line) < 3 || !hexByte(&c, line[1:3]) {
			out, line = append(out, '='), line[1:]
			continue
		}
		out, line = append(out, c[0]), line[3:]
	}
	out = append(out, line...)
	if !soft {
		out = append(out, '\n')
	}
	return out
}

func hexByte(c *[1]byte, digits []byte) bool {
	_, err := hex.Decode(c[:], digits)
	return err == nil
}

// base64Lines decodes base64 (RFC 2045, 6.8), whose groups may go over the ends of lines. Lines that are none, such as
// the footers that mailing lists put below, are left out.
type base64Lines struct {
	bits  uint32
	count int // of bits that are no byte yet
}

func (b *base64Lines) decode(out, line []byte) []byte {
	line = bytes.TrimSpace(line)
	for _, c := range line {
		if base64Value(c) < 0 && c != '=' {
			return out
		}
	}
	for _, c := range line {
		if c == '=' {
			b.bits, b.count = 0, 0
			continue
		}
		b.bits, b.count = b.bits<<6|uint32(base64Value(c)), b.count+6
		if b.count >= 8 {
			b.count -= 8
			out = append(out, byte(b.bits>>b.count))
		}
	}
	return out
}

func base64Value(c byte) int {
	switch {
	case 'A' <= c && c <= 'Z':
		return int(c - 'A')
	case 'a' <= c && c <= 'z':
		return int(c-'a') + 26
	case '0' <= c && c <= '9':
		return int(c-'0') + 52
	case c == '+':
		return 62
	case c == '/':
		return 63
	}
	return -1
}

// text is the part's body as text.
func (p *mailPart) text() mailText {
	kind, params := p.contentType()
	b, lines := p.bytes()
	t := mailText{line: p.line, lines: lines}
	label := params["charset"]
	if kind == "text/html" && label == "" {
		_, label, _ = charset.DetermineEncoding(b[:min(len(b), 1024)], "")
	}
	switch t.text = string(b); {
	case !strings.HasPrefix(kind, "text/"), lines == nil && p.decoded:
		// A file in a message says by itself what its characters are; so does a message that was decoded already.
	default:
		t.text = decodeCharset(b, label)
	}
	if kind == "text/plain" && strings.EqualFold(params["format"], "flowed") {
		t.text = strings.ReplaceAll(t.text, "\n ", "\n") // RFC 3676, 4.4: such a space was put there for the way
	}
	return t
}

// decodeCharset decodes bytes whose sender declared their character set. Where he declared none, or one that ASCII or
// Latin-1 programs declare without looking, they are read as an input that declares nothing.
func decodeCharset(b []byte, label string) string {
	var decode transform.Transformer = &lenientUTF8{}
	if e, name := charset.Lookup(label); e != nil && name != "utf-8" && name != "windows-1252" && name != "replacement" {
		decode = e.NewDecoder()
	}
	text, _, err := transform.Bytes(decode, b)
	if err != nil {
		text = b
	}
	return strings.ToValidUTF8(string(text), "\ufffd")
}
