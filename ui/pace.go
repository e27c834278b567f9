// This file owns saying how fast a long work goes, and how long it will take, on the screen and on the command line alike.

package ui

import (
	"fmt"
	"time"

	"dogear/store"
)

// Pace tells the rate of n things in a time and, from the share of the work that they are (0 to 1), what is left of it:
// "12,400 a second, 1 min 20 s left". In the first second, when neither means anything, it says nothing.
func Pace(n int, share float64, took time.Duration) string {
	if took < time.Second || n == 0 {
		return ""
	}
	pace := store.Thousands(int(float64(n)/took.Seconds())) + " a second"
	if share <= 0.005 || share >= 1 {
		return pace
	}
	left := time.Duration(float64(took) * (1 - share) / share).Round(time.Second)
	if left >= time.Minute {
		return fmt.Sprintf("%s, %d min %d s left", pace, left/time.Minute, left%time.Minute/time.Second)
	}
	return fmt.Sprintf("%s, %d s left", pace, left/time.Second)
}
