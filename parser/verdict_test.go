package parser_test

import (
	"strings"
	"testing"

	"dogear/parser"
)

// shortLists are titles with abstracts, or titles alone, as researchers of many fields write them: few say "we" or
// "propose". Nothing but their form says that they are papers.
var shortLists = map[string]struct {
	papers int
	text   string
}{
	"astro":      {1, "Frequency of hot Jupiters toward the Galactic bulge\n\nTransit surveys toward the bulge are sensitive to short-period planets. The frequency of hot Jupiters is found to be 0.3 percent from five detections in two fields.\n"},
	"bio":        {1, "Structure of a ribosome of owls\n\nThe large subunit joins amino acids. Its crystal structure has been determined at a resolution of 2.4 angstrom, and shows where the inhibitor binds.\n"},
	"chinese":    {1, "基于图的阅读列表\n\n本文提出了一种基于图的阅读列表排序方法，实验结果表明该方法在九个数据集上优于现有方法，并且计算量更小，适合大规模应用场景。\n"},
	"econ":       {1, "The market for second-hand owls\n\nQuality and uncertainty are related. Where sellers know more than buyers, good owls leave the market. Guarantees slow this down.\n"},
	"french":     {1, "Sur les graphes de listes\n\nNous étudions les graphes de listes et montrons que leur diamètre est borné par le logarithme du nombre de sommets. Une application aux réseaux est donnée.\n"},
	"german":     {2, "Zur Theorie der elektromagnetischen Felder\n\nEs wird gezeigt, dass die Gleichungen des Feldes in bewegten Körpern aus zwei Voraussetzungen folgen. Die Ergebnisse werden mit Messungen verglichen.\n\nÜber die Graphen endlicher Gruppen\n\nDie vorliegende Arbeit untersucht die Graphen endlicher Gruppen und bestimmt ihre Durchmesser.\n"},
	"history2":   {2, "The Silk Road and Its Merchants\n\nTrade along the silk road is often described as a single route. Account books from Dunhuang suggest a web of short journeys, in which few merchants ever travelled far.\n\nPaper and Power in Song China\n\nThe spread of printed almanacs changed the relation of court and county. Three cases from Fujian are discussed.\n"},
	"humanities": {1, "Reading practices in early modern Venice\n\nLibraries of merchants in early modern Venice held more books of hours than has been assumed. Drawing on inventories from three archives, the essay reconsiders who read, what, and when.\n"},
	"math1":      {1, "On the number of trees in a graph\n\nLet G be a connected graph on n vertices. The number of spanning trees of G is bounded from above in terms of the degrees of its vertices, and the bound is shown to be sharp for regular graphs.\n"},
	"math2":      {2, "A note on groups of order pq\n\nIt is proved that every group of order pq with p dividing q-1 is solvable. An application to Galois theory is given.\n\nThe cohomology of moduli spaces of curves\n\nA description of the cohomology ring of the moduli space of curves of genus two is obtained. The proof relies on a spectral sequence.\n"},
	"med":        {1, "Aspirin and the risk of colorectal cancer\n\nBackground: Aspirin may lower the risk of colorectal cancer. Methods: 1,200 patients were randomised to aspirin or placebo. Results: Adenomas were fewer in the aspirin group (RR 0.8). Conclusions: Aspirin lowers the risk.\n"},
	"phys":       {1, "Observation of a narrow resonance near 9 GeV\n\nA narrow resonance near 9 GeV is seen in the collisions of two beams. Its significance exceeds six standard deviations in both runs.\n"},
	"russian":    {1, "О графах списков чтения\n\nВ работе изучаются графы списков чтения. Показано, что их диаметр ограничен логарифмом числа вершин. Приведены примеры и приложения.\n"},
	"short1":     {1, "Owls at Night\n\nOwls see at night. We measure how far.\n"},
	"short2":     {2, "Owls at Night\n\nOwls see at night, and hunt by ear more than by eye. It is measured how far they hear a mouse.\n\nBats by Day\n\nBats sleep by day. Their sleep is short and they wake often.\n"},
	"spanish":    {1, "Aprendizaje profundo para listas de lectura\n\nEn este trabajo se presenta un método para ordenar listas de lectura mediante redes neuronales. Los resultados muestran una mejora del doce por ciento.\n"},
	"systems":    {1, "Log-structured storage for small devices\n\nSmall devices wear out flash quickly. The design of a log-structured store is described that writes each page at most twice. On a trace of a phone it halves the writes.\n"},
	"titles2":    {2, "Adversarial Owl Networks\nOwl: A Method for Stochastic Optimization\n"},
	"titles3":    {3, "A note on the entropy of black holes\nOn the distribution of primes in short intervals\nThermodynamics of ideal gases in curved spaces\n"},
}

func TestPapersOfManyFieldsAreTaken(t *testing.T) {
	for name, c := range shortLists {
		t.Run(name, func(t *testing.T) {
			_, papers, problems := read(t, c.text, parser.Options{})
			if len(papers) != c.papers || len(problems) > 0 {
				t.Errorf("%d papers and problems %v, want %d papers", len(papers), problems, c.papers)
			}
		})
	}
}

// TestPapersOfManyFieldsInMarkdown has the titles that have abstracts as headings.
func TestPapersOfManyFieldsInMarkdown(t *testing.T) {
	for name, c := range shortLists {
		blocks := strings.Split(strings.TrimSpace(c.text), "\n\n")
		if len(blocks) != 2*c.papers || c.papers < 2 {
			continue // titles alone, or one paper, which is read as text
		}
		t.Run(name, func(t *testing.T) {
			text := "# Reading list\n"
			for i := 0; i < len(blocks); i += 2 {
				text += "\n## " + blocks[i] + "\n\n" + blocks[i+1] + "\n"
			}
			d, papers, problems := read(t, text, parser.Options{})
			if d.Format != parser.FormatMarkdown || len(papers) != c.papers || len(problems) > 0 {
				t.Errorf("read as %s: %d papers and problems %v, want %d papers", d.Format, len(papers), problems, c.papers)
			}
		})
	}
}
