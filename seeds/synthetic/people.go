// This file owns authors: their names, as TeX in the line of authors and as Unicode in the parsed one.

package synthetic

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// name is a part of a name, in both forms, escaped for JSON.
type name struct{ tex, plain string }

// person is an author of a paper.
type person struct{ given, family name }

const (
	familyCount = 1 << 12
	givenCount  = 1 << 7
)

// Family names: real ones, the frequent first, and made-up ones after them. In a name with accents the TeX form stands
// behind a bar; an underscore is a space.
const realFamilies = `Wang Li Zhang Chen Liu Yang Smith Kim Lee Huang Zhao Wu Zhou Müller|M\"uller Xu Sun Johnson Singh Kumar
Ma Zhu García|Garc\'ia Brown Hu Guo He Lin Gao Martin Luo Silva Zheng Nguyen|Nguyen Schmidt Tang Park Liang Jones
Fernández|Fern\'andez Williams Tanaka Song Miller Suzuki Han Feng Rossi Cao Peng Das Ghosh Davis Rodríguez|Rodr\'iguez
Schneider Pérez|P\'erez Sharma Gupta Anderson Dong Taylor Xiao Novák|Nov\'ak Wilson Cheng Cai Fischer Ivanov Yu Pan Lu
Jiang Petrov Tian Deng Shi Moore Wei Jain Ren Choi Weber Thomas Cohen Roy López|L\'opez Ding Meyer Kuznetsov Fan
Gonzalez Wagner Becker Martínez|Mart\'inez Ferrari Hoffmann Shen Ye White Harris Bianchi Sato Yuan Jung Sánchez|S\'anchez
Takahashi Watanabe Clark Lewis Keller Robinson Walker Bai Bose Hall Young King Erdős|Erd\H{o}s Poincaré|Poincar\'e
Ito Nakamura van_Leeuwen van_der_Berg de_la_Cruz Dubois Durand Moreau Laurent Petit Fournier Girard
Kowalski Nowak Wójcik|W\'ojcik Lewandowski Szabó|Szab\'o Nagy Kovács|Kov\'acs Tóth|T\'oth Horváth|Horv\'ath Larsen
Hansen Nielsen Sørensen|S{\o}rensen Andersen Lindström|Lindstr\"om Ångström|{\AA}ngstr\"om Östlund|\"Ostlund Johansson
Virtanen Mäkinen|M\"akinen Papadopoulos Çelik|\c{C}elik Yılmaz|Y{\i}lmaz Öztürk|\"Ozt\"urk Demir Khan Ahmed Hussain Ali
Rahman Banerjee Mukherjee Chatterjee Iyer Rao Reddy Patel Mehta Okafor Mensah Adeyemi Tesfaye Castro Ribeiro
Gonçalves|Gon\c{c}alves Araújo|Ara\'ujo Muñoz|Mu\~noz Peña|Pe\~na Ibáñez|Ib\'a\~nez Gödel|G\"odel Løvås|L{\o}v{\aa}s
Čapek|\v{C}apek Dvořák|Dvo\v{r}\'ak Šimić|\v{S}imi\'c Jovanović|Jovanovi\'c Popescu Ionescu O'Brien Murphy Kelly`

const realGiven = `Wei J. A. M. Yi S. John David Michael Jing R. Xin Maria P. C. Thomas Daniel Ming L. Anna Peter Robert H. K.
Hao T. Alexander Yang Andrea E. Paul Jun James G. D. Mark Laura Lei Sergey Yu B. Christian Elena Martin Stefan F. Rahul
José|Jos\'e Andrew Kenji Min N. François|Fran\c{c}ois Richard Hiroshi Sarah V. Ana Xiao René|Ren\'e Jens Priya Zoë|Zo\"e
Yuki Amir W. Ivan Björn|Bj\"orn Karl Lucas J._M. A._K. Ravi Fatima S._R. Nina Jean-Pierre Emma Igor Hans Li C.-H. Omar
Helene Luís|Lu\'is Marco Pavel Eva I. Mohammed Bo Ruth Søren|S{\o}ren Y. Chiara Diego Kai Olga Tim Vera Sun-Hee Leila Q.
Noor Aisha Tom Erik Grace Juan Ingrid Z. Ahmet Mei`

var (
	families   = names(realFamilies, familyCount)
	given      = names(realGiven, givenCount)
	drawFamily = zipf(familyCount, 12)
	drawGiven  = zipf(givenCount, 8)
)

// names reads a list of names and fills it up to n with made-up ones.
func names(list string, n int) []name {
	var all []name
	for s := range strings.FieldsSeq(list) {
		plain, tex, both := strings.Cut(strings.ReplaceAll(s, "_", " "), "|")
		if !both {
			tex = plain
		}
		all = append(all, name{tex: strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(tex), plain: escaped(plain)})
	}
	for r := uint64(0); len(all) < n; r++ {
		w := appendMadeUp(nil, r)
		capitalise(w)
		all = append(all, name{tex: string(w), plain: string(w)})
	}
	return all[:n]
}

// escaped is text with everything beyond ASCII as JSON escapes, as the snapshot has it.
func escaped(s string) string {
	var b []byte
	for _, r := range s {
		if r < utf8.RuneSelf {
			b = append(b, byte(r))
			continue
		}
		hex := strconv.FormatInt(int64(r), 16)
		b = append(b, `\u0000`[:6-len(hex)]...)
		b = append(b, hex...)
	}
	return string(b)
}

// drawPeople draws the authors of a paper: one to eight, mostly few.
func (g *generator) drawPeople() {
	g.people = g.people[:0]
	for range 1 + min(g.below(8), g.below(8)) {
		g.people = append(g.people, person{given[drawGiven.at(g.bits64())], families[drawFamily.at(g.bits64())]})
	}
}

// appendAuthors appends them as one line does: A, B and C.
func (g *generator) appendAuthors(b []byte) []byte {
	for i, p := range g.people {
		switch {
		case i == 0:
		case i == len(g.people)-1:
			b = append(b, " and "...)
		default:
			b = append(b, ", "...)
		}
		b = append(b, p.given.tex...)
		b = append(b, ' ')
		b = append(b, p.family.tex...)
	}
	return b
}

// appendParsed appends them as an array of family name, given name and suffix.
func (g *generator) appendParsed(b []byte) []byte {
	for i, p := range g.people {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `["`...)
		b = append(b, p.family.plain...)
		b = append(b, `","`...)
		b = append(b, p.given.plain...)
		b = append(b, `",""]`...)
	}
	return b
}
