package parser

// This file owns telling the formats in JSON apart, by the names of members at the beginning of an input.

import "strings"

// maxShapeDepth is how deep inside of objects names are looked at: notes, content, title, value.
const maxShapeDepth = 5

// A jsonShape has the names of the members in a JSON text that may be cut off anywhere, each with those that lead to it:
// "title", "author.family". Of an array the first object counts, as if it stood there without the array.
type jsonShape map[string]bool

// shapeOf is the shape of the text that begins with head; without names if that is no JSON.
func shapeOf(head string) jsonShape {
	shape := jsonShape{}
	head = strings.TrimLeft(head, " \t\r\n")
	if strings.HasPrefix(head, "{") || strings.HasPrefix(head, "[") {
		var j jsonLine
		j.reset([]byte(head))
		shape.addValue(&j, "", 0)
	}
	return shape
}

// addValue adds the names in the value that is next.
func (s jsonShape) addValue(j *jsonLine, path string, depth int) {
	switch bracket := j.peek(); {
	case depth == maxShapeDepth:
		j.skip()
	case bracket == '{':
		j.enter('{')
		for n := 0; j.more(n, '}'); n++ {
			name := string(j.key())
			if j.wrong != "" {
				return
			}
			s[path+name] = true
			s.addValue(j, path+name+".", depth+1)
		}
	case bracket == '[':
		j.enter('[')
		for n, found := 0, false; j.more(n, ']'); n++ {
			if !found && j.peek() == '{' {
				found = true
				s.addValue(j, path, depth)
			} else {
				j.skip()
			}
		}
	default:
		j.skip()
	}
}

// count is how many of the names, parted by spaces, are there behind a path.
func (s jsonShape) count(path, names string) int {
	n := 0
	for name := range strings.FieldsSeq(names) {
		if s[path+name] {
			n++
		}
	}
	return n
}

// printedWide reports whether the JSON that begins with head is no JSON Lines: an array of objects, or an object that is
// spread over several lines.
func printedWide(head string) bool {
	head = strings.TrimLeft(head, " \t\r\n")
	if list, is := strings.CutPrefix(head, "["); is {
		return strings.HasPrefix(strings.TrimLeft(list, " \t\r\n"), "{")
	}
	line, _, more := strings.Cut(head, "\n")
	line = strings.TrimSpace(line)
	return more && (line == "{" || strings.HasPrefix(line, "{") && strings.HasSuffix(line, ",") && !strings.HasSuffix(line, "},"))
}
