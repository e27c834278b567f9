// This file owns finding papers that are nearly the same, without reading those that are not.
//
// Each paper has two keys in the table near: a hash of the first author and the first words of the title before its
// colon, and one of the first author and the last words. A typing error leaves one of them as it is, a subtitle that was
// dropped the first. What shares a key is read and compared; what is alike then is suggested, never merged.
//
// Titles that say nothing, such as “Editorial”, have other keys: of all that a record says, and of where it stands. By
// them a record that comes again is found among thousands of its title. So has every paper whose title many others have.

package store

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"dogear/parser"
	"dogear/store/fulltext"
)

// nearRow is a row of the table near.
type nearRow struct {
	key   int32
	paper int64
}

// hashOf is 32 bits of a hash of texts.
func hashOf(parts ...string) int32 {
	sum := uint64(14695981039346656037) // FNV-1a
	for _, p := range parts {
		for i := 0; i <= len(p); i++ {
			c := byte(0)
			if i < len(p) {
				c = p[i]
			}
			sum = (sum ^ uint64(c)) * 1099511628211
		}
	}
	return int32(sum ^ sum>>32) //nolint:gosec // a hash has no sign to lose
}

// nearKeys are the keys by which a paper is found that is nearly the same. A title that says nothing has none.
func nearKeys(title string, authors []parser.Author) []int32 {
	if isGeneric(title) {
		return nil
	}
	main, _ := cutSubtitle(title)
	author := authorKey(authors)
	words := significant(title)
	front, back := words, words
	if len(main) < len(title) {
		front = significant(main)
	}
	front, back = keyWords(front, false), keyWords(back, true)
	n := len(front)
	front = front[:min(2, n-n/2)]
	n = len(back)
	if back = back[n-min(2, max(1, n/2)):]; n == 0 || len(front) == 0 {
		return nil
	}
	return []int32{hashOf("front", author, strings.Join(front, " ")), hashOf("back", author, strings.Join(back, " "))}
}

// keyWords are the words of a title, those of scripts without spaces in pairs of characters, counted from one end.
func keyWords(words []string, fromEnd bool) (all []string) {
	if !slices.ContainsFunc(words, func(w string) bool { return isCJK(first(w)) }) {
		return words
	}
	for _, w := range words {
		if !isCJK(first(w)) {
			all = append(all, w)
			continue
		}
		for rs := []rune(w); len(rs) > 0; {
			n := min(2, len(rs))
			if fromEnd && len(rs)%2 == 1 {
				n = 1
			}
			all = append(all, string(rs[:n]))
			rs = rs[n:]
		}
	}
	return all
}

// recordKey is the key of all that a record says. Of several records that say the same within an import, each has its own.
func recordKey(p *parser.Paper, nth int) int32 {
	parts := []string{
		"record", strconv.Itoa(nth), parser.TitleKey(p.Title), string(p.Published), p.ArXiv, p.DOI, p.OpenReview, p.Key,
		p.Abstract, p.In.Venue, p.In.Volume, p.In.Issue, p.In.Pages,
	}
	for i, a := range p.Authors {
		if i == mostNamesakes {
			break
		}
		parts = append(parts, a.Name())
	}
	return hashOf(parts...)
}

// standingKey is the key of where a work stands, if that is known to the page.
func standingKey(p *parser.Paper) (key int32, ok bool) {
	if len(p.Authors) == 0 || p.In.Venue == "" || p.In.Volume == "" || firstPage(p.In.Pages) == "" {
		return 0, false
	}
	family := fulltext.Words(p.Authors[0].Family)
	if len(family) == 0 {
		return 0, false
	}
	title, volume := parser.TitleKey(p.Title), foldedTogether(p.In.Volume)
	return hashOf("standing", title, family[len(family)-1], volume, firstPage(p.In.Pages)), true
}

