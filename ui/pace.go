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

// rhythm is the pace of a person who has decided on n papers in a time, and how long the rest will take: "9 a minute",
// "6 min left". It is round, for nobody keeps time to the second, and the first few papers tell nothing.
func rhythm(n, left int, took time.Duration) (rate, rest string) {
	if n < 3 || took < 3*time.Second {
		return "", ""
	}
	each := took / time.Duration(n)
	switch perMinute := float64(time.Minute) / float64(each); {
	case perMinute >= 1:
		rate = store.Thousands(int(perMinute+0.5)) + " a minute"
	default:
		rate = fmt.Sprintf("%d an hour", int(perMinute*60+0.5))
	}
	if left := each * time.Duration(left); left < time.Minute {
		return rate, "under a minute left"
	} else {
		return rate, duration(left) + " left"
	}
}
