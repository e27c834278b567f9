// This file owns links between papers in exported folders: in a page they lead to the other paper's page, in the library to
// the paper.

package cli

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"dogear/parser"
	"dogear/store"
)

// outward is a note of the library as its page has it. A link whose paper the library lacks stays as it is. Links tells
// what each link of the library became.
func (f *folder) outward(ctx context.Context, note string) (page string, links map[string]string, err error) {
	links = make(map[string]string)
	page, err = replaceLinks(note, func(r store.Ref) (string, error) {
		row, err := f.lib.FollowLink(ctx, r)
		if errors.Is(err, store.ErrNotFound) {
			return note[r.From:r.To], nil
		}
		if err != nil {
			return "", err
		}
		p, err := f.lib.Paper(ctx, row.ID)
		if err != nil {
			return "", err
		}
		link := "[[" + parser.VaultName(f.digestPaper(p).Key, p.ID) + "]]"
		if f.format.name == string(parser.FormatObsidian) {
			link = strings.TrimSuffix(link, "]]") + "|" + r.Label + "]]"
		}
		links[link] = note[r.From:r.To]
		return link, nil
	})
	return page, links, err
}

// inward is a page's note as the library has it. Links tells what the library's own links became in the page; others are
// found by the names of the pages.
func (f *folder) inward(ctx context.Context, page string, links map[string]string) (string, error) {
	return replaceLinks(page, func(r store.Ref) (string, error) {
		text := page[r.From:r.To]
		if was, ok := links[text]; ok {
			return was, nil
		}
		for id, p := range f.was.Pages {
			if p.Name != r.Target+pageEnd {
				continue
			}
			n, err := strconv.ParseInt(id, 10, 64)
			if err != nil {
				return text, nil
			}
			link, err := f.lib.LinkTo(ctx, n)
			if errors.Is(err, store.ErrNotFound) {
				return text, nil
			}
			return link, err
		}
		return text, nil
	})
}

// replaceLinks is a note with each of its links as replace says.
func replaceLinks(note string, replace func(store.Ref) (string, error)) (string, error) {
	var b strings.Builder
	at := 0
	for _, r := range store.Links(note) {
		text, err := replace(r)
		if err != nil {
			return "", err
		}
		b.WriteString(note[at:r.From])
		b.WriteString(text)
		at = r.To
	}
	b.WriteString(note[at:])
	return b.String(), nil
}
