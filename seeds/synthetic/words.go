// This file owns the words and how often they come.
//
// In real text the n-th word comes about 1/n as often as the first (Zipf), down to some thousand words; from there on
// frequencies fall faster, but there is no end of rare words: every new paper brings some that none had before (Heaps).
// Here the common ranks are a table and the rare ones an endless sequence of made-up words, drawn octave by octave: as the
// library grows, the draws reach farther, and so the vocabulary grows with it.

package synthetic

import "strings"

const (
	commonWords = 1 << 13 // ranks in the table
	// Of 1<<16 words of a text, so many are rare. An octave of rare ranks, twice as wide as the one before it, gets
	// octaveOn/1<<16 of the rest: the frequency falls with the 1.8th power of the rank.
	rareShare = 3900
	octaveOn  = 37640
	octaves   = 28
)

// vocabulary is the words of a library, by rank.
type vocabulary struct {
	common []string
	draw   *weighted
	rare   uint64 // the first made-up word that is not in common, by its number
}

func newVocabulary() *vocabulary {
	v := &vocabulary{draw: zipf(commonWords, 3)}
	seen := make(map[string]bool, commonWords)
	add := func(w string) {
		if !seen[w] { // what is made up may be a real word
			seen[w] = true
			v.common = append(v.common, w)
		}
	}
	for w := range strings.FieldsSeq(realWords) {
		add(w)
	}
	for ; len(v.common) < commonWords; v.rare++ {
		add(string(appendMadeUp(nil, v.rare)))
	}
	return v
}

// appendRare appends one of the words beyond the table.
func (v *vocabulary) appendRare(b []byte, d dice) []byte {
	random := d.bits64()
	octave := 0
	for octave < octaves && random&0xffff < octaveOn {
		octave++
		random >>= 16
		if octave%4 == 0 {
			random = d.bits64()
		}
	}
	width := commonWords << octave
	return appendMadeUp(b, v.rare+uint64(width-commonWords+d.below(width)))
}

// Parts of made-up words: syllables of a beginning and a vowel, and an end. A word parses in one way only, so that no
// two numbers give the same one.
var (
	begins = strings.Fields(`b br c ch cl cr d dr f fl fr g gl gr h j k kr l m n p pl pr ph qu r s sc sh sl sm sn sp st str
		t th tr v w z tw vr`)
	vowels = strings.Fields("a e i o u")
	ends   = []string{"", "n", "r", "s", "l", "m", "t", "x", "nt", "c", "ng", "rs", "ns"}
)

// appendMadeUp appends the word of a number. Short words come first; numbers next to each other give words far apart, so
// that rare words do not crowd behind one prefix.
func appendMadeUp(b []byte, number uint64) []byte {
	syllables := uint64(len(begins) * len(vowels))
	n, room := 2, syllables*syllables*uint64(len(ends))
	for number >= room {
		number -= room
		room *= syllables
		n++
	}
	number = number % room * scatter % room
	end := ends[number%uint64(len(ends))]
	number /= uint64(len(ends))
	for range n {
		s := number % syllables
		number /= syllables
		b = append(b, begins[s/uint64(len(vowels))]...)
		b = append(b, vowels[s%uint64(len(vowels))]...)
	}
	return append(b, end...)
}

// scatter is a prime, and no divisor of what it scatters over: so it maps numbers one to one. It is small enough for its
// product with the numbers of five syllables, as far as octaves reach, to fit 64 bits.
const scatter = 1299709

// realWords are the words of the first ranks, the most frequent first. The first functionWords of them say nothing about
// a subject.
const functionWords = 96

const realWords = `the of and a in to we is for that with on this by are as an from be which our it can at or have these
using has also not show between such both their more than two its one results been based new may into where was first most
when only but they however over use while used all other each some how through if were there here under then any many via
well very after without between across within about several what so due no show does those do found up less near large
model models data learning method methods paper problem system systems graph network networks neural training algorithm
algorithms information analysis approach theory state time space field performance different number high study propose
structure energy function functions order case framework quantum given work set known general proposed present obtained
local distribution research provide random problems image language task tasks deep parameters process processes two
properties simple linear phase low point power study image group finite spectral effects mass experimental multiple
application applications design dynamics evaluation control optimal density complexity domain representation knowledge
feature features groups existing techniques demonstrate single magnetic solution solutions matter class field fields
term dynamic spin prove result related important scale level similar possible further consider specific search complex
standard novel better efficient conditions human classes experiments existence effect temperature discuss value values
type measurements range line stochastic points observed rate surface form recent interaction interactions particle small
theorem effective free natural source robust sources agent agents generation gravitational optical error errors adaptive
environment machine estimation estimate mean bounds bound large-scale matrix equation equations accuracy boundary galaxy
galaxies algebra inference probability physical measure factor construct optimization strong signal decision software
user users current future potential numerical simulation simulations transition length regime limit detection classical
apply key visual resolution light mechanism compute computation computational object objects video theoretical discrete
transfer region frequency symmetry approximation convergence scattering flow dimension dimensional topological critical
statistical global context attention transformer transformers policy reinforcement reward code program programs security
privacy attack attacks metric sampling sample samples cluster clusters classification segmentation prediction predict
regression kernel convolutional recurrent generative diffusion adversarial embedding embeddings latent sparse dense
encoder decoder token tokens prompt pretrained fine-tuning benchmark benchmarks dataset datasets reasoning question
answering retrieval recommendation translation speech recognition audio text document documents semantic syntactic
entity relation ontology query queries database index distributed parallel memory storage cloud edge mobile wireless
channel channels antenna latency throughput scheduling protocol protocols blockchain game games equilibrium market price
risk portfolio causal treatment clinical patients disease cancer brain protein molecule molecules molecular chemical
material materials crystal lattice electron electrons photon photons laser plasma fluid turbulence vortex wave waves
soliton nonlinear differential partial operator operators manifold manifolds curvature geometry geometric category
homology cohomology bundle sheaf module modules ring ideal prime integer polynomial conjecture proof lemma logic type
automata verification synthesis compiler hardware circuit circuits qubit qubits entanglement decoherence gauge
supersymmetry string neutrino neutrinos quark hadron collider decay boson dark cosmological inflation redshift stellar
stars star planet planets black hole holes accretion disk dust radio survey catalog telescope spectrum spectra emission
absorption velocity rotation halo merger binary pulsar supernova nucleus nuclear isotope fission beam detector detectors
calibration noise filter filtering Bayesian Markov Gaussian Poisson entropy divergence variational gradient descent
stochasticity variance covariance bias fairness interpretability explanation explanations uncertainty calibration
hypothesis test tests testing tree trees forest path paths cycle planar coloring matching clique vertex vertices edges
subgraph spanning connectivity community communities social opinion epidemic infection mobility traffic vehicle vehicles
autonomous robot robots manipulation navigation planning trajectory motion sensor sensors tracking pose depth camera
scene rendering shape mesh point-cloud texture compression coding decoding capacity relay interference wavelet Fourier
transform harmonic orthogonal eigenvalue eigenvalues tensor decomposition rank low-rank singular subspace projection
convex nonconvex constraint constraints objective heuristic genetic evolutionary swarm fuzzy controller stability
observer feedback delay hybrid switching event-triggered consensus formation leader cooperative competitive`
