// This file owns links from notes to papers.
//
// A link is written [[Title]], or [[ID|Title]] where the paper has an arXiv id or a DOI; [[12]], a paper's number, is read
// too. What dogear writes means the same in another library and in an exported note, which a number would not, and the id
// stands for the paper also when its title is corrected. A title is compared by its key: letters and digits, in any case.

package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"modernc.org/sqlite"

	"dogear/parser"
)

// A Ref is a link to a paper as it stands in a note.
type Ref struct {
	Target   string // a number, an arXiv id, a DOI or a title
	Label    string // what is shown
	From, To int    // where it stands in the text, in bytes
}

// Links finds the links to papers in a note, in order. Code has none.
func Links(text string) []Ref {
	if !strings.Contains(text, "[[") {
		return nil
	}
	var refs []Ref
	fence, at := "", 0
	for line := range strings.SplitAfterSeq(text, "\n") {
		start := at
		at += len(line)
		begun := strings.TrimLeft(line, " ")
		switch ticks := begun[:len(begun)-len(strings.TrimLeft(begun, "`"))]; {
		case fence != "":
			if strings.HasPrefix(begun, fence) && strings.TrimSpace(strings.TrimLeft(begun, fence[:1])) == "" {
				fence = ""
			}
			continue
		case len(ticks) >= 3 && !strings.Contains(begun[len(ticks):], "`"):
			fence = ticks
			continue
		case strings.HasPrefix(begun, "~~~"):
			fence = "~~~"
			continue
		}
		refs = linksIn(refs, line, start)
	}
	return refs
}

// linksIn appends the links of a line that begins at a place of the text.
func linksIn(refs []Ref, line string, start int) []Ref {
	for i := 0; i < len(line); {
		switch {
		case line[i] == '\\':
			i += 2
		case line[i] == '`':
			n := len(line[i:]) - len(strings.TrimLeft(line[i:], "`"))
			i += n + codeLength(line[i+n:], n)
		case strings.HasPrefix(line[i:], "[["):
			inner, _, closed := strings.Cut(line[i+2:], "]]")
			target, label, isNamed := strings.Cut(inner, "|")
			target, label = strings.TrimSpace(target), strings.TrimSpace(label)
			if !closed || target == "" || strings.ContainsAny(inner, "[]\n") {
				i++
				continue
			}
			if !isNamed || label == "" {
				label = target
			}
			end := i + len(inner) + 4
			refs = append(refs, Ref{target, label, start + i, start + end})
			i = end
		default:
			i++
		}
	}
	return refs
}

// codeLength is how long code is that begins behind n backquotes, with those that end it; 0 if none do.
func codeLength(rest string, n int) int {
	for i := 0; i < len(rest); i++ {
		if rest[i] != '`' {
			continue
		}
		run := len(rest[i:]) - len(strings.TrimLeft(rest[i:], "`"))
		if i += run; run == n {
			return i
		}
	}
	return 0
}

// name is what a link names, as note_link has it; empty if it can name nothing.
func (r Ref) name() string {
	if n, err := strconv.ParseInt(r.Target, 10, 64); err == nil {
		return "paper:" + strconv.FormatInt(n, 10)
	}
	if id, _, ok := parser.ParseArXiv(r.Target); ok {
		return "arxiv:" + id
	}
	if doi, arxiv, ok := parser.ParseDOI(r.Target); ok && arxiv != "" {
		return "arxiv:" + arxiv
	} else if ok {
		return "doi:" + doi
	}
	if parser.TitleKey(r.Target) == "" {
		return ""
	}
	return titleName(titleHash(r.Target))
}

func titleName(hash int64) string { return "title:" + strconv.FormatInt(hash, 10) }

// linkNames are the names of the papers that a note links to, as a JSON array.
func linkNames(text string) (string, error) {
	names := []string{}
	for _, r := range Links(text) {
		if name := r.name(); name != "" {
			names = append(names, name)
		}
	}
	list, err := json.Marshal(names)
	return string(list), err
}

// linksFunction is the SQL function with which the schema's upgrade does the same: dogear_links(note).
const linksFunction = "dogear_links"

func init() {
	sqlite.MustRegisterDeterministicScalarFunction(linksFunction, 1, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
		text, _ := args[0].(string)
		return linkNames(text)
	})
}

// putLinks notes which papers a note links to.
func putLinks(ctx context.Context, tx *sql.Tx, id int64, text string) error {
	names, err := linkNames(text)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM note_link WHERE paper = ?", id); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT OR IGNORE INTO note_link (target, paper) SELECT value, ? FROM json_each(?)", id, names)
	return err
}

