// This file owns what the manual's Markdown says, as blocks, and how a terminal shows them. man.go writes the same blocks
// as roff.

package cli

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// A span is text in one face.
type span struct {
	text         string
	code, strong bool
}

// The kinds of blocks: what the manual is made of, and no more of Markdown.
type blockKind int

const (
	headingBlock blockKind = iota
	paragraphBlock
	codeBlock
	itemBlock
	rowBlock // of a table with a term and what it means; the head of a table is for other readers of the Markdown
)

// A block is a piece of the manual.
type block struct {
	kind  blockKind
	level int // of a heading: 2 or 3
	term  []span
	spans []span
	lines []string // of code
}

// readManual reads Markdown of dogear's own.
func readManual(markdown string) []block {
	source := []byte(markdown)
	doc := goldmark.New(goldmark.WithExtensions(extension.Table)).Parser().Parse(text.NewReader(source))
	var blocks []block
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			blocks = append(blocks, block{kind: headingBlock, level: n.Level, spans: spansOf(n, source)})
		case *ast.Paragraph:
			blocks = append(blocks, block{kind: paragraphBlock, spans: spansOf(n, source)})
		case *ast.FencedCodeBlock:
			code := strings.TrimRight(string(n.Lines().Value(source)), "\n")
			blocks = append(blocks, block{kind: codeBlock, lines: strings.Split(code, "\n")})
		case *ast.List:
			for item := n.FirstChild(); item != nil; item = item.NextSibling() {
				blocks = append(blocks, block{kind: itemBlock, spans: spansOf(item, source)})
			}
		case *east.Table:
			for row := n.FirstChild(); row != nil; row = row.NextSibling() {
				if _, isHead := row.(*east.TableHeader); !isHead {
					blocks = append(blocks, block{kind: rowBlock, term: spansOf(row.FirstChild(), source), spans: spansOf(row.LastChild(), source)})
				}
			}
		}
	}
	return blocks
}

// spansOf is the text of a node. A line break is a space.
func spansOf(n ast.Node, source []byte) []span {
	var spans []span
	var face span
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // which fails only if this does
		switch n := n.(type) {
		case *ast.CodeSpan:
			face.code = entering
		case *ast.Emphasis:
			face.strong = entering
		case *ast.Text:
			if entering {
				s := face
				s.text = strings.ReplaceAll(string(n.Value(source)), `\|`, "|") // as a table has it
				if n.SoftLineBreak() {
					s.text += " "
				}
				spans = append(spans, s)
			}
		case *ast.String:
			if entering {
				s := face
				s.text = string(n.Value)
				spans = append(spans, s)
			}
		}
		return ast.WalkContinue, nil
	})
	return spans
}

// The faces of the terminal. There are no colours: unlike the reader, a command does not wait for the terminal to tell its
// background, and no colour can be read on all of them. Code is bold, as in all manual pages.
const (
	faceStrong = "\x1b[1m"
	faceEnd    = "\x1b[m"
)

// paint is the spans in their faces.
func paintSpans(spans []span) string {
	var b strings.Builder
	for _, s := range spans {
		switch {
		case s.code, s.strong:
			b.WriteString(faceStrong + s.text + faceEnd)
		default:
			b.WriteString(s.text)
		}
	}
	return b.String()
}

// manualIndent is how far text stands in from its heading.
const manualIndent = 3

// drawManual is the blocks in lines of at most w cells, except where a word or a line of code is longer.
func drawManual(blocks []block, w int) string {
	var b strings.Builder
	margin := strings.Repeat(" ", manualIndent)
	terms := 0
	for i, bl := range blocks {
		isRow := bl.kind == rowBlock
		if isRow && (i == 0 || blocks[i-1].kind != rowBlock) {
			terms = termWidth(blocks[i:], w)
		}
		if i > 0 && (!isRow || blocks[i-1].kind != rowBlock) {
			b.WriteByte('\n')
		}
		switch bl.kind {
		case headingBlock:
			b.WriteString(strings.Repeat(" ", max(bl.level-2, 0)*manualIndent/2) + faceStrong + paintSpans(bl.spans) + faceEnd + "\n")
		case paragraphBlock:
			b.WriteString(hang(paintSpans(bl.spans), margin, margin, w))
		case itemBlock:
			b.WriteString(hang(paintSpans(bl.spans), margin+"• ", margin+"  ", w))
		case codeBlock:
			for _, l := range bl.lines {
				b.WriteString(strings.TrimRight(margin+"  "+l, " ") + "\n")
			}
		case rowBlock:
			b.WriteString(drawRow(bl, terms, margin+"  ", w))
		}
	}
	return b.String()
}

// hang wraps text; the first line begins with first, the others with rest. It breaks lines at spaces only, never at the
// hyphens of a flag.
func hang(painted, first, rest string, w int) string {
	return first + wrap(painted, rest, w) + "\n"
}

// termWidth is how wide the terms of the table get that the blocks begin with.
func termWidth(blocks []block, w int) int {
	widest := 0
	for _, bl := range blocks {
		if bl.kind != rowBlock {
			break
		}
		if n := ansi.StringWidth(paintSpans(bl.term)); n <= w/2 {
			widest = max(widest, n)
		}
	}
	return widest
}

// drawRow is a term and what it means beside it, or below it if the term is long.
func drawRow(bl block, terms int, margin string, w int) string {
	term := paintSpans(bl.term)
	rest := margin + strings.Repeat(" ", terms+2)
	n := ansi.StringWidth(term)
	if n > terms {
		return margin + term + "\n" + hang(paintSpans(bl.spans), rest, rest, w)
	}
	return hang(paintSpans(bl.spans), margin+term+strings.Repeat(" ", terms-n+2), rest, w)
}
