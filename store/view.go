// This file owns the reader's own views: queries that are saved under a name.

package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"dogear/parser"
)

// A View is a query under a name. It is kept as it was typed: added:7d stays the last seven days.
type View struct {
	Name  string `json:"name"`
	Query string `json:"query"`
	Place int64  `json:"place"` // in the tabs, ascending
}

// viewChange is the detail of a change of views, which touches no paper.
type viewChange struct {
	Before *View `json:"before"` // nil: there was none
	After  *View `json:"after"`  // nil: it is removed

	Others []viewChange `json:"others,omitempty"` // views that had to make room
}

// String tells what was done.
func (c viewChange) String() string {
	switch {
	case c.Before == nil:
		return "saved the view " + c.After.Name
	case c.After == nil:
		return "removed the view " + c.Before.Name
	case c.Before.Name != c.After.Name:
		return "renamed the view " + c.Before.Name + " to " + c.After.Name
	case c.Before.Place != c.After.Place:
		return "moved the view " + c.After.Name
	}
	return "changed the view " + c.After.Name
}

const maxViewName = 40 // characters

// BuiltInViews are the names of the views that every library has. No other view can have one of them, in any case.
var BuiltInViews = []string{"Inbox", "Later", "Starred", "Read", "Noted", "Dismissed", "All"}

// CleanViewName returns a name as it is kept for a view of the user's own.
func CleanViewName(name string) (string, error) {
	name = parser.CleanLine(name)
	switch {
	case slices.ContainsFunc(BuiltInViews, func(b string) bool { return strings.EqualFold(b, name) }):
		return "", fmt.Errorf("%q is a built-in view: choose another name", name)
	case name == "":
		return "", errors.New("a view needs a name, for example Graphs")
	case len([]rune(name)) > maxViewName:
		return "", fmt.Errorf("the name of a view can have at most %d characters", maxViewName)
	}
	return name, nil
}

// Views lists the reader's own views in the order of the tabs.
func (l *Library) Views(ctx context.Context) ([]View, error) { return views(ctx, l.read) }

func views(ctx context.Context, db queryer) ([]View, error) {
	rows, err := db.QueryContext(ctx, "SELECT name, query, place FROM view ORDER BY place, name")
	if err != nil {
		return nil, explain("reading the views", err)
	}
	defer func() { _ = rows.Close() }()
	var all []View
	for rows.Next() {
		var v View
		if err := rows.Scan(line(&v.Name), line(&v.Query), &v.Place); err != nil {
			return nil, explain("reading the views", err)
		}
		all = append(all, v)
	}
	return all, explain("reading the views", rows.Err())
}

// View finds one of the reader's own views by its name. ErrNotFound means that there is none.
func (l *Library) View(ctx context.Context, name string) (View, error) {
	v, err := viewNamed(ctx, l.read, name)
	if err == nil && v == nil {
		return View{}, noSuchView(name)
	}
	if err != nil {
		return View{}, explain("reading a view", err)
	}
	return *v, nil
}

func noSuchView(name string) error {
	return missing("there is no view %q; `dogear view` lists your views", parser.CleanLine(name))
}

