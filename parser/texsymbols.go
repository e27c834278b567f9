package parser

// This file owns the tables of TeX: which macro is which character. The names are those of LaTeX, amsmath and amssymb,
// the characters those that the unicode-math package gives them.

import (
	"strings"
	"sync"
)

// ordinarySymbols are names and characters, in turns.
const ordinarySymbols = `
alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ varkappa ϰ
lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ
chi χ psi ψ omega ω digamma ϝ
Alpha Α Beta Β Gamma Γ Delta Δ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι Kappa Κ Lambda Λ Mu Μ Nu Ν Xi Ξ Omicron Ο
Pi Π Rho Ρ Sigma Σ Tau Τ Upsilon Υ Phi Φ Chi Χ Psi Ψ Omega Ω
varGamma Γ varDelta Δ varTheta Θ varLambda Λ varXi Ξ varPi Π varSigma Σ varUpsilon Υ varPhi Φ varPsi Ψ varOmega Ω
infty ∞ partial ∂ nabla ∇ forall ∀ exists ∃ nexists ∄ emptyset ∅ varnothing ∅ ell ℓ hbar ℏ hslash ℏ Re ℜ Im ℑ wp ℘
aleph ℵ beth ℶ gimel ℷ daleth ℸ imath ı jmath ȷ complement ∁ eth ð
sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcup ⋃ bigcap ⋂ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂
bigodot ⨀ biguplus ⨄ bigsqcup ⨆
angle ∠ measuredangle ∡ triangle △ bot ⊥ top ⊤ neg ¬ lnot ¬ prime ′ backprime ‵ surd √ degree ° square □ Box □
blacksquare ■ Diamond ◇ lozenge ◊ bigstar ★ clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠ flat ♭ natural ♮ sharp ♯
qed ∎ checkmark ✓ maltese ✠ mho ℧ Bbbk 𝕜 blacktriangle ▲ blacktriangledown ▼ blacklozenge ⧫
ldots … dots … cdots ⋯ dotsc … dotsb ⋯ dotsm ⋯ dotsi ⋯ dotso … vdots ⋮ ddots ⋱ textellipsis …
langle ⟨ rangle ⟩ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ lvert | rvert | lVert ‖ rVert ‖ vert | Vert ‖ llbracket ⟦ rrbracket ⟧
lbrace { rbrace } lbrack [ rbrack ] ulcorner ⌜ urcorner ⌝ llcorner ⌞ lrcorner ⌟
backslash \ textbackslash \ textasciitilde ~ textasciicircum ^ textunderscore _ textbar | textless < textgreater >
textbraceleft { textbraceright } textdollar $
S § P ¶ copyright © textcopyright © textregistered ® texttrademark ™ pounds £ textsterling £ euro € texteuro €
yen ¥ textyen ¥ textcent ¢ dag † ddag ‡ textdagger † textdaggerdbl ‡ textbullet • textperiodcentered · textdegree °
textmu µ textonehalf ½ textonequarter ¼ textthreequarters ¾ textordfeminine ª textordmasculine º textnumero №
textendash – textemdash — textquoteleft ‘ textquoteright ’ textquotedblleft “ textquotedblright ” textquotedbl "
quotedblbase „ quotesinglbase ‚ textquotesingle ' glqq „ grqq “ glq ‚ grq ‘ flqq « frqq » flq ‹ frq ›
guillemetleft « guillemetright » textonesuperior ¹ texttwosuperior ² textthreesuperior ³
guillemotleft « guillemotright » guilsinglleft ‹ guilsinglright › lq ‘ rq ’
textexclamdown ¡ textquestiondown ¿ textasteriskcentered * textpm ± texttimes × textdiv ÷ textmultiply ×
TeX TeX LaTeX LaTeX LaTeXe LaTeX2ε BibTeX BibTeX XeTeX XeTeX
`