// LinkedFrom lists the papers whose notes link to a paper, at most so many, in the library's order.
func (l *Library) LinkedFrom(ctx context.Context, id int64, most int) ([]Row, error) {
	names, err := namesOf(ctx, l.read, id)
	if err != nil {
		return nil, explain("looking for links", err)
	}
	list, err := json.Marshal(names)
	if err != nil {
		return nil, explain("looking for links", err)
	}
	rows, err := l.read.QueryContext(ctx, "SELECT "+rowColumns+`, '' FROM paper p WHERE p.status >= 0 AND p.id <> ? AND p.id IN
		(SELECT paper FROM note_link WHERE target IN (SELECT value FROM json_each(?))) ORDER BY p.place LIMIT ?`, id, string(list), most)
	if err != nil {
		return nil, explain("looking for links", err)
	}
	found, err := scanRows(rows)
	return found, explain("looking for links", err)
}

// namesOf is what links call a paper: what it is called itself, and the papers that were merged into it.
func namesOf(ctx context.Context, db queryer, id int64) (names []string, err error) {
	rows, err := db.QueryContext(ctx, `SELECT id, coalesce(arxiv, ''), coalesce(doi, ''), title_hash FROM paper
		WHERE id = ?1 OR merged = ?1 AND merged <> 0`, id)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var n, hash int64
		var arxiv, doi string
		if err := rows.Scan(&n, &arxiv, &doi, &hash); err != nil {
			return nil, err
		}
		names = append(names, fmt.Sprint("paper:", n), titleName(hash))
		if arxiv != "" {
			names = append(names, "arxiv:"+arxiv)
		}
		if doi != "" {
			names = append(names, "doi:"+doi)
		}
	}
	return names, rows.Err()
}

// FollowLink is the paper that a link names. Of several with its title it is the oldest. ErrNotFound means that the
// library has none.
func (l *Library) FollowLink(ctx context.Context, r Ref) (Row, error) {
	name := r.name()
	kind, value, _ := strings.Cut(name, ":")
	column := map[string]string{"paper": "id", "arxiv": "arxiv", "doi": "doi", "title": "title_hash"}[kind]
	if column == "" {
		return Row{}, missing("there is no paper “%s”", r.Target)
	}
	var found []Row
	rows, err := l.read.QueryContext(ctx, "SELECT "+rowColumns+`, '' FROM paper p WHERE p.status >= 0 AND p.id IN (SELECT
		CASE o.merged WHEN 0 THEN o.id ELSE o.merged END FROM paper o WHERE o.`+column+" = ?) ORDER BY p.id LIMIT 1", value)
	if err == nil {
		found, err = scanRows(rows)
	}
	if err == nil && len(found) == 0 {
		err = missing("there is no paper “%s”", r.Target)
	}
	if err != nil {
		return Row{}, explain("following a link", err)
	}
	return found[0], nil
}

// A LinkChoice is a paper that a link may lead to, and the link as it is written.
type LinkChoice struct {
	Row  Row
	Link string
}

// LinkChoices finds papers by words of their titles, of which the last may be begun.
func (l *Library) LinkChoices(ctx context.Context, typed string, most int) ([]LinkChoice, error) {
	words := strings.FieldsFunc(typed, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
	if len(words) == 0 {
		return nil, nil
	}
	q, err := ParseTyping("title:"+strings.Join(words, " title:"), time.Now())
	if err != nil {
		return nil, err
	}
	rows, err := l.Page(ctx, q, Span{Limit: most})
	if err != nil {
		return nil, err
	}
	choices := make([]LinkChoice, len(rows))
	for i, r := range rows {
		link, err := l.LinkTo(ctx, r.ID)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return nil, err
		}
		choices[i] = LinkChoice{r, link}
	}
	return choices, nil
}

// LinkTo is a link to a paper as dogear writes it. ErrNotFound means that there is no such paper.
func (l *Library) LinkTo(ctx context.Context, id int64) (string, error) {
	var title, arxiv, doi string
	err := l.read.QueryRowContext(ctx, "SELECT title, coalesce(arxiv, ''), coalesce(doi, '') FROM paper WHERE id = ? AND status >= 0", id).Scan(line(&title), line(&arxiv), line(&doi))
	if errors.Is(err, sql.ErrNoRows) {
		return "", missing("there is no paper %d", id)
	}
	return linkTo(title, arxiv, doi), explain("linking to a paper", err)
}

// linkTo is a link to a paper. Brackets would end it, and a title is found without them.
func linkTo(title, arxiv, doi string) string {
	title = strings.NewReplacer("[", "(", "]", ")", "|", "/", "\\", "").Replace(title)
	for _, id := range []string{arxiv, doi} {
		if id != "" && !strings.ContainsAny(id, "[]|\\") {
			return "[[" + id + "|" + title + "]]"
		}
	}
	return "[[" + title + "]]"
}
