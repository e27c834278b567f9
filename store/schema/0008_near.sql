-- The library, version 8: papers that are nearly the same are found, and stubs.

-- Two keys a paper, so that one whose title has a typing error, or no subtitle, is found without reading the others: see
-- near.go. Derived from titles and authors. Rows of earlier titles stay: what shares a key is compared before it is shown.
CREATE TABLE near (
    key   INTEGER NOT NULL, -- 32 bits of a hash
    paper INTEGER NOT NULL,
    PRIMARY KEY (key, paper)
) STRICT, WITHOUT ROWID;

-- Papers from this number on have their keys. Each import makes those of some more, so that no upgrade takes minutes.
CREATE TABLE near_from (
    id    INTEGER PRIMARY KEY CHECK (id = 0),
    paper INTEGER NOT NULL
) STRICT;
INSERT INTO near_from SELECT 0, coalesce(max(id), 0) + 1 FROM paper;

-- The bit 4 of the column has: a stub, of which nothing is known but an identifier, its title.
UPDATE paper SET has = has | 4 WHERE instr(title, ' ') = 0 AND dogear_stub(title, arxiv, doi, openreview);
CREATE INDEX paper_stub ON paper (place) WHERE has & 4 > 0;
