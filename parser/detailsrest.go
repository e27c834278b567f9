package parser

// This file owns what several formats keep beside a paper's text, as JSON: the details that they have no place for, or would
// read back differently.

// A detailsRest is what an entry does not hold of a paper's details to the letter. A nil member is one that it does.
type detailsRest struct {
	Editors     *[]Author `json:"editors,omitempty"`
	MoreAuthors *bool     `json:"more_authors,omitempty"`
	Language    *string   `json:"language,omitempty"`
	Files       *[]string `json:"files,omitempty"`
	Upvotes     *int      `json:"upvotes,omitempty"`
}

// detailsRestOf is what back, which was read from an entry, lacks of d.
func detailsRestOf(d, back *Details) detailsRest {
	return detailsRest{
		Editors: keptUnless(d.Editors, back.Editors), MoreAuthors: unlike(&d.MoreAuthors, back.MoreAuthors),
		Language: unlike(&d.Language, back.Language), Files: keptUnless(d.Files, back.Files), Upvotes: unlike(&d.Upvotes, back.Upvotes),
	}
}

// restoreDetails gives d what was kept. It comes out of a file like all else, so it is cleaned.
func (rest *detailsRest) restoreDetails(d *Details) {
	if rest.Editors != nil {
		d.Editors = cleanAuthors(*rest.Editors)
	}
	if rest.MoreAuthors != nil {
		d.MoreAuthors = *rest.MoreAuthors
	}
	if rest.Language != nil {
		d.Language = CleanLine(*rest.Language)
	}
	if rest.Files != nil {
		d.Files = cleanTexts(*rest.Files)
	}
	if rest.Upvotes != nil {
		d.Upvotes = max(0, *rest.Upvotes)
	}
}

// cleanAuthors are the authors with the parts of their names cleaned, without those who have no name then.
func cleanAuthors(list []Author) []Author {
	var authors []Author
	for _, a := range list {
		a = Author{Given: CleanLine(a.Given), Particle: CleanLine(a.Particle), Family: CleanLine(a.Family), Suffix: CleanLine(a.Suffix)}
		if a.Family != "" {
			authors = append(authors, a)
		}
	}
	return authors
}