// relationSymbols are relations, binary operators and arrows: in mathematics they have space on both sides or on neither.
const relationSymbols = `
le ≤ leq ≤ leqslant ⩽ leqq ≦ ge ≥ geq ≥ geqslant ⩾ geqq ≧ ne ≠ neq ≠ ll ≪ gg ≫ lll ⋘ ggg ⋙ lesssim ≲ gtrsim ≳
lessapprox ⪅ gtrapprox ⪆ lessgtr ≶ gtrless ≷ nless ≮ ngtr ≯ nleq ≰ ngeq ≱ lt < gt >
approx ≈ approxeq ≊ sim ∼ nsim ≁ simeq ≃ cong ≅ ncong ≇ equiv ≡ doteq ≐ asymp ≍ propto ∝ varpropto ∝ coloneqq ≔
eqqcolon ≕ coloneq ≔ triangleq ≜ models ⊨ vdash ⊢ dashv ⊣ vDash ⊨ Vdash ⊩ nvdash ⊬ perp ⊥ parallel ∥ nparallel ∦ mid ∣
nmid ∤ prec ≺ succ ≻ preceq ⪯ succeq ⪰ precsim ≾ succsim ≿ preccurlyeq ≼ succcurlyeq ≽ bowtie ⋈ Join ⨝ between ≬
in ∈ notin ∉ ni ∋ owns ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋ nsubseteq ⊈ nsupseteq ⊉
sqsubset ⊏ sqsupset ⊐ sqsubseteq ⊑ sqsupseteq ⊒ Subset ⋐ Supset ⋑
pm ± mp ∓ times × div ÷ cdot ⋅ centerdot ⋅ ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙
boxplus ⊞ boxminus ⊟ boxtimes ⊠ boxdot ⊡ cup ∪ cap ∩ uplus ⊎ sqcup ⊔ sqcap ⊓ vee ∨ lor ∨ wedge ∧ land ∧ setminus ∖
smallsetminus ∖ wr ≀ amalg ⨿ dagger † ddagger ‡ ltimes ⋉ rtimes ⋊ bigcirc ◯ bigtriangleup △ bigtriangledown ▽
triangleleft ◁ triangleright ▷ lhd ⊲ rhd ⊳ unlhd ⊴ unrhd ⊵ curlyvee ⋎ curlywedge ⋏ veebar ⊻ barwedge ⊼ intercal ⊺
divideontimes ⋇ therefore ∴ because ∵ colon :
to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ uparrow ↑ downarrow ↓ updownarrow ↕ Rightarrow ⇒ Leftarrow ⇐
Leftrightarrow ⇔ Uparrow ⇑ Downarrow ⇓ Updownarrow ⇕ implies ⟹ impliedby ⟸ iff ⟺ longrightarrow ⟶ longleftarrow ⟵
longleftrightarrow ⟷ Longrightarrow ⟹ Longleftarrow ⟸ Longleftrightarrow ⟺ mapsto ↦ longmapsto ⟼ hookrightarrow ↪
hookleftarrow ↩ rightharpoonup ⇀ rightharpoondown ⇁ leftharpoonup ↼ leftharpoondown ↽ rightleftharpoons ⇌
leftrightharpoons ⇋ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ twoheadrightarrow ↠ twoheadleftarrow ↞ rightsquigarrow ⇝
leadsto ⇝ leftrightsquigarrow ↭ rightarrowtail ↣ leftarrowtail ↢ rightrightarrows ⇉ leftleftarrows ⇇ upuparrows ⇈
downdownarrows ⇊ rightleftarrows ⇄ leftrightarrows ⇆ circlearrowleft ↺ circlearrowright ↻ curvearrowleft ↶
curvearrowright ↷ Lsh ↰ Rsh ↱ nrightarrow ↛ nleftarrow ↚ nRightarrow ⇏ nLeftarrow ⇍ multimap ⊸ dashrightarrow ⇢
dashleftarrow ⇠ textrightarrow → textleftarrow ←
`

// letters are letters of text.
const letters = `ss ß ae æ AE Æ oe œ OE Œ o ø O Ø l ł L Ł aa å AA Å i ı j ȷ dh ð DH Ð dj đ DJ Đ th þ TH Þ ng ŋ NG Ŋ SS ẞ ij ĳ IJ Ĳ`

