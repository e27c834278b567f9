package ui

import "testing"

// The greeting is three lines, and swallows no key.
func TestGreetingGoesWithTheFirstKey(t *testing.T) {
	for _, size := range [][2]int{{120, 40}, {60, 20}, {40, 12}} {
		s := openWith(t, starter(t), size[0], size[1], Options{Background: "15;0", Greeting: "Welcome, 65 papers."})
		s.shows("Welcome, 65 papers.", "r read, s star", "Paste a page")
		s.press("x")
		s.shows("64")
		s.hides("Welcome")
	}
}
