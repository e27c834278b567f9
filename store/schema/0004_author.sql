-- The library, version 4: the order by author, and the order that the reader gave a view.

ALTER TABLE paper ADD COLUMN author TEXT NOT NULL DEFAULT '�'; -- the first one, for sorting: see byline.go; none is last
UPDATE paper SET author = dogear_byline((SELECT data FROM body WHERE body.id = paper.id));
CREATE INDEX paper_by_author ON paper (author, place);

-- The order in which the reader wants to see a view, by its name. A preference, not a change: nothing takes it back.
CREATE TABLE view_sort (
    view TEXT PRIMARY KEY COLLATE NOCASE,
    sort TEXT NOT NULL
) STRICT, WITHOUT ROWID;
