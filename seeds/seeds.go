// Package seeds is where digests come from: source in, bytes out. It holds the digest that the first start takes in, so
// that a new library already shows something worth reading. What the bytes say is for package parser to find out.
package seeds

import _ "embed"

const starterName = "huggingface-papers-mar-11.txt"

//go:embed huggingface-papers-mar-11.txt
var starter string

// Starter is the starter digest: the file name it was saved under, and its bytes as they were copied. The caller owns
// the bytes.
func Starter() (name string, text []byte) {
	return starterName, []byte(starter)
}
