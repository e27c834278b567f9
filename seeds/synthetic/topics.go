// This file owns topics: the words and phrases that go together. A paper has one of them, so that papers of a topic
// resemble each other, and words that are looked for together are found together.

package synthetic

import "strings"

const (
	topicCount   = 256
	topicWords   = 128
	topicPhrases = 32
	realMost     = 512 // ranks from functionWords on that are real words
)

// topic is one subject.
type topic struct {
	words      []string // the most frequent first
	phrases    []string // words in a row that come again and again
	categories string   // of arXiv, the primary one first
}

var (
	drawTopic  = zipf(topicCount, 16)
	drawWord   = zipf(topicWords, 4)
	drawPhrase = zipf(topicPhrases, 2)
)

// arXivCategories are some of the archive's subject classes.
var arXivCategories = strings.Fields(`cs.LG cs.CL cs.CV hep-ph astro-ph.GA quant-ph math.AG cond-mat.mes-hall cs.AI math.PR
	stat.ML hep-th astro-ph.CO math.CO cond-mat.str-el cs.IT gr-qc math.NT nucl-th physics.optics cs.RO eess.SP math.OC
	cs.CR astro-ph.HE cond-mat.mtrl-sci math.DG math.AP cs.DS cs.SE stat.ME hep-ex q-bio.NC physics.flu-dyn cs.NI math.RT
	nlin.CD econ.TH q-fin.ST cs.DB math-ph hep-lat`)

// newTopics makes the topics of a library out of its common words, from all heights of their ranks.
func newTopics(d dice, v *vocabulary) []topic {
	topics := make([]topic, topicCount)
	for i := range topics {
		t := &topics[i]
		for j := range topicWords {
			most := 1 << d.between(7, 13)
			if j%2 == 0 { // half of them are real words, so that a page can be read
				most = realMost
			}
			t.words = append(t.words, v.common[functionWords+d.below(min(most, commonWords-functionWords))])
		}
		for range topicPhrases {
			words := make([]string, d.between(2, 3))
			for j := range words {
				words[j] = t.words[drawWord.at(d.bits64())]
			}
			t.phrases = append(t.phrases, strings.Join(words, " "))
		}
		first := i % len(arXivCategories)
		t.categories = arXivCategories[first]
		for range d.below(3) {
			if c := arXivCategories[d.below(len(arXivCategories))]; !strings.Contains(t.categories, c) {
				t.categories += " " + c
			}
		}
	}
	return topics
}
