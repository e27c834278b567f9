package parser

// This file owns citation keys: the one that a paper came with, or one in arXiv's manner, out of the first author's family
// name, the year and the words of the title. They are ASCII, for BibTeX, and the same each time.

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

const (
	maxKeyWords = 4
	maxKeyBytes = 60 // of the words
)

// keyFillers are words that say nothing of a paper.
var keyFillers = setOf(`a an and are as at be but by can do does for from has have how if in into is it its of on or our that the their this
to toward towards via was we what when where which why will with without you your all not no more than only over under between using`)

// A keyMaker makes keys that are different.
type keyMaker struct{ given map[string]int } // how often, in lower case: BibTeX takes Key and key for one

// key is the key for a paper.
func (k *keyMaker) key(p *Paper) string {
	key := keySigns(foldASCII(p.Key))
	if key == "" {
		key = generatedKey(p)
	}
	if k.given == nil {
		k.given = map[string]int{}
	}
	for base := key; ; {
		n := k.given[strings.ToLower(base)]
		k.given[strings.ToLower(base)]++
		if key = base; n > 0 {
			key += keySuffix(n - 1)
		}
		if n == 0 || k.given[strings.ToLower(key)] == 0 {
			k.given[strings.ToLower(key)] = max(1, k.given[strings.ToLower(key)])
			return key
		}
	}
}

// generatedKey is lastYYYYwords.
func generatedKey(p *Paper) string {
	var key strings.Builder
	if len(p.Authors) > 0 {
		key.WriteString(keyWord(p.Authors[0].Family))
	}
	if len(p.Published) >= 4 {
		key.WriteString(string(p.Published[:4]))
	}
	words, size := 0, 0
	for word := range strings.FieldsFuncSeq(p.Title, func(r rune) bool { return unicode.IsSpace(r) || r == '/' || r == '—' || r == '–' }) {
		word = keyWord(word)
		if word == "" || keyFillers[word] || size+len(word) > maxKeyBytes {
			continue
		}
		key.WriteString(word)
		size += len(word)
		if words++; words == maxKeyWords {
			break
		}
	}
	if key.Len() == 0 {
		return "paper"
	}
	return key.String()
}

// keyWord is the letters and digits of s.
func keyWord(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < 0x80 && (isLetter(byte(r)) || isDigit(byte(r))) {
			return r
		}
		return -1
	}, foldASCII(s))
	return strings.ToLower(s[:min(len(s), maxKeyBytes)])
}

// keySigns is what may stand in a key of s.
func keySigns(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7F && !strings.ContainsRune("\"#%'(),={}\\~@$&^", r) {
			return r
		}
		return -1
	}, s)
}

// foldASCII takes the marks off letters, and writes those that are no letter with a mark as people do who lack them.
func foldASCII(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 }) {
		return s
	}
	return asciiLetters.Replace(norm.NFKD.String(s))
}

var asciiLetters = strings.NewReplacer("ß", "ss", "ẞ", "SS", "æ", "ae", "Æ", "AE", "œ", "oe", "Œ", "OE", "ø", "o", "Ø", "O",
	"ł", "l", "Ł", "L", "đ", "d", "Đ", "D", "ð", "d", "Ð", "D", "þ", "th", "Þ", "Th", "ı", "i", "ȷ", "j", "ŋ", "ng", "Ŋ", "NG")
