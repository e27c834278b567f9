// This file owns comparing titles that are not the same: whether they may name one work, or cannot, and whether a title
// says which work it is at all.

package store

import (
	"slices"
	"strings"
	"unicode/utf8"

	"dogear/parser"
	"dogear/store/fulltext"
)

// smallWords are dropped, added and replaced by “&” when a title is copied; so is the markup of a letter or two.
var smallWords = setOfWords("a an the and or of for in on to with by at from as und der die das den ein eine et le la les de des du un une el los y e i b em sub sup")

// significant are the words of a title that tell it from others, spelled one way: see spelled.
func significant(title string) []string {
	all := fulltext.Words(withoutTags(title))
	words := make([]string, 0, len(all))
	for _, w := range all {
		if len(w) > longestSmall || !smallWords[w] {
			words = append(words, spelled(w))
		}
	}
	if len(words) == 0 {
		return all
	}
	return words
}

// longestSmall is how many bytes the longest of the small words has.
const longestSmall = 4

// spelled is a word without what British and American English spell in two ways: -ise and -ize, colour and color,
// modelling and modeling.
func spelled(w string) string {
	plain := strings.IndexByte(w, 'z') < 0 && !strings.Contains(w, "our")
	for i := 1; i < len(w) && plain; i++ {
		plain = w[i] != w[i-1]
	}
	if plain { // most are
		return w
	}
	var b strings.Builder
	last := byte(0)
	for i := 0; i < len(w); i++ {
		c := w[i]
		if c == 'z' {
			c = 's'
		}
		next := byte(0)
		if i+1 < len(w) {
			next = w[i+1]
		}
		switch {
		case c < utf8.RuneSelf && c == last && !(c >= '0' && c <= '9'), c == 'u' && last == 'o' && next == 'r':
			continue
		}
		b.WriteByte(c)
		last = c
	}
	return b.String()
}

// withoutTags is a title without the tags of HTML that somebody left in it.
func withoutTags(s string) string {
	for from := 0; ; {
		i := strings.IndexByte(s[from:], '<')
		if i < 0 {
			return s
		}
		i += from
		j := strings.IndexByte(s[i:], '>')
		if j < 2 || j > 12 || strings.ContainsAny(s[i+1:i+j], " <=") {
			from = i + 1
			continue
		}
		s, from = s[:i]+s[i+j+1:], i
	}
}

// cutSubtitle is what stands before and after the colon, the dash or the opening parenthesis of a title; sub is empty if
// there is none of them.
func cutSubtitle(title string) (main, sub string) {
	at, length := len(title), 0
	for _, mark := range []string{":", "：", " - ", " – ", " — ", "—", " ("} {
		if i := strings.Index(title, mark); i > 0 && i < at {
			at, length = i, len(mark)
		}
	}
	return title[:at], title[at+length:]
}

// nearTitle says what two titles that are not the same have in common, if they look like two spellings of one:
// empty if they do not.
func nearTitle(a, b string) string {
	wa, wb := significant(a), significant(b)
	la, lb := []rune(strings.Join(wa, "")), []rune(strings.Join(wb, ""))
	sameNumerals := slices.Equal(numerals(a), numerals(b))
	if sameNumerals && string(la) == string(lb) {
		return "same title apart from spelling and short words"
	}
	if why := withoutPart(a, b, string(la), string(lb)); why != "" {
		return why
	}
	if !sameNumerals || len(la) < shortTitle || len(lb) < shortTitle {
		return ""
	}
	limit := max(1, min(len(la), len(lb))/20)
	if editDistance(la, lb, limit) > limit || !likeWords(wa, wb) {
		return ""
	}
	return "same title apart from a few letters"
}

// shortTitle is how many letters a title has at least in which one is taken for a typing error.
const shortTitle = 8

// lostPart begins what is said of such a title.
const lostPart = "same title without "

