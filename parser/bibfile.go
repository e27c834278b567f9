package parser

// This file owns the field "file" of BibTeX files, in which reference managers name the files of a work. JabRef writes
// "description:path:type;…" with a backslash before each colon and semicolon that is part of a text
// (https://docs.jabref.org, "Manage associated files"); Mendeley the same without a description, and without the slash at
// the beginning of a path; Zotero "title:path:type" or "path:type"; others the path alone.

import (
	"path"
	"strings"
)

// bibFiles are the paths in a field, and the addresses that stand there instead.
func bibFiles(raw string) (paths, addresses []string) {
	raw = fileSigns.Replace(raw)
	for _, entry := range splitEscaped(raw, ';') {
		parts := splitEscaped(entry, ':')
		for i := range parts {
			parts[i] = strings.TrimSpace(unescapeFile(parts[i]))
		}
		switch name := filePath(parts); {
		case name == "":
		case isWebAddress(name):
			addresses = append(addresses, name)
		default:
			paths = append(paths, name)
		}
	}
	return paths, addresses
}

// fileSigns are how programs write signs of paths in TeX.
var fileSigns = strings.NewReplacer(`\\`, `\\`, `{\textbackslash}`, `\`, `\textbackslash{}`, `\`, `$\backslash$`, `\`, `{\_}`, "_", `\_`, "_", `\&`, "&",
	`\%`, "%", `\#`, "#", `\{`, "{", `\}`, "}", `\$`, "$")

// splitEscaped parts s at sep, but for those behind a backslash.
func splitEscaped(s string, sep byte) []string {
	var parts []string
	start := 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && strings.IndexByte(`\:;`, s[i+1]) >= 0:
			i++
		case s[i] == sep:
			parts = append(parts, s[start:i])
			start = i + 1
		}
	}
	return append(parts, s[start:])
}

var fileEscapes = strings.NewReplacer(`\\`, `\`, `\:`, ":", `\;`, ";")

func unescapeFile(s string) string { return fileEscapes.Replace(s) }

// fileType is what stands behind a path for its type: PDF, or application/pdf.
var fileType = pattern(`^(?:[A-Za-z0-9+-]{1,12}|(?:application|text|image|video|audio)/[\w.+-]+|[A-Z][A-Za-z ]{1,20})?$`)

// filePath is the path among the parts of an entry. Colons that are not escaped part a path too: C:\x.pdf, https://….
func filePath(parts []string) string {
	n := len(parts)
	if n > 1 && fileType().MatchString(parts[n-1]) && !strings.HasPrefix(parts[n-1], "//") {
		n-- // the type
	} else if n == 2 && !beginsPath(parts[0], parts[1]) {
		return parts[1] // a description and a path
	}
	switch {
	case n == 1:
		return parts[0]
	case beginsPath(parts[0], parts[1]):
		return strings.Join(parts[:n], ":")
	}
	name := strings.Join(parts[1:n], ":")
	if parts[0] == "" && n == 2 && mendeleyRoot().MatchString(name) {
		return "/" + name
	}
	return name
}

// beginsPath reports whether a part and the next are one path or address: C and \x.pdf, https and //x.example.
func beginsPath(part, next string) bool {
	if len(part) == 1 && isLetter(part[0]) {
		return strings.HasPrefix(next, `\`) || strings.HasPrefix(next, "/")
	}
	return strings.HasPrefix(next, "//")
}

// mendeleyRoot is how a whole path begins from which Mendeley took the slash.
var mendeleyRoot = pattern(`^(?:home|Users|media|mnt|Volumes)/`)

// bibFileField is the field for some files; bibFiles reads it.
func bibFileField(files []string) string {
	entries := make([]string, len(files))
	for i, f := range files {
		kind := strings.ToUpper(strings.TrimPrefix(path.Ext(f), "."))
		if !fileType().MatchString(kind) {
			kind = ""
		}
		entries[i] = ":" + strings.NewReplacer(`\`, `\\`, ":", `\:`, ";", `\;`).Replace(f) + ":" + kind
	}
	return strings.Join(entries, ";")
}
