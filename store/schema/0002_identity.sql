-- The library, version 2: what is the same paper, why, and the way back.

-- The paper that this one was merged into. It is out of sight then (status -1), and keeps what it cannot share: its
-- number, its place in its digest, identifiers that the other paper has already.
ALTER TABLE paper ADD COLUMN merged INTEGER NOT NULL DEFAULT 0;
CREATE INDEX paper_merged ON paper (merged) WHERE merged <> 0;

-- Records of digests that were taken for a paper that was there: why, and what they said.
CREATE TABLE merger (
    digest   INTEGER NOT NULL REFERENCES digest (id),
    position INTEGER NOT NULL,
    why      TEXT    NOT NULL, -- arxiv, doi, openreview or title
    record   BLOB,             -- see record.go; null if it said what the paper had
    PRIMARY KEY (digest, position)
) STRICT, WITHOUT ROWID;

-- Papers that may be the same, a < b.
CREATE TABLE duplicate (
    a     INTEGER NOT NULL REFERENCES paper (id),
    b     INTEGER NOT NULL REFERENCES paper (id),
    why   TEXT    NOT NULL,           -- as it is shown
    apart INTEGER NOT NULL DEFAULT 0, -- the reader says that they are two
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;

-- One import may bring many digests; the change it is has been in the change's digest until now.
ALTER TABLE digest ADD COLUMN change INTEGER REFERENCES change (id);
UPDATE digest SET change = (SELECT id FROM change WHERE change.digest = digest.id AND kind = 'import');
UPDATE change SET digest = NULL WHERE kind = 'import';
CREATE INDEX digest_change ON digest (change);
