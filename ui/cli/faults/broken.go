//go:build unix

// This file owns broken digests: one in each format that can be read, with a record that is whole and one that cannot be
// taken. The import must take the first, say why it did not take the second, and end with status 3.

package main

// brokenDigests are digests by their formats.
var brokenDigests = map[string]string{
	"ids": "2403.01238\nhttps://example.org/no-paper\n",
}