// withoutPart says that one title is the other without its subtitle, or without what stands before it. la and lb are
// their letters.
func withoutPart(a, b, la, lb string) string {
	for _, t := range []struct{ long, other, short, whole string }{{a, b, lb, la}, {b, a, la, lb}} {
		if len(t.short) >= len(t.whole) {
			continue
		}
		main, sub := cutSubtitle(t.long)
		if sub == "" || isGeneric(sub) || isGeneric(main) {
			continue
		}
		wm, ws := significant(main), significant(sub)
		nm, ns, of := numerals(main), numerals(sub), numerals(t.other)
		series := len(nm) > 0 && len(wm) < 3 || len(ns) > 0 && len(ws) < 3 // “Part II” is a title's better half
		switch {
		case series:
		case enough(wm) && strings.Join(wm, "") == t.short && slices.Equal(nm, of):
			return lostPart + "its subtitle"
		case enough(ws) && strings.Join(ws, "") == t.short && slices.Equal(ns, of):
			return lostPart + "its first part"
		}
	}
	return ""
}

// enough reports whether words are a title: one word names many works.
func enough(words []string) bool {
	return len(words) > 1 || len(words) == 1 && isCJK(first(words[0])) && utf8.RuneCountInString(words[0]) >= 4
}

// likeWords reports whether words that differ differ as typing errors make them do: not short ones, of which each letter
// counts, and not by a prefix that turns the sense around.
func likeWords(a, b []string) bool {
	if len(a) != len(b) {
		return true // a space too many or too few
	}
	for i := range a {
		if a[i] == b[i] {
			continue
		}
		x, y := []rune(a[i]), []rune(b[i])
		limit := 1
		if min(len(x), len(y)) >= 9 {
			limit = 2
		}
		if min(len(x), len(y)) < 4 || strings.HasSuffix(a[i], b[i]) || strings.HasSuffix(b[i], a[i]) || editDistance(x, y, limit) > limit {
			return false
		}
	}
	return true
}

var romans = setOfWords("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi")

// numerals are what tells the parts of a series from each other: numbers, Roman ones too, and single letters.
func numerals(title string) []string {
	var all []string
	for _, w := range fulltext.Words(withoutTags(title)) {
		if w != "a" && (strings.ContainsAny(w, "0123456789") || romans[w] || utf8.RuneCountInString(w) == 1 && !isCJK(first(w)) && !smallWords[w]) {
			all = append(all, w)
		}
	}
	return all
}

// editDistance is how many letters have to be added, taken away, replaced or swapped with their neighbour to turn a into b
// (Damerau and Levenshtein's, as optimal string alignment); limit+1 if they are more than limit.
func editDistance(a, b []rune, limit int) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := range row {
			row[j] = limit + 1
		}
		if i <= limit {
			row[0] = i
		}
		least := row[0]
		for j := max(1, i-limit); j <= min(len(b), i+limit); j++ { // what is further from the diagonal costs more than limit
			n := last[j-1] + btoi(a[i-1] != b[j-1])
			n = min(n, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				n = min(n, before[j-2]+1)
			}
			row[j] = n
			least = min(least, n)
		}
		if least > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return min(last[len(b)], limit+1)
}

// A likeness says how much two titles have in common.
type likeness int

const (
	titlesAlike   likeness = iota // enough to be two forms of one title
	titlesDiffer                  // little
	titlesForeign                 // nothing
)

// compareTitles tells how much two titles have in common: words, or pairs of letters where there are no words.
func compareTitles(a, b string) likeness {
	if parser.TitleKey(a) == parser.TitleKey(b) {
		return titlesAlike
	}
	wa, wb := significant(a), significant(b)
	in := make(map[string]bool, len(wa))
	for _, w := range wa {
		in[w] = true
	}
	shared, of := 0, make(map[string]bool, len(wb))
	for _, w := range wb {
		if in[w] && !of[w] {
			shared++
		}
		of[w] = true
	}
	letters := alike(strings.Join(wa, ""), strings.Join(wb, ""))
	switch {
	case 2*shared >= min(len(in), len(of)) && shared > 0 || letters >= 0.6:
		return titlesAlike
	case shared > 0 || letters >= 0.4:
		return titlesDiffer
	}
	return titlesForeign
}

