package store

import "testing"

// Each kind of path comes to SQLite as it is, those of Windows too.
func TestFileURI(t *testing.T) {
	for path, want := range map[string]string{
		"/home/a/my papers?.db":     "file:/home/a/my%20papers%3F.db",
		"C:/Users/Zoë/library.db":   "file:C:/Users/Zo%C3%AB/library.db",
		"//server/share/library.db": "file:////server/share/library.db",
		"D:/100%/#1/library.db":     "file:D:/100%25/%231/library.db",
	} {
		if got := fileURI(path); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}