// exactKeys are the keys by which a record of a title that many works have is found.
func exactKeys(p *parser.Paper, nth int) []int32 {
	keys := []int32{recordKey(p, nth)}
	if key, ok := standingKey(p); ok {
		keys = append(keys, key)
	}
	return keys
}

const (
	// mostByKey is how many papers that share a key are looked at, the newest of them.
	mostByKey = 12
	// nearAtOnce is how many rows are kept in memory until they are written, sorted: so each page is written once.
	nearAtOnce = 1 << 16
)

const putNear = "INSERT OR IGNORE INTO near (key, paper) VALUES "

// keepNear has the keys of a new paper written, and the paper compared.
func (in *intake) keepNear(id int64, keys []int32) error {
	for _, k := range keys {
		in.near = append(in.near, nearRow{k, id})
	}
	if len(in.near) < nearAtOnce {
		return nil
	}
	return in.compareNear()
}

// rekey gives a paper whose title or authors have changed its keys.
func (in *intake) rekey(k *knownPaper) error {
	if k.stub() {
		return nil
	}
	rows := nearRowsOf(k.id, nearKeys(k.title, k.body.Authors))
	in.near = append(in.near, rows...)
	return in.writeNear(rows)
}

// nearRowsOf are the rows of a paper.
func nearRowsOf(id int64, keys []int32) []nearRow {
	rows := make([]nearRow, len(keys))
	for i, key := range keys {
		rows[i] = nearRow{key, id}
	}
	return rows
}

// writeKeys gives a paper that no import brought its keys.
func (in *intake) writeKeys(id int64, p *parser.Paper) error {
	if p.IsStub() {
		return nil
	}
	keys := nearKeys(p.Title, p.Authors)
	if isGeneric(p.Title) {
		keys = exactKeys(p, 0)
	}
	return in.writeNear(nearRowsOf(id, keys))
}

