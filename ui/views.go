// This file owns the views: the saved queries that are the tabs over the list.

package ui

import "dogear/store"

// A view is a query with a name.
type view struct {
	name  string
	query store.Query
	count func(store.Counts) int
	signs bool // papers of several statuses are in it
}

// views are the tabs, in order.
var views = []view{
	{"Inbox", store.Inbox.Query(), func(c store.Counts) int { return c.Inbox }, false},
	{"Later", store.Later.Query(), func(c store.Counts) int { return c.Later }, false},
	{"Starred", store.IsStarred, func(c store.Counts) int { return c.Starred }, true},
	{"Read", store.Read.Query(), func(c store.Counts) int { return c.Read }, false},
	{"Noted", store.IsNoted, func(c store.Counts) int { return c.Noted }, true},
	{"Dismissed", store.Dismissed.Query(), func(c store.Counts) int { return c.Dismissed }, false},
	{"All", store.Query{}, store.Counts.All, true},
}

// allView is the index of the view of all papers.
var allView = len(views) - 1
