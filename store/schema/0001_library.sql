-- The library, version 1.
--
-- A paper has three parts: what lists and counts need (paper, narrow, so that a window of it is a few pages), what is
-- read when it is opened (body), and what is searched (segment, chunk, margin). Times are Unix milliseconds, dates are
-- ISO 8601 text.

PRAGMA application_id = 0x646F6772; -- "dogr"

CREATE TABLE paper (
    id         INTEGER PRIMARY KEY,        -- permanent: what the reader types
    place      INTEGER NOT NULL UNIQUE,    -- the library's order, ascending: see place.go
    status     INTEGER NOT NULL DEFAULT 0, -- -1 withdrawn with its digest, 0 inbox, 1 later, 2 read, 3 dismissed
    starred    INTEGER NOT NULL DEFAULT 0,
    noted      INTEGER NOT NULL DEFAULT 0, -- has a note that is not empty
    tagged     INTEGER NOT NULL DEFAULT 0, -- number of tags
    has        INTEGER NOT NULL DEFAULT 0, -- 1 a PDF link, 2 a code link
    title      TEXT    NOT NULL,
    title_hash INTEGER NOT NULL,           -- of the title key, for finding the same work
    published  TEXT    NOT NULL,           -- '' unknown
    added      INTEGER NOT NULL,
    arxiv      TEXT,
    version    INTEGER NOT NULL DEFAULT 0, -- N of arXiv's vN, 0 unknown
    doi        TEXT,
    openreview TEXT
) STRICT;

-- One partial index per view serves its pages in order without reading what the view does not show.
CREATE INDEX paper_inbox     ON paper (place) WHERE status = 0;
CREATE INDEX paper_later     ON paper (place) WHERE status = 1;
CREATE INDEX paper_read      ON paper (place) WHERE status = 2;
CREATE INDEX paper_dismissed ON paper (place) WHERE status = 3;
CREATE INDEX paper_starred   ON paper (place) WHERE starred = 1;
CREATE INDEX paper_noted     ON paper (place) WHERE noted = 1;
CREATE INDEX paper_published ON paper (published DESC, place);
CREATE INDEX paper_by_title  ON paper (title COLLATE NOCASE, place);

CREATE INDEX paper_title_hash        ON paper (title_hash);
CREATE UNIQUE INDEX paper_arxiv      ON paper (arxiv)      WHERE arxiv      IS NOT NULL;
CREATE UNIQUE INDEX paper_doi        ON paper (doi)        WHERE doi        IS NOT NULL;
CREATE UNIQUE INDEX paper_openreview ON paper (openreview) WHERE openreview IS NOT NULL;

CREATE TABLE body (
    id   INTEGER PRIMARY KEY REFERENCES paper (id),
    data BLOB NOT NULL -- abstract, original texts, authors, links: see body.go
) STRICT;

CREATE TABLE note (
    paper INTEGER PRIMARY KEY REFERENCES paper (id),
    text  TEXT    NOT NULL,
    saved INTEGER NOT NULL
) STRICT;

CREATE TABLE tag (
    id     INTEGER PRIMARY KEY,
    name   TEXT    NOT NULL UNIQUE COLLATE NOCASE,
    papers INTEGER NOT NULL DEFAULT 0 -- how many papers carry it, kept by triggers
) STRICT;

