-- The library, version 10: more of a paper is searched, and every part of a text without spaces between its words is found.

-- Segments of an older format are searched as they are, and made anew one after the other: see refresh.go.
ALTER TABLE segment ADD COLUMN format INTEGER NOT NULL DEFAULT 2;

-- Tags and notes are few: those with such text are put in anew at once.
CREATE TEMP TABLE unspaced AS
    SELECT paper FROM note WHERE dogear_unspaced(text)
    UNION SELECT paper FROM paper_tag WHERE tag IN (SELECT id FROM tag WHERE dogear_unspaced(name));
DELETE FROM margin WHERE rowid IN (SELECT p.place FROM unspaced u JOIN paper p ON p.id = u.paper);
INSERT INTO margin (rowid, tags, note)
    SELECT p.place, dogear_terms(coalesce((SELECT group_concat(tag.name, ' ') FROM paper_tag pt JOIN tag ON tag.id = pt.tag WHERE pt.paper = p.id), '')),
        dogear_terms(coalesce((SELECT text FROM note n WHERE n.paper = p.id), ''))
    FROM unspaced u JOIN paper p ON p.id = u.paper;
DROP TABLE unspaced;
