// This file owns chance: random integers, and drawing by weight. It uses no floating point, which rounds differently
// from one processor to the next.

package synthetic

import (
	"math/bits"
	"math/rand/v2"
)

// dice are a stream of random numbers. PCG's numbers are fixed by its definition, whatever the version of Go.
type dice struct{ pcg *rand.PCG }

func newDice(seed, stream uint64) dice { return dice{rand.NewPCG(seed, stream)} }

// bits64 are 64 random bits.
func (d dice) bits64() uint64 { return d.pcg.Uint64() }

// below is a random number from 0 to n-1.
func (d dice) below(n int) int {
	hi, _ := bits.Mul64(d.bits64(), uint64(n))
	return int(hi)
}

// oneIn reports whether a one-in-n chance came true.
func (d dice) oneIn(n int) bool { return d.below(n) == 0 }

// between is a random number from a to b, both included.
func (d dice) between(a, b int) int { return a + d.below(b-a+1) }

// weighted draws numbers from 0 up with given weights, in constant time: Walker's alias method. Each slot holds its own
// number and another; a coin, biased by slot, chooses between them.
type weighted struct {
	coin  []uint32 // the slot's own number is drawn when 32 random bits are below it
	alias []uint16
}

// newWeighted makes the slots. There are a power of two of weights, at most 1<<16, and their sum times their number is
// less than 1<<64.
func newWeighted(weights []uint64) *weighted {
	n := uint64(len(weights))
	var total uint64
	for _, w := range weights {
		total += w
	}
	w := &weighted{coin: make([]uint32, n), alias: make([]uint16, n)}
	left := make([]uint64, n) // each slot's part of the whole, in units of total/n
	var poor, rich []int
	for i, x := range weights {
		left[i] = x * n
		if left[i] < total {
			poor = append(poor, i)
		} else {
			rich = append(rich, i)
		}
	}
	for len(poor) > 0 && len(rich) > 0 {
		p, r := poor[len(poor)-1], rich[len(rich)-1]
		poor = poor[:len(poor)-1]
		hi, lo := bits.Mul64(left[p], 1<<32)
		q, _ := bits.Div64(hi, lo, total)
		w.coin[p], w.alias[p] = uint32(q), uint16(r)
		if left[r] -= total - left[p]; left[r] < total {
			rich, poor = rich[:len(rich)-1], append(poor, r)
		}
	}
	for _, i := range append(poor, rich...) {
		w.coin[i], w.alias[i] = 1<<32-1, uint16(i)
	}
	return w
}

// at is the number that 64 random bits draw. It uses the lower 48 of them.
func (w *weighted) at(random uint64) int {
	slot := random >> 32 & uint64(len(w.coin)-1)
	if uint32(random) < w.coin[slot] {
		return int(slot)
	}
	return int(w.alias[slot])
}

// zipf draws n numbers from 0 up, number r with a weight of 1/(r+shift): few are common and most are rare, as with words,
// names and topics.
func zipf(n int, shift uint64) *weighted {
	weights := make([]uint64, n)
	for r := range weights {
		weights[r] = 1 << 40 / (uint64(r) + shift)
	}
	return newWeighted(weights)
}
