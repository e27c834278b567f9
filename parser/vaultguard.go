package parser

// This file owns keeping text inert in Obsidian and Logseq. Their plug-ins run what stands between <% and %> (Templater),
// between {{ and }} (macros of Logseq), in blocks of code with names of their own (dataviewjs, query, tasks …) and in code
// that begins with an equals sign (Dataview's inline queries), and they take lines "name:: value" for properties. A note
// may have come with somebody else's digest, so all of it is written with a backslash more than it has, and read with one
// less.

import (
	"regexp"
	"strings"
)

// inertBlocks are the names of blocks of code that are only shown.
var inertBlocks = setOf(`text txt plain plaintext md markdown latex tex math mermaid go python py rust c cpp h java kotlin swift js
	javascript ts typescript json yaml yml toml xml html css sh bash zsh shell console sql r julia matlab haskell ocaml scala lua
	perl ruby php diff bibtex bib makefile dockerfile lean coq`)

// acting are pieces of a note's lines that act, in three parts: a backslash goes before the last, behind those that stand
// there already.
var acting = []struct {
	find func() *regexp.Regexp
	acts func(word string) bool // nil: always
}{
	{pattern("(?m)(^[ \t>]*(?:[-*+][ \t]+)?(?:`{3,}|~{3,})[ \t]*)(\\\\*)([^\\s\\\\`~]+)"), func(name string) bool { return !inertBlocks[strings.ToLower(name)] }},
	{pattern("(`[ \t]*)(\\\\*)(\\$?=)"), nil},
	{pattern(`(?m)(^[ \t>]*(?:[-*+][ \t]+)?[\pL\pN_/-]+)(\\*)(::)`), nil},
	{pattern(`(?mi)(^[ \t>]*(?:[-*+][ \t]+)?)(\\*)(#\+begin)`), nil},
}

// inert is a note as it is written where it must not act.
func inert(note string) string {
	for _, a := range acting {
		note = backslashed(note, a.find(), a.acts, func(slashes string) string { return slashes + `\` })
	}
	return spacedPairs(note, true)
}

// active is the note that inert has written.
func active(note string) string {
	note = spacedPairs(note, false)
	for _, a := range acting {
		note = backslashed(note, a.find(), a.acts, func(slashes string) string { return strings.TrimSuffix(slashes, `\`) })
	}
	return note
}

// backslashed changes the backslashes in the second group of what is found, if the third acts.
func backslashed(text string, find *regexp.Regexp, acts func(string) bool, change func(slashes string) string) string {
	var b strings.Builder
	done := 0
	for _, m := range find.FindAllStringSubmatchIndex(text, -1) {
		if acts != nil && !acts(text[m[6]:m[7]]) {
			continue
		}
		b.WriteString(text[done:m[4]])
		b.WriteString(change(text[m[4]:m[5]]))
		done = m[5]
	}
	b.WriteString(text[done:])
	return b.String()
}

// spacedPairs puts a backslash into each "<%" and "{{", behind those that stand there, or takes one out again.
func spacedPairs(text string, in bool) string {
	var b strings.Builder
	last, slashes := byte(0), 0 // before the backslashes at hand
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c == '\\' {
			slashes++
			continue
		}
		if c == '%' && last == '<' || c == '{' && last == '{' {
			if in {
				slashes++
			} else {
				slashes = max(slashes-1, 0)
			}
		}
		b.WriteString(strings.Repeat(`\`, slashes))
		b.WriteByte(c)
		last, slashes = c, 0
	}
	b.WriteString(strings.Repeat(`\`, slashes))
	return b.String()
}
