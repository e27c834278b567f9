-- The library, version 6: a note that changes by itself is found.

ALTER TABLE note ADD COLUMN hash INTEGER; -- of paper and text: see note.go; null if it was written before there were any
