package parser

import (
	"os"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// texExamples are the rules of TeX by example, in the order in which its comment gives them.
var texExamples = []struct{ rule, typed, shown string }{
	{"escapes", `45\% of R\&D, \#1, foo\_bar, \$5`, `45% of R&D, #1, foo_bar, $5`},
	{"no comments", `45% of all {\Psi} % and more`, `45% of all Ψ % and more`},
	{"unknown macros", `our \method{} beats \foo[x]{a $b$ {\alpha}} and C:\users\data`, `our \method{} beats \foo[x]{a $b$ {\alpha}} and C:\users\data`},
	{"unknown in mathematics", `$\foo{x}^2 + 1$`, `\foo{x}² + 1`},

	{"accents", `Fr\'ed\'eric, Erd\H{o}s, G{\"o}del, S\~ao, Gar\c{c}on, \v{S}koda, \c c`, `Frédéric, Erdős, Gödel, São, Garçon, Škoda, ç`},
	{"accents", "Pawe{\\l} D\\k{a}browski, na\\\"{\\i}ve, d\\'{\\i}a, \\AA ngstr\\\"om, \\`a, {\\'E}cole, \\O re", `Paweł Dąbrowski, naïve, día, Ångström, à, École, Øre`},
	{"letters", `Stra\ss e, Ma\ss{} und Gr\"o\ss{}e, \L\'od\'z`, `Straße, Maß und Größe, Łódź`},
	{"accents in the middle of a word", `Ja{\'s}kowski, Le{\'s}niewski, Wo\'zniak, Ko{\'s} and Ko\'s's`, `Jaśkowski, Leśniewski, Woźniak, Koś and Ko\'s's`},
	{"escaped apostrophes", `don\'t use Fisher\'s \d+ or \d{3} or \b`, `don\'t use Fisher\'s \d+ or \d{3} or \b`},

	{"greek in text", `a quantity {\Psi} and Spearman's {\rho}`, `a quantity Ψ and Spearman's ρ`},
	{"symbols in text", `\alpha and \beta-VAE, n \leq 5 \to \infty, \ldots`, `α and β-VAE, n ≤ 5 → ∞, …`},
	{"scripts", `$O(n^2)$, $x_i^{-1}$, $n^{th}$, $x_{ij}$, $90^\circ$, $A^T$, $L_\text{max}$`, `O(n²), xᵢ⁻¹, nᵗʰ, xᵢⱼ, 90°, Aᵀ, Lₘₐₓ`},
	{"scripts without a form", `$V^*$, $x^{Q}$, $2^{n^2}$, $p_{\theta}$, $e^{\alpha q}$`, `V^*, x^{Q}, 2^{n²}, p_{θ}, e^{αq}`},
	{"scripts in text", `Fid_+ and O(n^d), V*, x_{i}, A^{T}, \ell_2`, `Fid_+ and O(n^d), V*, x_{i}, A^{T}, ℓ_2`},
	{"formulas", `\(x\) and \[ y^2 \] and $$z_1$$`, `x and y² and z₁`},
	{"relations", `$x\in X$, $x \in\mathbb{R}^d$, $a \leq b$, $\alpha > 0$, $\not= \not\in$`, `x∈X, x ∈ ℝᵈ, a ≤ b, α > 0, ≠ ∉`},
	{"functions", `$O(n\log n)$, $\log(n)$, $2\max_i x$, $\sin\theta$, $\operatorname*{argmin}_x f$`, `O(n log n), log(n), 2 maxᵢ x, sin θ, argminₓ f`},
	{"fractions", `$\frac{a}{b}$, $\frac{a+b}{2n}$, $\frac12$, $\frac{1}{2}x$, $\frac{1}{n^2}$, $x\frac{1}{f(n)}$, $\frac{1}{\sqrt{n}} \leq 1$`,
		`a/b, (a+b)/(2n), 1/2, (1/2)x, 1/n², x(1/f(n)), 1/√n ≤ 1`},
	{"roots", `$\sqrt{x}$, $\sqrt{a+b}$, $\sqrt[3]{x}$, $\sqrt[n]{2x}$, $\sqrt 2$, $\sqrt{n}m$`, `√x, √(a+b), ∛x, ⁿ√(2x), √2, √(n)m`},
	{"fonts", `\textbf{bold} {\em word} {\bf x} \emph{a} $\mathbb{R}$, $\mathcal{O}(n)$, $\mathrm{Var}$, $\mathfrak{g}$`, `bold word x a ℝ, 𝒪(n), Var, 𝔤`},
	{"text in mathematics", `$x \text{ if } y_i$, $\mbox{a_b}$`, `x if yᵢ, a_b`},
	{"mathematical accents", `$\hat{x}_i$, $\tilde{O}(n)$, $\bar y$, $\vec{v}$, $\widehat{xy}$`, "x̂ᵢ, Õ(n), ȳ, v⃗, \\widehat{xy}"},
	{"delimiters", `$\left( a \right]$, $\{0,1\}^n$, $\|x\|$, $\left. x \right|_0$, $\langle a, b\rangle$`, `( a ], {0,1}ⁿ, ‖x‖, x |₀, ⟨a, b⟩`},
	{"primes", `$f'(x) = g''$ but 5' and ''`, `f′(x) = g″ but 5' and ''`},
	{"spaces", `e.g.\ this, 10\,000, $\int f\,dx$, $a \quad b$, Title \\ Subtitle, \\server\x`, `e.g. this, 10 000, ∫f dx, a b, Title Subtitle, \\server\x`},
	{"sums", `$\sum_{i=1}^n x_i$, $\partial f/\partial x$`, `∑ᵢ₌₁ⁿ xᵢ, ∂f/∂x`},
	{"binomials", `$\binom{n}{k} \pmod{p}$`, `(n choose k) (mod p)`},

	{"money", `$5 and $10, US$5, from $1M to $2M, CA$ and 5$`, `$5 and $10, US$5, from $1M to $2M, CA$ and 5$`},
	{"money and mathematics", `costs $5, with $n$ items ($k$ of them) for $3`, `costs $5, with n items (k of them) for $3`},
	{"shell", `$HOME:$PATH and ${HOME} and $(ls)`, `$HOME:$PATH and ${HOME} and $(ls)`},
	{"nothing between dollars", "$$ $ $ $\t$ $$$", "$$ $ $ $\t$ $$$"},
	{"unbalanced dollars", `a $x^2 and {\Psi}`, `a $x^2 and Ψ`},
	{"short formulas", `3$\times$3, over $10$ sets, $k$-NN, the $n$th, $k$NN, $a < b$, $n \log n$, $n log n$`, `3×3, over 10 sets, k-NN, the nth, kNN, a < b, n log n, n log n`},

	{"quotes", "``deep'' and ``a ``b'' c'', ``open", "“deep” and “a “b” c”, ``open"},
	{"no quotes", "it''s, `one' and `two', ``` x", "it''s, `one' and `two', ``` x"},
	{"code", "`$x$ -- \\alpha` and ``{\\Psi}`` and {\\Psi}", "`$x$ -- \\alpha` and ``{\\Psi}`` and Ψ"},
	{"verb", `\verb|a_b % {c}|, \texttt{foo\_bar}`, `a_b % {c}, foo_bar`},
	{"dashes", `1--2, a -- b, a---b, a --- b, Cramer--Rao, a--- b`, `1–2, a – b, a—b, a — b, Cramer–Rao, a— b`},
	{"no dashes", `run --fast, [--x], git --a=--b, i--; ---- -- start`, `run --fast, [--x], git --a=--b, i--; ---- – start`},
	{"ties", `Figure~1, Eq.~(3), D.~Knuth, $k$~nearest`, `Figure 1, Eq. (3), D. Knuth, k nearest`},
	{"no ties", `~5%, a ~ b, /~jane, 10~20, x~N(0,1), ~~gone~~`, `~5%, a ~ b, /~jane, 10~20, x~N(0,1), ~~gone~~`},
	{"braces", `{GNN}s for {B}ayesian {Graph Networks}, {{BERT}}, M{ü}ller, {$k$-NN}`, `GNNs for Bayesian Graph Networks, BERT, Müller, k-NN`},
	{"other braces", `{a, b}, {}, {"key": "Value"}, {x}, f{x}, {A}, #{Name}`, `{a, b}, {}, {"key": "Value"}, {x}, f{x}, {A}, #{Name}`},
	{"a whole title", `{BERT: Pre-training of Deep Transformers}`, `BERT: Pre-training of Deep Transformers`},
	{"addresses", `{\Psi} https://x.org/~a/b--c_{d}$e$ and \url{http://y.org/~z_1} \href{http://z.org}{here}`,
		`Ψ https://x.org/~a/b--c_{d}$e$ and http://y.org/~z_1 here (http://z.org)`},
	{"citations", `as in~\cite{a2020, b} and \ref{fig:1}`, `as in [a2020, b] and [fig:1]`},
	{"ASCII code macros", `\char"1B ^^[ \symbol{27}`, `\char"1B ^^[ \symbol{27}`},
	{"signs of accents alone", `a \^{} b, \~{} and {\~{}}5`, `a ^ b, ~ and ~5`},
	{"a slash", `and\slash{}or, either\slash or, back\slash;`, `and/or, either/or, back\slash;`},
	{"footnotes", `A title\footnote{x {b}} with thanks\thanks{y}`, `A title with thanks`},
	{"the Sun below", `M$_{\odot}$ and M$_⊙$`, `M⊙ and M⊙`},
	{"a Polish s", `\L{}o\'s and {\L}o\'s's theorem`, `Łoś and Łoś's theorem`},
	{"escapes that would be TeX", `\$x\$ and \textbackslash alpha and \{GNN\}`, `\$x\$ and \textbackslash alpha and \{GNN\}`},
}

func TestTeX(t *testing.T) {
	for _, e := range texExamples {
		got := TeX(e.typed)
		if got != e.shown {
			t.Errorf("%s:\n TeX(%q)\n   = %q\nwant %q", e.rule, e.typed, got, e.shown)
		}
		if again := TeX(got); again != got {
			t.Errorf("%s: TeX(%q) = %q, but converting twice must change nothing", e.rule, got, again)
		}
	}
}

func TestTeXOfTheStarterDigest(t *testing.T) {
	page, err := os.ReadFile("../seeds/huggingface-papers-mar-11.txt")
	if err != nil {
		t.Fatal(err)
	}
	text := CleanText(string(page))
	shown := TeX(text)
	if strings.ContainsAny(shown, `\{}`) {
		t.Errorf("TeX is left in the starter digest")
	}
	for _, want := range []string{"quantity Ψ to", "Spearman's ρ and", "processes – necessitating", "“deep”", "45% on", "e.g. that"} {
		if !strings.Contains(shown, want) {
			t.Errorf("the starter digest does not show %q", want)
		}
	}
	if n := strings.Count(text, "\n\n"); strings.Count(shown, "\n\n") != n {
		t.Errorf("TeX changed the number of paragraphs from %d to %d", n, strings.Count(shown, "\n\n"))
	}
}

func TestTeXIsFastWhereThereIsNone(t *testing.T) {
	for _, plain := range []string{"", "A plain, end-to-end title: 100% prose?", "Größe, наука, 科学, `so' isn't ''it''", "a } b"} {
		if n := testing.AllocsPerRun(10, func() { TeX(plain) }); n != 0 || TeX(plain) != plain {
			t.Errorf("TeX(%q) = %q with %v allocations; want it back with none", plain, TeX(plain), n)
		}
	}
}

// A text that only ever begins things must not make the converter look for their ends again and again. The bound is
// a hundred times what is needed, and a tenth of what a search to the end of the text from every piece would take.
func TestTeXIsLinear(t *testing.T) {
	for _, piece := range []string{"{", "}", "{}", "$", "$x", "$$", `\(`, `\[x`, "``", "``x", "`", "` `", "''", "-", "--", "~", "x~",
		"^", "$x^", "_{", `\hat{`, `\frac`, `\frac{`, `\frac{1}`, `\sqrt[`, `\sqrt{`, `\not`, `\'`, `\"{`, `{\bf `, `\left`, `\foo{`,
		`\foo[`, `\verb`, `\verb|`, `\href{`, `\cite{`, "http", "http://", `\{`, `\$`, `\`, "${", "$^{", `\textbf{$`, "`a``b```c"} {
		whole := strings.Repeat(piece, 400_000/len(piece))
		start := time.Now()
		TeX(whole)
		TeX("{" + whole + "}")
		if took := time.Since(start); took > 4*time.Second {
			t.Errorf("%q, repeated to 400 kB, took %v", piece, took)
		} else {
			t.Logf("%q: %v", piece, took)
		}
	}
}

// TestSymbolTables keeps the tables honest where Unicode itself can tell: scripts and alphabets decompose into what they
// stand for, every name has a value, and nothing in a table is unsafe.
func TestSymbolTables(t *testing.T) {
	if n := len(macros()); n < 600 {
		t.Errorf("only %d macros", n)
	}
	for name, m := range macros() {
		if m.kind == unknown || m.text == "" || strings.ContainsFunc(m.text, Unsafe) || norm.NFC.String(m.text) != m.text {
			t.Errorf(`\%s is %q of kind %d`, name, m.text, m.kind)
		}
	}
	for _, table := range []map[rune]rune{scripts().raised, scripts().lowered} {
		for base, form := range table {
			plain := norm.NFKC.String(string(form))
			if want := norm.NFKC.String(strings.ReplaceAll(string(base), "-", "−")); plain != want && plain != string(base) {
				t.Errorf("%c is said to be a form of %c, but is one of %s", form, base, plain)
			}
		}
	}
	for name := range alphabets {
		for r := 'A'; r <= 'z'; r++ {
			if s, ok := inAlphabet(string(r), name); ok && norm.NFKC.String(s) != string(r) || ok != unicode.IsLetter(r) {
				t.Errorf("%c in %s is %q", r, name, s)
			}
		}
	}
}

func FuzzTeX(f *testing.F) {
	if len(texExamples) == 0 {
		f.Fatal("no seeds")
	}
	for _, e := range texExamples {
		f.Add(e.typed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		shown := TeX(typed)
		if again := TeX(shown); again != shown {
			t.Errorf("TeX(%q) = %q, and again %q", typed, shown, again)
		}
		for _, r := range shown {
			if Unsafe(r) && !strings.ContainsRune(typed, r) {
				t.Errorf("TeX(%q) has %U, which was not in it", typed, r)
			}
		}
		clean := TeX(CleanText(typed))
		if CleanText(clean) != clean {
			t.Errorf("TeX of clean text is not clean: %q", clean)
		}
	})
}

func BenchmarkTeX(b *testing.B) {
	abstract := strings.Repeat("We bound {\\Psi} by $O(n^2 \\log n)$ on 45\\% of ``deep'' graphs. ", 20)
	b.SetBytes(int64(len(abstract)))
	b.ReportAllocs()
	for b.Loop() {
		TeX(abstract)
	}
}
