package ui

import (
	"os"
	"path/filepath"
	"testing"
)

// A folder is taken in as one change that explains itself; what may be the same is decided side by side, and taken back.
func TestImportOfFolderAndDuplicates(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.txt":   "Title: Graph Mamba on Rivers\nAuthors: Jane Doe\nDate: 2023-12-01\nAbstract: Rivers flow along graphs all day long.\n",
		"b.jsonl": `{"id":"2401.00001","title":"Graph Mamba on Rivers","authors_parsed":[["Doe","Jane",""]],"versions":[{"version":"v1","created":"Mon, 1 Jan 2024 00:00:00 GMT"}]}` + "\n{\"title\":\n",
		"c.bin":   "\x00\x01\x02\x03\x04\x05",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := open(t, starter(t), 120, 30)
	s.shows("1 of 65")
	s.press(":import " + dir + "\r")
	s.shows("Imported", "a.txt: 1 new, 0 seen", "b.jsonl: 1 new, 0 seen, 1 rejected", "✗ line 2: not JSON", `{"title":`, "c.bin: the input is not text", "1 of 67")
	s.press("x") // no key of the box: it closes
	s.shows("r read")
	s.press(":dupl\r")
	s.shows("The same paper?", "1 of 1", "Same title, but different years: 2023 and 2024", "Paper 66", "Paper 67", "merge into 66", "2401.00001")
	s.press("m")
	s.shows("Merged two papers into", "1 of 66", "arXiv:2401.00001")
	s.press("u")
	s.shows("Undone: merged two papers", "of 67")
	s.press(":dupl\r")
	s.shows("The same paper?", "Paper 67")
	s.press("a")
	s.shows("Kept two papers apart")
	s.press(":dupl\r")
	s.shows("No possible duplicates.")
	s.press("u")
	s.shows("Undone: kept two papers apart")
	s.press("u")
	s.shows("Undo the import?", "a.txt and 1 other")
	s.press("\r")
	s.shows("of 65 ─", "Undone: imported")
	s.press("q")
	s.quits()
}
