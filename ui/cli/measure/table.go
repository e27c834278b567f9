// This file owns the table: figures by row, sizes by column, and how figures are written.

package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"dogear/store"
)

// table is what was measured.
type table struct {
	sizes []int
	rows  []string // in the order in which they came
	cells map[string]map[int]string
	notes []string
}

func (t *table) column(size int) { t.sizes = append(t.sizes, size) }

// set puts a figure into the column of a size.
func (t *table) set(row string, size int, format string, args ...any) {
	if t.cells == nil {
		t.cells = make(map[string]map[int]string)
	}
	if t.cells[row] == nil {
		t.cells[row] = make(map[int]string)
		t.rows = append(t.rows, row)
	}
	t.cells[row][size] = fmt.Sprintf(format, args...)
}

// note says something below the table, once.
func (t *table) note(format string, args ...any) {
	if s := fmt.Sprintf(format, args...); !slices.Contains(t.notes, s) {
		t.notes = append(t.notes, s)
	}
}

// write prints the table as Markdown.
func (t *table) write(w io.Writer, heading string) error {
	var b strings.Builder
	b.WriteString(heading + "\n\n| papers |")
	for _, n := range t.sizes {
		b.WriteString(" " + store.Thousands(n) + " |")
	}
	b.WriteString("\n| --- |" + strings.Repeat(" ---: |", len(t.sizes)) + "\n")
	for _, row := range t.rows {
		b.WriteString("| " + row + " |")
		for _, n := range t.sizes {
			cell, ok := t.cells[row][n]
			if !ok {
				cell = "–"
			}
			b.WriteString(" " + cell + " |")
		}
		b.WriteByte('\n')
	}
	for _, note := range t.notes {
		b.WriteString("\n- " + note)
	}
	if len(t.notes) > 0 {
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// heading tells what was measured, when, and on what.
func (r *rig) heading(ctx context.Context) string {
	version, _ := exec.CommandContext(ctx, r.bin, "--version").Output()
	return fmt.Sprintf("%s, %s, on %s/%s with %d processors, %s. Two figures are median / p99.",
		strings.Join(strings.Fields(string(version)), " "), time.Now().Format(time.DateOnly), runtime.GOOS, runtime.GOARCH,
		runtime.NumCPU(), runtime.Version())
}

// sample is how long something took, again and again.
type sample []time.Duration

// quantile is the least value that at least a part of the sample, from 0 to 1, does not exceed.
func (s sample) quantile(part float64) time.Duration {
	if len(s) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(s))
	return sorted[max(int(math.Ceil(part*float64(len(sorted))))-1, 0)]
}

// String is the median and the 99th percentile in milliseconds.
func (s sample) String() string {
	if len(s) == 0 {
		return "–"
	}
	return milliseconds(s.quantile(0.5)) + " / " + milliseconds(s.quantile(0.99)) + " ms"
}

// milliseconds writes a duration with three digits that count.
func milliseconds(d time.Duration) string {
	ms := float64(d) / float64(time.Millisecond)
	switch {
	case ms < 1:
		return strconv.FormatFloat(ms, 'f', 3, 64)
	case ms < 10:
		return strconv.FormatFloat(ms, 'f', 2, 64)
	case ms < 100:
		return strconv.FormatFloat(ms, 'f', 1, 64)
	}
	return strconv.FormatFloat(ms, 'f', 0, 64)
}

// mebibytes writes a number of bytes in MiB.
func mebibytes(n int64) string { return strconv.FormatInt((n+1<<19)>>20, 10) + " MiB" }