CREATE TABLE paper_tag (
    paper INTEGER NOT NULL REFERENCES paper (id),
    tag   INTEGER NOT NULL REFERENCES tag (id),
    PRIMARY KEY (paper, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX paper_tag_tag ON paper_tag (tag, paper);

CREATE TABLE digest (
    id       INTEGER PRIMARY KEY,
    source   TEXT    NOT NULL, -- "Hugging Face"; empty when unknown
    curator  TEXT    NOT NULL,
    date     TEXT,
    format   TEXT    NOT NULL,
    origin   TEXT    NOT NULL, -- the path as it was given, "-" for standard input
    sum      BLOB    NOT NULL, -- SHA-256 of its bytes
    imported INTEGER NOT NULL,
    papers   INTEGER NOT NULL DEFAULT 0,
    removed  INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX digest_sum ON digest (sum);

CREATE TABLE digest_paper (
    digest   INTEGER NOT NULL REFERENCES digest (id),
    position INTEGER NOT NULL, -- in the digest, from 1
    paper    INTEGER NOT NULL REFERENCES paper (id),
    PRIMARY KEY (digest, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX digest_paper_paper ON digest_paper (paper);

-- The reader's acts, in order. Undo and redo walk over them: see history.go.
CREATE TABLE change (
    id      INTEGER PRIMARY KEY,
    kind    TEXT    NOT NULL,
    detail  TEXT    NOT NULL, -- what the kind needs to name itself: the status, the tag, the digest's name
    papers  INTEGER NOT NULL,
    digest  INTEGER REFERENCES digest (id), -- the digest that an import made or a removal took away
    session TEXT    NOT NULL DEFAULT '',    -- one stay in the note pane is one change, however often it was saved
    made    INTEGER NOT NULL,
    undone  INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX change_done ON change (id) WHERE undone = 0;

CREATE TABLE change_item (
    change INTEGER NOT NULL REFERENCES change (id),
    paper  INTEGER NOT NULL REFERENCES paper (id),
    field  TEXT    NOT NULL,
    ref    INTEGER NOT NULL DEFAULT 0, -- the tag, for field 'tag'
    before ANY,
    after  ANY,
    PRIMARY KEY (change, paper, field, ref)
) STRICT, WITHOUT ROWID;

-- Counts that the tabs show, so that no count ever reads the papers. -1 to 3 are the statuses, 10 the stars, 11 the notes.
-- Imports, which add many papers at once, count those themselves; the triggers count what happens to them afterwards.
CREATE TABLE tally (
    id INTEGER PRIMARY KEY,
    n  INTEGER NOT NULL
) STRICT;
INSERT INTO tally VALUES (-1, 0), (0, 0), (1, 0), (2, 0), (3, 0), (10, 0), (11, 0);

CREATE TRIGGER paper_moved AFTER UPDATE OF status ON paper WHEN OLD.status <> NEW.status BEGIN
    UPDATE tally SET n = n - 1 WHERE id = OLD.status;
    UPDATE tally SET n = n + 1 WHERE id = NEW.status;
END;
CREATE TRIGGER paper_star AFTER UPDATE OF starred ON paper WHEN OLD.starred <> NEW.starred BEGIN
    UPDATE tally SET n = n + NEW.starred - OLD.starred WHERE id = 10;
END;
CREATE TRIGGER paper_note AFTER UPDATE OF noted ON paper WHEN OLD.noted <> NEW.noted BEGIN
    UPDATE tally SET n = n + NEW.noted - OLD.noted WHERE id = 11;
END;
CREATE TRIGGER tag_put AFTER INSERT ON paper_tag BEGIN
    UPDATE tag SET papers = papers + 1 WHERE id = NEW.tag;
    UPDATE paper SET tagged = tagged + 1 WHERE id = NEW.paper;
END;
CREATE TRIGGER tag_taken AFTER DELETE ON paper_tag BEGIN
    UPDATE tag SET papers = papers - 1 WHERE id = OLD.tag;
    UPDATE paper SET tagged = tagged - 1 WHERE id = OLD.paper;
END;

-- The search index: see index.go. It is derived from paper and body.
CREATE TABLE segment (
    id   INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
    low  INTEGER NOT NULL, -- place of the first document
    high INTEGER NOT NULL, -- place of the last
    docs INTEGER NOT NULL,
    live INTEGER NOT NULL, -- docs that are not dead
    dead BLOB    NOT NULL  -- documents that are out of date: differences, as varints
) STRICT;

CREATE TABLE chunk (
    id   INTEGER PRIMARY KEY, -- segment << 16 | number of the blob in it
    data BLOB NOT NULL
) STRICT;

-- Tags and notes, by place. They change all the time and are short. Folded by fulltext.Fold; the table keeps no text.
CREATE VIRTUAL TABLE margin USING fts5 (
    tags, note, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2 3'
);
