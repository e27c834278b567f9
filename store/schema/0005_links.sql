-- The library, version 5: which notes name which papers.

-- Derived from the notes, by the one function that writes them: see link.go. A target is what a link names, not a paper's
-- number: so a paper is linked to also if it comes later, and a merge or an undo changes nothing here.
CREATE TABLE note_link (
    target TEXT    NOT NULL, -- paper:N, arxiv:ID, doi:DOI, or title: and the hash of a title; '' not looked into yet
    paper  INTEGER NOT NULL REFERENCES paper (id),
    PRIMARY KEY (target, paper)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_link_paper ON note_link (paper);
INSERT INTO note_link SELECT '', paper FROM note WHERE instr(text, '[[') > 0;