// writeNear writes rows, in the order of their keys.
func (in *intake) writeNear(rows []nearRow) error {
	slices.SortFunc(rows, func(a, b nearRow) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.paper, b.paper)) })
	for len(rows) > 0 {
		n := rowsAtOnce
		if len(rows) < n {
			n = 1
		}
		args := make([]any, 0, 2*n)
		for _, r := range rows[:n] {
			args = append(args, r.key, r.paper)
		}
		if _, err := in.exec(putNear+"(?, ?)"+strings.Repeat(", (?, ?)", n-1), args...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// sharing are the papers that have each of the keys, the newest few of them. Keys that no more than others papers have are
// left out: most keys are those of one paper.
func (in *intake) sharing(keys []int32, others int) (map[int32][]int64, error) {
	list, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	rows, err := in.query(`SELECT j.value, (SELECT group_concat(paper) FROM (
			SELECT paper FROM near WHERE key = j.value ORDER BY paper DESC LIMIT ?))
		FROM json_each(?) j WHERE EXISTS (SELECT 1 FROM near WHERE key = j.value LIMIT 1 OFFSET ?)`, mostByKey, string(list), others)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	all := make(map[int32][]int64)
	for rows.Next() {
		var key int32
		var papers sql.NullString
		if err := rows.Scan(&key, &papers); err != nil {
			return nil, err
		}
		for id := range strings.SplitSeq(papers.String, ",") {
			if n, err := strconv.ParseInt(id, 10, 64); err == nil {
				all[key] = append(all[key], n)
			}
		}
	}
	return all, rows.Err()
}

// compareNear writes the keys that are pending, and compares their papers with those that share one.
func (in *intake) compareNear() error {
	rows := in.near
	in.near = nil
	if err := in.flush(); err != nil { // to compare papers, they have to be there
		return err
	}
	if err := in.writeNear(rows); err != nil {
		return err
	}
	compared := make(map[[2]int64]bool)
	for part := range slices.Chunk(rows, 1000) {
		keys := make([]int32, 0, len(part))
		for _, r := range part {
			keys = append(keys, r.key)
		}
		sharing, err := in.sharing(slices.Compact(keys), 1) // the paper itself has it
		if err != nil {
			return err
		}
		read := make(map[int64]*nearPaper)
		for _, r := range part {
			for _, other := range sharing[r.key] {
				pair := [2]int64{min(r.paper, other), max(r.paper, other)}
				if r.paper == other || compared[pair] {
					continue
				}
				compared[pair] = true
				if err := in.comparePair(read, r.paper, other); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// nearPaper is a paper as it is compared with those that share a key.
type nearPaper struct {
	id               int64
	title, published string
	arxiv, doi       string
	hash             int64
	body             *body // nil: not read yet
	suspects         int
}

// nearPaper reads a paper that is in sight, and no stub; nil if there is none.
func (in *intake) nearPaper(read map[int64]*nearPaper, id int64) (*nearPaper, error) {
	if p, ok := read[id]; ok {
		return p, nil
	}
	rows, err := in.query(`SELECT id, title, published, coalesce(arxiv, ''), coalesce(doi, ''), title_hash FROM paper
		WHERE id = ? AND status >= 0 AND has & 4 = 0`, id)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var p *nearPaper
	if rows.Next() {
		p = new(nearPaper)
		if err := rows.Scan(&p.id, &p.title, &p.published, &p.arxiv, &p.doi, &p.hash); err != nil {
			return nil, err
		}
	}
	read[id] = p
	return p, rows.Err()
}

// comparePair notes a pair of papers, of which the first is new, if they are nearly the same. Those of one title have been
// compared when the later of them came in.
func (in *intake) comparePair(read map[int64]*nearPaper, fresh, other int64) error {
	a, err := in.nearPaper(read, fresh)
	if err != nil || a == nil {
		return err
	}
	b, err := in.nearPaper(read, other)
	if err != nil || b == nil || a.hash == b.hash || a.suspects >= mostSuspects {
		return err
	}
	if !sameTime(a.published, b.published) || a.arxiv != "" && b.arxiv != "" || samePublisher(a.doi, b.doi) {
		return nil
	}
	why := nearTitle(a.title, b.title)
	if why == "" {
		return nil
	}
	for _, p := range []*nearPaper{a, b} {
		if p.body == nil {
			if p.body, err = in.readBody(p.id); err != nil {
				return err
			}
		}
	}
	if !a.body.nearly(b.body) || strings.HasPrefix(why, lostPart) && contradiction(&a.body.In, &b.body.In) != "" { // a chapter, or a comment
		return nil
	}
	a.suspects++
	return in.noteSuspect(fresh, suspect{other, why})
}

// nearly reports whether two papers of nearly the same title may be one: they have an author in common, or neither names
// any and their abstracts are alike.
func (b *body) nearly(other *body) bool {
	switch compareAuthors(b.Authors, other.Authors) {
	case authorsOther, authorsNamesakes:
		return false
	case authorsUnknown:
		return len(b.Authors) == len(other.Authors) && similar(b.Abstract, other.Abstract)
	case authorsShared, authorsReordered:
	}
	return true
}

func (in *intake) readBody(id int64) (*body, error) {
	var data []byte
	if err := in.tx.QueryRowContext(in.ctx, "SELECT data FROM body WHERE id = ?", id).Scan(&data); err != nil {
		return nil, err
	}
	b, err := unpackBody(data)
	return &b, err
}

// sameTime reports whether two dates may be of one work: of the same year, or unknown.
func sameTime(a, b string) bool { return len(a) < 4 || len(b) < 4 || a[:4] == b[:4] }

// samePublisher reports whether two DOIs are of one publisher, who would have given one work one.
func samePublisher(a, b string) bool {
	pa, _, _ := strings.Cut(a, "/")
	pb, _, _ := strings.Cut(b, "/")
	return pa != "" && pa == pb
}

// settleNear compares what is pending, and gives some papers of an older library their keys.
func (in *intake) settleNear() error {
	if err := in.compareNear(); err != nil {
		return err
	}
	_, err := in.fillNear(nearFilled)
	return err
}
