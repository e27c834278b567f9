// This file owns fuzzy matching: how well what was typed fits a name or a title. It ranks as fzf does: letters that follow
// each other, and beginnings of words, count for most, and letters that lie far apart count for little.

package ui

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The scores, as in fzf: https://github.com/junegunn/fzf/blob/master/src/algo/algo.go
const (
	fuzzyMatch    = 16 // each letter that matches
	fuzzyGap      = -3 // a gap between two of them
	fuzzyLonger   = -1 // each further letter in it
	fuzzyWord     = 8  // a letter at the beginning of a word
	fuzzyRun      = 4  // a letter that follows one that matches
	fuzzyFirst    = 2  // factor of the bonus of the first letter: what was typed first is meant most
	fuzzyMostText = 300
)

// fuzzy returns how well typed words fit a text: 0 if one of them has a letter that is not in it in order, else more the
// better it fits. Case does not matter, and neither does the order of the words.
func fuzzy(typed, text string) int {
	words := strings.Fields(strings.ToLower(typed))
	for _, word := range words { // nearly all that is asked about ends here
		if !inOrder(word, text) {
			return 0
		}
	}
	letters := []rune(text)
	if len(letters) > fuzzyMostText {
		letters = letters[:fuzzyMostText]
	}
	bonus := make([]int, len(letters))
	before := ' '
	for i, r := range letters {
		word := unicode.IsLetter(r) || unicode.IsNumber(r)
		follows := unicode.IsLetter(before) || unicode.IsNumber(before)
		if word && !follows || unicode.IsUpper(r) && unicode.IsLower(before) {
			bonus[i] = fuzzyWord
		}
		letters[i], before = unicode.ToLower(r), r
	}
	total := 0
	for _, word := range words {
		score := fuzzyOne([]rune(word), letters, bonus)
		if score == 0 {
			return 0
		}
		total += score
	}
	return total
}

// inOrder reports whether a text has the letters of a word in order, in any case.
func inOrder(word, text string) bool {
	for _, r := range text {
		if len(word) == 0 {
			return true
		}
		if letter, n := utf8.DecodeRuneInString(word); unicode.ToLower(r) == letter {
			word = word[n:]
		}
	}
	return len(word) == 0
}

// fuzzyOne finds the best way to lay a word's letters over a text. It goes through the word a letter at a time; for each
// place in the text it knows the best score that ends there with a match, and the best one that ends there at all.
func fuzzyOne(word, text []rune, bonus []int) int {
	const none = -1 << 30
	ends, best := make([]int, len(text)), make([]int, len(text)) // for the letters so far
	starts := make([]int, len(text))                             // the bonus with which the run that ends here began
	for n, letter := range word {
		newEnds, newBest, newStarts := make([]int, len(text)), make([]int, len(text)), make([]int, len(text))
		gap := false
		for i, r := range text {
			newEnds[i] = none
			if r == letter {
				switch {
				case n == 0:
					newEnds[i], newStarts[i] = fuzzyMatch+bonus[i]*fuzzyFirst, bonus[i]
				case i > 0:
					newEnds[i], newStarts[i] = best[i-1]+fuzzyMatch+bonus[i], bonus[i]
					run := max(bonus[i], starts[i-1], fuzzyRun)
					if together := ends[i-1] + fuzzyMatch + run; ends[i-1] > none && together > newEnds[i] {
						newEnds[i], newStarts[i] = together, max(bonus[i], starts[i-1])
					}
				}
			}
			newBest[i] = newEnds[i]
			if i > 0 && newBest[i-1] > none {
				step := fuzzyGap
				if gap {
					step = fuzzyLonger
				}
				if passed := newBest[i-1] + step; passed >= newBest[i] {
					newBest[i], gap = passed, true
					continue
				}
			}
			gap = false
		}
		ends, best, starts = newEnds, newBest, newStarts
	}
	most := 0
	for _, score := range ends {
		most = max(most, score)
	}
	return most
}
