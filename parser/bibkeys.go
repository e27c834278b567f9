package parser

// This file owns citation keys: the one that a paper came with, or one in arXiv's manner, out of the first author's family
// name, the year and the words of the title. They are short and ASCII, for BibTeX, and the same each time.

import (
	"hash/fnv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

const (
	maxKeyWords = 4
	maxKeyBytes = 60 // of the words

	maxShortKey    = 27 // with three letters behind it that tell equal keys apart, a key has 30 characters
	maxShortAuthor = 14
)

// keySum tells keys apart. A sum takes a third of the room of the key: an export of a million papers keeps them all.
func keySum(key string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(strings.ToLower(key)))
	return h.Sum64()
}

// keyFillers are words that say nothing of a paper.
var keyFillers = setOf(`a an and are as at be but by can do does for from has have how if in into is it its of on or our that the their this
to toward towards via was we what when where which why will with without you your all not no more than only over under between using`)

// A keyMaker makes keys that are different.
type keyMaker struct{ given map[uint64]int32 } // how often, by keySum: BibTeX takes Key and key for one

// key is the key for a paper.
func (k *keyMaker) key(p *Paper) string {
	key := ownKey(p)
	if key == "" {
		key = generatedKey(p)
	}
	return k.unlike(key)
}

// unlike is a key, with letters behind it if it was given before.
func (k *keyMaker) unlike(base string) string {
	if k.given == nil {
		k.given = map[uint64]int32{}
	}
	sum := keySum(base)
	for {
		n := k.given[sum]
		k.given[sum]++
		if n == 0 {
			return base
		}
		key := base + keySuffix(int(n)-1)
		if other := keySum(key); k.given[other] == 0 {
			k.given[other] = 1
			return key
		}
	}
}

// ownKey is the key that a paper came with, as far as all programs can take it.
func ownKey(p *Paper) string { return keySigns(foldASCII(p.Key)) }

// generatedKey is lastYYYYwords.
func generatedKey(p *Paper) string {
	return shortKey(append(p.Authors[:len(p.Authors):len(p.Authors)], p.Editors...), p)
}

// shortKey is the first person's family name, the year, and as many words of the title as there is room for: whole ones, if
// the first of them is not too long by itself.
func shortKey(people []Author, p *Paper) string {
	key := ""
	if len(people) > 0 {
		name := keyWord(people[0].Family)
		key = name[:min(len(name), maxShortAuthor)]
	}
	if len(p.Published) >= 4 {
		key += string(p.Published[:4])
	}
	for i, word := range keyWords(p.Title, maxKeyWords) {
		room := maxShortKey - len(key)
		if len(word) > room && i > 0 {
			break
		}
		key += word[:min(len(word), room)]
	}
	if key == "" {
		return "paper"
	}
	return key
}

// keyWords are the first words of a title that say something.
func keyWords(title string, most int) []string {
	var words []string
	size := 0
	for word := range strings.FieldsFuncSeq(title, func(r rune) bool { return unicode.IsSpace(r) || r == '/' || r == '—' || r == '–' }) {
		word = keyWord(word)
		if word == "" || keyFillers[word] || size+len(word) > maxKeyBytes {
			continue
		}
		words = append(words, word)
		size += len(word)
		if len(words) == most {
			break
		}
	}
	return words
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