// alike is the share of pairs of neighbouring letters that two texts have in common, from 0 to 1 (Dice's coefficient).
func alike(a, b string) float64 {
	pairs := func(s string) (map[[2]rune]int, int) {
		all, n, last := make(map[[2]rune]int), 0, rune(0)
		for _, r := range s {
			if last != 0 {
				all[[2]rune{last, r}]++
				n++
			}
			last = r
		}
		return all, n
	}
	pa, na := pairs(a)
	pb, nb := pairs(b)
	if na == 0 || nb == 0 {
		return 0
	}
	both := 0
	for p, n := range pa {
		both += min(n, pb[p])
	}
	return 2 * float64(both) / float64(na+nb)
}

// genericWords are the words of titles that name a kind of text, not a work: Editorial, Book reviews, Letter to the editor.
var genericWords = foldedSet(`
	editorial editorials guest editor editors preface introduction introductory foreword forewords book books review reviews erratum errata correction
	corrections corrigendum corrigenda addendum addenda obituary obituaries index indices table tables contents content letter letters abstract
	abstracts discussion discussions reply replies response responses rejoinder comment comments commentary announcement announcements memoriam news newsletter
	front back matter cover masthead special issue issues volume number author authors subject acknowledgement acknowledgements acknowledgment
	acknowledgments acknowledgements conclusion conclusions summary appendix bibliography references glossary contributors dedication prologue epilogue
	afterword postscript welcome message messages chair chairs committee committees organizing organising program programme organization organisation reviewers
	retraction retractions note notes notice notices list figures title page copyright calendar events call papers keynote keynotes panel
	panels poster posters session sessions overview about this our readers reader board titelei perspective perspectives
	avant propos necrologie sommaire matieres compte rendu comptes rendus lettre redaction errata presentation
	vorwort einleitung einfuhrung geleitwort nachruf nachrufe inhalt inhaltsverzeichnis buchbesprechung buchbesprechungen rezension rezensionen berichtigung
	berichtigungen mitteilung mitteilungen nachrichten impressum leserbrief leserbriefe register literaturverzeichnis danksagung zusammenfassung nachwort anhang
	prefacio prologo introduccion presentacion indice indices fe erratas resena resenas necrologica necrologicas carta cartas director noticias editoriales
	conclusiones resumen agradecimientos editoriale prefazione introduzione recensione recensioni premessa notizie necrologio sommario bibliografia conclusioni
	introducao apresentacao resenha sumario noticia necrologia ao voorwoord inleiding redactioneel inhoud boekbespreking boekbesprekingen
	wstep przedmowa spis tresci recenzje nekrolog forord innledning innehall ledare predslov uvod
	предисловие введение содержание рецензия рецензии некролог новости редакции от редакционная статья оглавление заключение
	编者按 前言 序 序言 引言 卷首语 目录 目錄 书评 書評 勘误 勘誤 更正 导言 導言 编后记 簡介 简介 启事 讣告
	はじめに 序文 巻頭言 目次 訂正 正誤表 編集後記 お知らせ 追悼 まえがき 序論 序章 会告
	서문 머리말 목차 서론 편집자의 글 권두언 서평 부고`)

// foldedSet is a set of the words of a text, folded.
func foldedSet(text string) map[string]bool { return setOfWords(fulltext.Fold(text)) }

// isGeneric reports whether a title names a kind of text: many works have it, and it says of none which it is.
func isGeneric(title string) bool {
	if len(title) > longestGeneric {
		return false
	}
	generic, letters, other, words := false, false, false, 0
	fulltext.EachWord(withoutTags(title), func(w []byte) {
		words++
		number := isNumber(w)
		letters = letters || !number
		switch {
		case number || other:
		case genericWords[string(w)]:
			generic = true
		case !smallWords[string(w)] && !romans[string(w)] && !genericMarks[string(w)]:
			other = true
		}
	})
	return !other && (generic || words > 0 && !letters)
}

// longestGeneric is how many bytes a title has at most that says nothing.
const longestGeneric = 120

// genericMarks stand between the words of such titles.
var genericMarks = setOfWords("s vol no nr part re")

func isNumber(w []byte) bool {
	for _, c := range w {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}
