package parser

// This file owns names in the scripts of China, Japan and Korea, in which the family name comes first, without a space.

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

var eastAsian = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul}

// isEastAsian reports whether s is written in these scripts and in nothing else.
func isEastAsian(s string) bool {
	for _, r := range s {
		if r < 0x1100 || !unicode.In(r, eastAsian...) && r != '々' && r != 'ー' && r != '・' {
			return false
		}
	}
	return s != ""
}

// eastAsianName reads a name in these scripts that has a space between its parts. Family names are short: what is longer
// than the given name is none.
func eastAsianName(name string) (Author, bool) {
	first, second, two := strings.Cut(name, " ")
	if !two || !isEastAsian(first) || !isEastAsian(second) {
		return Author{}, false
	}
	if utf8.RuneCountInString(first) > utf8.RuneCountInString(second) {
		first, second = second, first
	}
	return Author{Family: first, Given: second}, true
}

var (
	eastAsianSplit = pattern(`[;；、]`)
	eastAsianComma = pattern(`[,，]`)
	eastAsianMarks = strings.NewReplacer(";", "", "；", "", "、", "", ",", "", "，", "", " ", "", "\u3000", "")
)

// eastAsianList reads several names in these scripts, whatever parts them: 张三, 李四; 王小明、李雷. A comma may also stand
// between the parts of one name: 王, 小明.
func eastAsianList(s string) ([]Author, bool) {
	if s == "" || s[0] < utf8.RuneSelf || !strings.ContainsAny(s, ";；、,，") || !isEastAsian(eastAsianMarks.Replace(s)) {
		return nil, false
	}
	var authors []Author
	for _, part := range eastAsianSplit().Split(s, -1) {
		names := nonEmpty(trimmed(eastAsianComma().Split(part, -1)))
		if len(names)%2 == 0 && pairs(names, isEastAsianPair(len(names))) {
			for i := 0; i < len(names); i += 2 {
				authors = append(authors, Author{Family: names[i], Given: names[i+1]})
			}
			continue
		}
		for _, name := range names {
			authors = appendAuthor(authors, displayedAuthor(name))
		}
	}
	return authors, len(authors) > 0
}

// eastAsianNames is eastAsianList with the names as BibTeX writes them.
func eastAsianNames(s string) ([]string, bool) {
	authors, ok := eastAsianList(s)
	if !ok {
		return nil, false
	}
	names := make([]string, len(authors))
	for i, a := range authors {
		names[i] = invertedBib(a.Given, "", a.Family, "")
	}
	return names, true
}

// isEastAsianPair reports whether two parts between commas, of n in all, are a family name and a given one. A family name of
// several letters is one only if the two stand alone and are not two whole names.
func isEastAsianPair(n int) func(family, given string) bool {
	return func(family, given string) bool {
		if strings.Contains(family+given, " ") {
			return false
		}
		long, short := utf8.RuneCountInString(family), utf8.RuneCountInString(given)
		switch {
		case long == 1 || short == 1:
			return true
		case n > 2 || long > 3 || long == 3 && short == 3:
			return false
		}
		return !hasFamilyName(family) || !hasFamilyName(given)
	}
}

// hasFamilyName reports whether a name begins with one of the family names that most Chinese and Koreans have.
func hasFamilyName(name string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	return strings.ContainsRune(commonFamilyNames, first)
}

const commonFamilyNames = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖萧蕭田董袁潘于蒋蔣" +
	"蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范石廖贾賈夏韦韋付方白邹鄒孟熊秦邱江尹薛闫閻段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴" +
	"김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕"
