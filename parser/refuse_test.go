package parser_test

import (
	"errors"
	"strings"
	"testing"

	"dogear/parser"
)

// noLists are texts that are no lists of papers. Each must be refused, and none of it taken for a paper.
var noLists = map[string]string{
	"a letter":                  "Dear Professor Smith,\n\nThank you for your kind letter of last week, which I was happy to get. The weather here is fine and the children are well. I hope to see you in May.\n\nWith best wishes,\nJane\n",
	"a recipe":                  "Bread for Sunday\n\nIngredients\n\n500 g flour\n300 ml water\n1 tsp salt\n\nMix all of it in a bowl and leave it over night. In the morning heat the oven as far as it goes and bake the loaf until it sounds hollow.\n\nServe it warm with butter.\n",
	"a to-do list":              "- buy milk and bread\n- call the bank about the card\n- pick up the kids at school\n- water the plants on the balcony\n",
	"a shopping list":           "Milk\nBread\nButter\nEggs\n",
	"a story":                   "Chapter One\n\nIt was late when they came to the house by the lake. Nobody had lived there for years, and the door hung open. They went in all the same, for it had begun to rain.\n\nChapter Two\n\nIn the morning the rain was gone. The lake lay still and grey, and on the other side they saw a man in a boat who waved at them.\n",
	"a poem":                    "The owl sits high upon the tree,\nand looks at all that it can see;\nthe night is long, the moon is bright,\nit does not sleep until the light.\n",
	"YAML":                      "title: A paper of nobody\nauthor:\n  - name: Jane Doe\nyear: 2020\ndoi:\ntags:\n  - owls\n",
	"a configuration":           "[core]\n\teditor = vim\n\tpager = less\n[user]\n\tname = Jane Doe\n\temail = jane@example.org\n",
	"source code":               "package main\n\nimport \"fmt\"\n\nfunc main() {\n\tfmt.Println(\"hello\")\n}\n",
	"a script":                  "#!/bin/sh\nset -e\nfor f in *.txt; do\n  echo \"$f\";\ndone\n",
	"a log":                     "2024-03-01 10:00:00 INFO the server has started\n2024-03-01 10:00:01 INFO it listens at port 80\n2024-03-01 10:05:00 WARN a client is slow\n",
	"Ovid":                      "<1>\nUnique Identifier\n  12345678\nTitle\n  Owls at night.\nSource\n  Journal of Owls. 3(1):1-9\nAbstract\n  Owls are seen at night.\n\n<2>\nUnique Identifier\n  12345679\nTitle\n  Owls by day.\nSource\n  Journal of Owls. 3(2):1-9\n",
	"tagged lines":              "PT J\nAU Doe, J\nTI Owls at night\nSO J OWLS\nPY 2001\nXX unknown\nQQ more of it\n",
	"XML without a declaration": "<records>\n  <record>\n    <thing>Owls at night and by day</thing>\n    <text>Owls are seen at night and by day by those who look.</text>\n  </record>\n</records>\n",
	"a fragment of HTML":        "<ul>\n<li><b>One</b></li>\n<li>Two</li>\n<li>Three</li>\n</ul>\n",
	"LaTeX":                     "\\documentclass{article}\n\\begin{document}\n\\section{Introduction}\nThis is a text about owls and what they do at night.\n\\end{document}\n",
	"a table":                   "Name\tPhone\tTown\nJane Doe\t123\tBerlin\nMax Roe\t456\tParis\nAnn Poe\t789\tRome\n",
	"contacts":                  "Name,Phone,Town,Street\nJane Doe,123,Berlin,Main\nMax Roe,456,Paris,Rue\nAnn Poe,789,Rome,Via\n",
	"figures":                   "1 2 3\n4 5 6\n7 8 9\n10 11 12\n",
	"a chat":                    "Jane: hi, how are you today?\nMax: fine, thanks, and you?\nJane: I am going to the lake later\nMax: ok, see you there at five\n",
	"a licence":                 "Permission is hereby granted, free of charge, to any person who gets a copy, to deal in the Software without restriction.\n\nThe Software comes as it is, without warranty of any kind, express or implied, and nobody is liable for what it does.\n",
	"a README":                  "# The owl tool\n\nThe owl tool looks at your files and tells you which of them you can throw away. It is fast, and it asks before it does anything.\n\n## Installation\n\nDownload the archive, unpack it where you like and add that folder to your path. Then start a new shell and type owl.\n\n## Usage\n\nType owl and the name of a folder. It walks through all that is in there and prints a list, the largest files first.\n",
	"addresses of nothing":      "https://example.org/a\nhttps://example.org/b\nhttps://example.com/shop?item=3\n",
	"an error page":             "Resource not found.",
	"a word":                    "owls",
	"a sentence":                "The quick brown fox jumps over the lazy dog.",
	"news":                      "Storm hits the coast\n\nA storm hit the coast on Monday and left many houses without power. The mayor said that help was on its way.\n\nLocal team wins again\n\nThe town's team won its last match of the season on Sunday, by three goals to one. The fans sang until late.\n",
}

func TestWhatIsNoListIsRefused(t *testing.T) {
	for name, text := range noLists {
		t.Run(name, func(t *testing.T) {
			d, err := parser.Open(strings.NewReader(text), parser.Options{})
			if err == nil {
				for p := range d.Records() {
					t.Errorf("read as %s: a paper %q", d.Format, p.Title)
				}
				return
			}
			if !errors.Is(err, parser.ErrNoPapers) && !errors.Is(err, parser.ErrUnknownFormat) {
				t.Errorf("%v", err)
			}
			if why := err.Error(); len(why) < 40 {
				t.Errorf("no reason: %s", why)
			}
		})
	}
}