// functions print their own name.
const functions = `arccos arcsin arctan arg argmax argmin cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf
limsup ln log max min Pr sec sin sinh sup tan tanh bmod mod rank tr Tr diag sgn sign softmax`

// accents are names and the numbers of combining marks, in turns.
const accents = `
` + "`" + ` 300 ' 301 ^ 302 ~ 303 = 304 . 307 " 308
u 306 r 30A H 30B v 30C d 323 c 327 k 328 b 331
grave 300 acute 301 hat 302 widehat 302 tilde 303 widetilde 303 bar 304 overline 305 breve 306 dot 307 ddot 308
mathring 30A check 30C widecheck 30C vec 20D7 underline 332 underbar 332 textcommabelow 326
`

// fonts are names and alphabets, in turns: "text" for text inside of mathematics, "plain" for one without a form here.
const fonts = `
mathbb bb mathds bb mathbbm bb Bbb bb mathcal cal mathscr cal mathfrak frak frak frak
text text textrm text textnormal text textup text textmd text mbox text hbox text textbf text textit text textsl text
textsf text texttt text textsc text emph text
mathrm plain mathbf plain mathit plain mathsf plain mathtt plain mathnormal plain boldsymbol plain bm plain pmb plain
mathop plain mathrel plain mathbin plain mathord plain
`

// changes last until the end of their group, so they print nothing.
const changes = `em it bf rm sf tt sc sl cal bfseries mdseries itshape slshape upshape scshape rmfamily sffamily ttfamily
normalfont boldmath tiny scriptsize small normalsize large Large LARGE huge Huge`

const silents = `limits nolimits displaystyle textstyle scriptstyle scriptscriptstyle xspace noindent protect
big Big bigg Bigg bigl bigr bigm Bigl Bigr Bigm biggl biggr Biggl Biggr nonumber relax leavevmode`

const spacings = `quad qquad enspace enskip thinspace medspace thickspace space newline linebreak nobreakspace`

const arguments = `frac dfrac tfrac nicefrac sfrac sqrt left right middle not verb ensuremath pmod operatorname label
textsuperscript textsubscript binom textcolor href url cite citep citet citealp citealt citeauthor citeyear ref eqref
autoref cref Cref pageref t footnote thanks slash`

// macros are the tables as one map, made when the first macro is met: most runs of the program meet none.
var macros = sync.OnceValue(func() map[string]macro {
	all := make(map[string]macro, 1024)
	pairs := func(kind macroKind, table string) {
		fields := strings.Fields(table)
		for i := 0; i < len(fields); i += 2 {
			all[fields[i]] = macro{kind, fields[i+1]}
		}
	}
	names := func(kind macroKind, table string) {
		for _, name := range strings.Fields(table) {
			all[name] = macro{kind, name}
		}
	}
	pairs(ordinary, ordinarySymbols)
	pairs(relation, relationSymbols)
	pairs(letter, letters)
	pairs(font, fonts)
	names(function, functions)
	names(change, changes)
	names(silent, silents)
	names(spacing, spacings)
	names(argument, arguments)
	fields := strings.Fields(accents)
	for i := 0; i < len(fields); i += 2 {
		all[fields[i]] = macro{accent, string(codePoint(fields[i+1]))}
	}
	return all
})

// codePoint is the character whose number hex is.
func codePoint(hex string) (r rune) {
	for _, digit := range hex {
		r = r<<4 + rune(strings.IndexRune("0123456789ABCDEF", digit))
	}
	return r
}

// isFunction reports whether name is one that mathematicians write out.
func isFunction(name string) bool { return macros()[name].kind == function }

