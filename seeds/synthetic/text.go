// This file owns titles and abstracts, as they stand in a line of JSON: escaped, wrapped and indented like the
// snapshot's.

package synthetic

import "strings"

// How a word of an abstract is drawn: of 1<<16, so many are rare (see rareShare), of the topic, the beginning of a phrase
// of the topic, or a formula or number. The rest are common words.
const (
	topicShare   = 14000
	phraseShare  = 2000
	formulaShare = 420
)

// wrapAt is the column where lines of an abstract end, titleWrap where those of a title do.
const (
	wrapAt    = 77
	titleWrap = 70
)

// formulas are bits of TeX and numbers, escaped for JSON.
var formulas = func() []string {
	list := strings.Fields(`$O(n^2)$ $\alpha$ $\beta$-decay $\Lambda$CDM $n$ $k$ $\mathbb{R}^d$ $O(n\log{n})$ $\epsilon$ $p$-adic
		$10^{-3}$ $\sim5\sigma$ $SU(2)$ $L^2$ $\ell_1$ $z\sim2$ 95\% 10 100 2.5 $1/\sqrt{n}$ $\mathcal{H}$ $D$-dimensional
		$\gamma$-ray $x\in{X}$ $K_3$ ${\cal{N}}=4$ 3D 2D $T_c$ ~1\% $\pm0.3$ $H_2O$ $\mathrm{kpc}$ $f(x)$`)
	for i, s := range list {
		list[i] = strings.ReplaceAll(s, `\`, `\\`)
	}
	return list
}()

// appendAbstract appends an abstract of about 175 words in whole sentences.
func (g *generator) appendAbstract(b []byte, t *topic) []byte {
	b = append(b, ' ', ' ')
	column := 2
	for left := g.between(75, 125) + g.between(45, 85); left > 0; {
		sentence := g.between(9, 30)
		left -= sentence
		for i := range sentence {
			w := g.text(t)
			switch {
			case column == 2:
			case column+1+len(w) > wrapAt:
				b = append(b, `\n`...)
				column = 0
			default:
				b = append(b, ' ')
				column++
			}
			start := len(b)
			b = append(b, w...)
			column += len(w)
			if i == 0 {
				capitalise(b[start:])
			}
			switch {
			case i == sentence-1:
				b = append(b, '.')
				column++
			case i > 2 && g.oneIn(14):
				b = append(b, ',')
				column++
			}
		}
	}
	return append(b, `\n`...)
}

// text is the next word of an abstract, or the next few where they are a phrase.
func (g *generator) text(t *topic) string {
	random := g.bits64()
	kind := int(random >> 48)
	switch {
	case kind < rareShare:
		g.word = g.vocabulary.appendRare(g.word[:0], g.dice)
		return string(g.word)
	case kind < rareShare+topicShare:
		return t.words[drawWord.at(random)]
	case kind < rareShare+topicShare+phraseShare:
		return t.phrases[drawPhrase.at(random)]
	case kind < rareShare+topicShare+phraseShare+formulaShare:
		return formulas[random%uint64(len(formulas))]
	}
	return g.vocabulary.common[g.vocabulary.draw.at(random)]
}

// appendTitle appends a title of 4 to 14 words: mostly of its topic, with few words that say nothing.
func (g *generator) appendTitle(b []byte, t *topic) []byte {
	words := 4 + g.below(6) + g.below(6)
	allCapitals := g.oneIn(2)
	column, wasFunction := 0, true // no title begins with a function word
	for i := 0; i < words; i++ {
		w, isFunction := g.titleWord(t, !wasFunction && i < words-1)
		switch {
		case i == 0:
		case column+1+len(w) > titleWrap:
			b = append(b, `\n  `...)
			column = 2
		default:
			b = append(b, ' ')
			column++
		}
		start := len(b)
		b = append(b, w...)
		column += len(w)
		i += strings.Count(w, " ")
		if i == 0 || allCapitals && !isFunction {
			capitalise(b[start:])
		}
		wasFunction = isFunction
	}
	return b
}

// titleWord is the next word of a title.
func (g *generator) titleWord(t *topic, mayBeFunction bool) (w string, isFunction bool) {
	random := g.bits64()
	switch kind := int(random >> 48 & 0xff); {
	case mayBeFunction && kind < 80:
		return g.vocabulary.common[random%16], true
	case kind < 150:
		return t.words[drawWord.at(random)], false
	case kind < 182:
		return t.phrases[drawPhrase.at(random)], false
	case kind < 190:
		return g.text(t), false
	}
	for {
		if r := g.vocabulary.draw.at(g.bits64()); r >= functionWords {
			return g.vocabulary.common[r], false
		}
	}
}

// capitalise makes the first letter a capital.
func capitalise(word []byte) {
	if c := word[0]; 'a' <= c && c <= 'z' {
		word[0] = c - 'a' + 'A'
	}
}
