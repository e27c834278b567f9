package parser

// This file owns what an entry inherits: the crossref of BibTeX, by which a paper has its proceedings' fields, and the
// xdata of BibLaTeX, which share fields among entries (the manual of biblatex, section 2.4.1 and appendix B). BibTeX wants
// the parent behind its children, so an entry whose parent has not come yet is held back until the end of the file. What
// may be a parent is kept, too. Both are bounded: beyond that, an entry goes without what it would inherit.

import "strings"

const maxBibHeld = 16 << 20 // bytes of entries that are held back or kept

// A bibFamily knows the parents that have been met and the children that wait.
type bibFamily struct {
	parents map[string]*bibRecord // by key, in lower case
	wanted  map[string]bool
	waiting []*bibRecord
	size    int
}

// bibParents are the kinds of entries that are there for others, and so are kept before they are asked for.
var bibParents = setOf("xdata proceedings mvproceedings book mvbook collection mvcollection reference mvreference periodical")

// refs are the keys of the entries that r inherits from.
func (r *bibRecord) refs() []string {
	var keys []string
	for _, field := range []string{"xdata", "crossref"} {
		for key := range strings.SplitSeq(r.fields[field], ",") {
			if key = bibKeyFold(key); key != "" {
				keys = append(keys, key)
			}
		}
	}
	return keys
}

func bibKeyFold(key string) string { return strings.ToLower(strings.TrimSpace(key)) }

// meet takes note of an entry. It reports whether r has all that it inherits; if not, it waits.
func (f *bibFamily) meet(r *bibRecord, s *bibStrings) (ready bool) {
	refs := r.refs()
	ready = true
	for _, key := range refs {
		if p := f.parents[key]; p == nil || !p.resolved {
			ready = false
		}
	}
	r.resolved = len(refs) == 0
	if ready {
		f.resolve(r, s, 0)
	}
	if key := bibKeyFold(r.key); (bibParents[r.kind] || f.wanted[key]) && f.parents[key] == nil && f.room(r) {
		if f.parents == nil {
			f.parents = map[string]*bibRecord{}
		}
		f.parents[key] = r
	}
	switch {
	case ready, r.kind == "xdata":
		return true
	case !f.room(r):
		f.resolve(r, s, 0)
		return true
	}
	if f.wanted == nil {
		f.wanted = map[string]bool{}
	}
	for _, key := range refs {
		f.wanted[key] = true
	}
	f.waiting = append(f.waiting, r)
	return false
}

// room makes room for an entry, if there is any.
func (f *bibFamily) room(r *bibRecord) bool {
	const overhead = 1000 // of its maps; a guess
	n := len(r.text) + overhead
	if f.size+n > maxBibHeld {
		return false
	}
	f.size += n
	return true
}

// next is the next entry that has waited, nil after the last one. It has what there is to inherit.
func (f *bibFamily) next(s *bibStrings) *bibRecord {
	if len(f.waiting) == 0 {
		return nil
	}
	r := f.waiting[0]
	f.waiting[0] = nil
	f.waiting = f.waiting[1:]
	f.resolve(r, s, 0)
	return r
}

// resolve gives r what it inherits, from the parents and theirs. Entries that inherit from each other get what there is.
func (f *bibFamily) resolve(r *bibRecord, s *bibStrings, depth int) {
	const deepest = 8
	if r.resolved || depth == deepest {
		return
	}
	r.resolved = true
	for key := range strings.SplitSeq(r.fields["xdata"], ",") {
		if p := f.parents[bibKeyFold(key)]; p != nil {
			f.resolve(p, s, depth+1)
			for _, name := range bibFields {
				r.inherit(name, p, name, s)
			}
		}
	}
	p := f.parents[bibKeyFold(r.fields["crossref"])]
	if p == nil {
		return
	}
	f.resolve(p, s, depth+1)
	for _, name := range bibShared {
		r.inherit(name, p, name, s)
	}
	whole := "booktitle"
	if r.kind == "article" {
		whole = "journaltitle"
	}
	if r.fields["journal"] == "" {
		r.inherit(whole, p, "title", s)
	}
	r.inherit("title", p, "title", s)
}

// inherit takes a field of the parent, unless r has one of that name. What all inherit is bounded; see bibStrings.
func (r *bibRecord) inherit(name string, parent *bibRecord, from string, s *bibStrings) {
	if value := parent.fields[from]; value != "" && r.fields[name] == "" && s.gain(len(value)) {
		r.fields[name] = value
	}
}

// bibShared are the fields that the parts of a whole have in common. Its identifiers, addresses and texts are its own.
var bibShared = strings.Fields(`booktitle booksubtitle journal journaltitle maintitle series volume number issue year month day date publisher
institution school organization eventtitle editor address location edition isbn issn`)

// bibFields are all fields that are of use.
var bibFields = append(strings.Fields(`title subtitle author collaboration abstract keywords keyword note annote annotation doi eprint
eprinttype archiveprefix eprintclass primaryclass categories arxiv arxivid openreview url howpublished pages eid articleno type version language langid file`),
	bibShared...)