// A character and its raised or lowered form, in turns. They are those whose compatibility decomposition in Unicode is
// the character (<super>, <sub>), with the hyphen for the minus sign and the primes as they are.
const (
	raisedForms = `0 ⁰ 1 ¹ 2 ² 3 ³ 4 ⁴ 5 ⁵ 6 ⁶ 7 ⁷ 8 ⁸ 9 ⁹ + ⁺ - ⁻ − ⁻ = ⁼ ( ⁽ ) ⁾
a ᵃ b ᵇ c ᶜ d ᵈ e ᵉ f ᶠ g ᵍ h ʰ i ⁱ j ʲ k ᵏ l ˡ m ᵐ n ⁿ o ᵒ p ᵖ r ʳ s ˢ t ᵗ u ᵘ v ᵛ w ʷ x ˣ y ʸ z ᶻ
A ᴬ B ᴮ D ᴰ E ᴱ G ᴳ H ᴴ I ᴵ J ᴶ K ᴷ L ᴸ M ᴹ N ᴺ O ᴼ P ᴾ R ᴿ T ᵀ U ᵁ V ⱽ W ᵂ
β ᵝ γ ᵞ δ ᵟ θ ᶿ φ ᵠ χ ᵡ ′ ′ ″ ″ ‴ ‴`
	loweredForms = `0 ₀ 1 ₁ 2 ₂ 3 ₃ 4 ₄ 5 ₅ 6 ₆ 7 ₇ 8 ₈ 9 ₉ + ₊ - ₋ − ₋ = ₌ ( ₍ ) ₎
a ₐ e ₑ h ₕ i ᵢ j ⱼ k ₖ l ₗ m ₘ n ₙ o ₒ p ₚ r ᵣ s ₛ t ₜ u ᵤ v ᵥ x ₓ β ᵦ γ ᵧ ρ ᵨ φ ᵩ χ ᵪ`
)

// A scriptTable maps characters to their raised and lowered forms.
type scriptTable struct{ raised, lowered, isForm map[rune]rune }

var scripts = sync.OnceValue(func() scriptTable {
	t := scriptTable{raised: map[rune]rune{}, lowered: map[rune]rune{}, isForm: map[rune]rune{}}
	read := func(into map[rune]rune, table string) {
		fields := strings.Fields(table)
		for i := 0; i < len(fields); i += 2 {
			base, form := []rune(fields[i])[0], []rune(fields[i+1])[0]
			into[base], t.isForm[form] = form, base
		}
	}
	read(t.raised, raisedForms)
	read(t.lowered, loweredForms)
	return t
})

// isScript reports whether r is a raised or lowered form.
func isScript(r rune) bool { return scripts().isForm[r] != 0 }

// An alphabet begins at three code points in the block Mathematical Alphanumeric Symbols, 0 if it lacks that part; the
// letters that Unicode had before that block are missing from it and stand in others.
type alphabet struct {
	upper, lower, digit rune
	others              map[rune]rune
}

var alphabets = map[string]alphabet{
	"bb": {0x1D538, 0x1D552, 0x1D7D8, map[rune]rune{
		'C': 'ℂ', 'H': 'ℍ', 'N': 'ℕ', 'P': 'ℙ', 'Q': 'ℚ', 'R': 'ℝ', 'Z': 'ℤ'}},
	"cal": {0x1D49C, 0x1D4B6, 0, map[rune]rune{
		'B': 'ℬ', 'E': 'ℰ', 'F': 'ℱ', 'H': 'ℋ', 'I': 'ℐ', 'L': 'ℒ', 'M': 'ℳ', 'R': 'ℛ', 'e': 'ℯ', 'g': 'ℊ', 'o': 'ℴ'}},
	"frak": {0x1D504, 0x1D51E, 0, map[rune]rune{'C': 'ℭ', 'H': 'ℌ', 'I': 'ℑ', 'R': 'ℜ', 'Z': 'ℨ'}},
}

// inAlphabet writes s in an alphabet, if that has all of its characters.
func inAlphabet(s, name string) (string, bool) {
	a, ok := alphabets[name]
	if !ok {
		return s, false
	}
	var b strings.Builder
	for _, r := range s {
		other, isOther := a.others[r]
		switch {
		case isOther:
			b.WriteRune(other)
		case 'A' <= r && r <= 'Z':
			b.WriteRune(a.upper + r - 'A')
		case 'a' <= r && r <= 'z':
			b.WriteRune(a.lower + r - 'a')
		case '0' <= r && r <= '9' && a.digit != 0:
			b.WriteRune(a.digit + r - '0')
		default:
			return s, false
		}
	}
	return b.String(), true
}
