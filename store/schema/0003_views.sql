-- The library, version 3: the reader's own views.

CREATE TABLE view (
    name  TEXT    PRIMARY KEY COLLATE NOCASE,
    query TEXT    NOT NULL, -- as it is typed
    place INTEGER NOT NULL  -- in the tabs, ascending
) STRICT, WITHOUT ROWID;