func viewNamed(ctx context.Context, db queryer, name string) (*View, error) {
	rows, err := db.QueryContext(ctx, "SELECT name, query, place FROM view WHERE name = ?", name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	if !rows.Next() {
		return nil, rows.Err()
	}
	var v View
	return &v, rows.Scan(line(&v.Name), line(&v.Query), &v.Place)
}

// SaveView saves a query under a name; one that is there already gets another query. The query must be readable.
func (l *Library) SaveView(ctx context.Context, name, query string) (o Outcome, err error) {
	if name, err = CleanViewName(name); err != nil {
		return o, err
	}
	query = strings.TrimSpace(parser.CleanLine(query))
	if _, err := ParseQuery(query, time.Now()); err != nil {
		return o, err
	}
	return l.changeView(ctx, func(tx *sql.Tx) (viewChange, error) {
		before, err := viewNamed(ctx, tx, name)
		if err != nil {
			return viewChange{}, err
		}
		after := View{Name: name, Query: query}
		if before != nil {
			after.Place = before.Place
			return viewChange{Before: before, After: &after}, nil
		}
		err = tx.QueryRowContext(ctx, "SELECT coalesce(max(place), 0) + 1 FROM view").Scan(&after.Place)
		return viewChange{After: &after}, err
	})
}

// RemoveView removes a view. ErrNotFound means that there is none of that name.
func (l *Library) RemoveView(ctx context.Context, name string) (Outcome, error) {
	return l.changeView(ctx, func(tx *sql.Tx) (viewChange, error) {
		before, err := viewNamed(ctx, tx, name)
		if err == nil && before == nil {
			err = noSuchView(name)
		}
		return viewChange{Before: before}, err
	})
}

// RenameView gives a view another name, which no other view may have.
func (l *Library) RenameView(ctx context.Context, from, to string) (o Outcome, err error) {
	if to, err = CleanViewName(to); err != nil {
		return o, err
	}
	return l.changeView(ctx, func(tx *sql.Tx) (viewChange, error) {
		before, err := viewNamed(ctx, tx, from)
		if err == nil && before == nil {
			err = noSuchView(from)
		}
		if err != nil {
			return viewChange{}, err
		}
		taken, err := viewNamed(ctx, tx, to)
		if err == nil && taken != nil && taken.Name != before.Name {
			err = fmt.Errorf("there is another view %q", taken.Name)
		}
		after := *before
		after.Name = to
		return viewChange{Before: before, After: &after}, err
	})
}

// MoveView gives a view a place among the reader's views: 1 is the first, what is beyond the last is the last.
func (l *Library) MoveView(ctx context.Context, name string, to int) (Outcome, error) {
	return l.changeView(ctx, func(tx *sql.Tx) (viewChange, error) {
		all, err := views(ctx, tx)
		if err != nil {
			return viewChange{}, err
		}
		at := slices.IndexFunc(all, func(v View) bool { return strings.EqualFold(v.Name, name) })
		if at < 0 {
			return viewChange{}, noSuchView(name)
		}
		moved := all[at]
		all = slices.Insert(slices.Delete(all, at, at+1), max(0, min(to-1, len(all)-1)), moved)
		var c viewChange
		for i, before := range all {
			after := before
			after.Place = int64(i + 1)
			one := viewChange{Before: &before, After: &after}
			switch {
			case before.Name == moved.Name:
				c.Before, c.After = one.Before, one.After
			case before != after:
				c.Others = append(c.Others, one)
			}
		}
		return c, nil
	})
}

// changeView does what a change of views says, and records it.
func (l *Library) changeView(ctx context.Context, what func(tx *sql.Tx) (viewChange, error)) (o Outcome, err error) {
	err = l.update(ctx, "changing the views", func(tx *sql.Tx) error {
		c, err := what(tx)
		if err != nil {
			return err
		}
		if c.Before != nil && c.After != nil && *c.Before == *c.After && len(c.Others) == 0 {
			o.Counts, err = counts(ctx, tx, l.Today())
			return err
		}
		detail, err := json.Marshal(c)
		if err != nil {
			return err
		}
		rec, err := l.record(ctx, tx, KindView, string(detail))
		if err != nil {
			return err
		}
		if err := swingView(ctx, tx, rec.id, false); err != nil {
			return err
		}
		o, err = outcome(ctx, tx, rec.id, l.Today())
		return err
	})
	return o, err
}

// swingView does what a change of views says, or takes it back, if that is what the change is.
func swingView(ctx context.Context, tx *sql.Tx, id int64, back bool) error {
	var detail string
	err := tx.QueryRowContext(ctx, "SELECT detail FROM change WHERE id = ? AND kind = ?", id, KindView).Scan(&detail)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	var c viewChange
	if err == nil {
		err = json.Unmarshal([]byte(detail), &c)
	}
	if err != nil {
		return err
	}
	for _, c := range append([]viewChange{c}, c.Others...) {
		from, to := c.Before, c.After
		if back {
			from, to = to, from
		}
		if from != nil {
			if _, err := tx.ExecContext(ctx, "DELETE FROM view WHERE name = ?", from.Name); err != nil {
				return err
			}
		}
		if to != nil {
			if _, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO view (name, query, place) VALUES (?, ?, ?)", to.Name, to.Query, to.Place); err != nil {
				return err
			}
		}
		if from != nil && to != nil && from.Name != to.Name { // its order goes along
			if _, err := tx.ExecContext(ctx, "UPDATE OR REPLACE view_sort SET view = ? WHERE view = ?", to.Name, from.Name); err != nil {
				return err
			}
		}
	}
	return nil
}

// ViewSorts are the orders that the reader gave views, by their names in lower case.
func (l *Library) ViewSorts(ctx context.Context) (map[string]Sort, error) {
	rows, err := l.read.QueryContext(ctx, "SELECT view, sort FROM view_sort")
	if err != nil {
		return nil, explain("reading the orders of views", err)
	}
	defer func() { _ = rows.Close() }()
	all := make(map[string]Sort)
	for rows.Next() {
		var name string
		var s Sort
		if err := rows.Scan(&name, &s); err != nil {
			return nil, explain("reading the orders of views", err)
		}
		if s, known := ParseSort(string(s)); known { // a newer dogear may know others
			all[strings.ToLower(name)] = s
		}
	}
	return all, explain("reading the orders of views", rows.Err())
}

// SortView keeps the order that the reader gave a view, which may be a built-in one. It is a preference and no change:
// it is not undone.
func (l *Library) SortView(ctx context.Context, name string, s Sort) error {
	return l.update(ctx, "saving the order of a view", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO view_sort (view, sort) VALUES (?, ?)", name, s)
		return err
	})
}

// viewPhrase tells what a change of views did.
func viewPhrase(detail string) string {
	var c viewChange
	if err := json.Unmarshal([]byte(detail), &c); err != nil || c.Before == nil && c.After == nil {
		return "changed the views"
	}
	return c.String()
}
