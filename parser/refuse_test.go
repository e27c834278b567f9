package parser_test

import (
	"errors"
	"slices"
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
	"a paper's full text":       "Owls and Light\n\nAnn Example, Bo Sample\nUniversity of Nowhere\n\nAbstract\nWe study owls and show that light keeps them from their prey. The method is tested on ten nights.\n\n1 Introduction\nOwls are seen at night, and light is everywhere by now. In this paper we give a method to count them.\n\n2 Related Work\nOthers counted owls by their calls (Doe et al., 2017). We propose to count them by sight, which is better.\n\n3 Results\nThe results show that owls keep away from light. We evaluate this on all nights.\n\nReferences\nJ. Doe. Owls and their calls. Journal of Owls, 2017.\n",
	"numbered sections":         "1 The Owls of the North\nWe study the owls of the north in this report, and the results are many. They were counted by hand.\n\n2 The Owls of the South\nWe show that the data of the south differ, and we propose a method to measure them.\n\n3 The Owls of the West\nHere we find that the models predict the data well, and we evaluate them on all nights.\n",
	"a rebuttal":                "Rebuttal\n\nWe thank the reviewers for their careful reading and the helpful comments on the experiments.\n\nResponse to Reviewer 1\n\nWe agree that more data would be useful. We present results on two further datasets.\n\nResponse to Reviewer 2\n\nWe evaluate our method on the benchmark that was proposed, and find that our model is better.\n",
	"a press release":           "Owl Labs opens its doors\n\nBERLIN, 4 March 2024 -- Owl Labs today announced its new model, which is three times faster. In this work we propose nothing.\n\nAbout Owl Labs\n\nOwl Labs is a research company with offices in Berlin. It was founded in 2015 and has 120 employees.\n",
	"a grant proposal":          "Grant proposal: Counting Owls\n\nSummary\nWe propose to study how owls are counted. The project will run for three years and employ two students.\n\nObjectives\nThe first objective is a dataset of a thousand nights. The second is to train a model and to evaluate it.\n\nBudget\nWe ask for 300,000 euros, of which most are for personnel and for computing.\n",
	"a model card":              "Model card: owl-7b\n\nTraining data\nThe training data consists of two trillion tokens from the dataset of owls. We release it.\n\nEvaluation\nThe model was evaluated on nine benchmarks. The results show a performance better than that of others.\n\nIntended use\nWe present this model for research on algorithms and for the analysis of data.\n",
	"a job":                     "Owl Engineer (m/f/d)\n\nYour tasks\nYou develop models and algorithms for the analysis of data, and evaluate them in experiments.\n\nYour profile\nYou have a degree in biology and experience with learning, networks and optimization.\n\nWhat we offer\nFlexible hours, 30 days of holiday and a budget for research papers.\n",
	"offers of jobs":            "Senior Owl Scientist, Nights\nOwl Labs, London. We are looking for a research scientist with experience in models of owls to join our team.\nhttps://jobs.example.com/1\n\nMachine Learning Engineer, Days\nSample Inc., Berlin. You will build methods for the processing of data, in a small and friendly team.\nhttps://jobs.example.com/2\n",
	"a homepage":                "Prof. Ann Example\n\nResearch interests\nMy research is about models, algorithms and the theory of owls.\n\nTeaching\nIn the summer I teach a course on the analysis of data and methods of optimization.\n\nContact\nRoom 12, Building 3. Office hours by appointment.\n",
	"news on a study":           "BREAKING: Study finds owls are good for you\n\nA new study by researchers finds that owls are good for the heart. The results were published on Monday.\n\nExperts warn of too many owls\n\nOther researchers observed that the data of the study come from people who live in the woods.\n\nWhat patients should know\n\nAccording to the authors, patients should measure their blood pressure by night and by day.\n",
	"a mail to all":             "Weekly update\n\nHi everyone,\n\nWe had a great week. Our team shipped the new owl, and the first customers already wrote that they like it.\n\nHiring\n\nWe hired two engineers in London. We propose to open an office in Berlin, since many of you asked for one.\n\nNumbers\n\nRevenue grew by 12% compared to last month, and we show that our model works.\n\nAnn\n",
	"a French mail":             "En résumé\n\nNous proposons une nouvelle méthode pour compter les hiboux dans la nuit.\n\nBonjour à tous,\n\nla réunion de jeudi est annulée, car la salle est occupée. Nous nous retrouverons la semaine prochaine.\n\nCordialement,\nAnne\n",
	"a German letter":           "Sehr geehrte Damen und Herren,\n\nwir zeigen Ihnen gern unsere neuen Verfahren und die Ergebnisse der Studie an einem Tag im Mai.\n\nMit freundlichen Grüßen\nAnna Beispiel\n",
	"courses":                   "Vorlesungsverzeichnis 2024\n\nEinführung in die Eulenkunde\nProf. Dr. Ann Example, Mo 10-12, Hörsaal 3\nDie Vorlesung gibt eine Einführung in die Theorie der Eulen. Vorausgesetzt wird nichts.\n\nSeminar: Eulen zählen\nDr. Bo Sample, Di 14-16, Raum 12\nIm Seminar zählen wir gemeinsam Eulen und besprechen die Ergebnisse.\n",
	"the README of a data set":  "# Owls\n\n## Source\n\nThe data were collected by our study from 120 owls in two forests.\n\n## Methods\n\nWe measure the performance of the model by cross validation, and report the results in the paper.\n\n## License\n\nCC-BY 4.0\n",
	"a CV":                      "Ann Example\nCurriculum Vitae\n\nEducation\n2015-2019 PhD in Biology, University of Nowhere. Thesis: Counting Owls at Night\n2013-2015 MSc in Biology, University of Nowhere\n\nEmployment\n2019-present Research scientist, Owl Labs, where I lead a team of five people working on nights\n\nSkills\nPython, Go, German (native), English (fluent)\n",
	"git":                       "commit 0123456789abcdef0123456789abcdef01234567\nAuthor: Ann Example <ann@example.com>\nDate:   Mon Mar 4 09:00:00 2024 +0100\n\n    Count the owls of the night\n\n    It counts owls by the method of arXiv:2403.01234, which we evaluate.\n",
	"ProQuest":                  "Document 1 of 2\n\nOwls in Higher Education\n\nAuthor: Example, Ann; Sample, Bo\n\nPublication info: Journal of Owls ; London  Vol. 12, Iss. 3,  (Mar 2020): 1-17.\n\nAbstract: This study looks at owls in universities and finds that they are wise.\n\nProQuest document ID: 123456789\n\nDocument 2 of 2\n\nWho Hoots?\n\nAuthor: Third, Cy\n\nProQuest document ID: 123456790\n",
	"a table of contents":       "Contents\n\nIntroduction to Owls .......... 1\nThe Theory of Nights ......... 12\nA Method of Counting ........ 30\nIndex ....................... 99\n",
	"a manual":                  "NAME\n       owl - count what flies at night\n\nSYNOPSIS\n       owl [flags] [night]\n\nDESCRIPTION\n       owl keeps a list of owls, with their nights, and lets you decide on each of them with a key.\n",
	"an order":                  "Bestellung Nr. 12345\n\nVielen Dank für Ihre Bestellung! Wir haben sie erhalten und bearbeiten sie nun.\n\nArtikel\n1x Das Buch der Eulen, 29,90 EUR\n1x Lampe für die Nacht, 49,00 EUR\n\nLieferadresse\nAnna Beispiel, Beispielweg 1, 10115 Berlin\n",
	"a call for papers":         "Call for Papers: Workshop on Owls (WOO 2024)\nVienna, Austria, 12 July 2024\n\nTopics of interest\nWe invite submissions on all aspects of owls, including their data, models and theory.\n\nImportant dates\nSubmission deadline: 1 May 2024\nNotification: 1 June 2024\n",
	"an answer of a chatbot":    "**You:** What are good papers on owls?\n\n**Bot:** Here are some thoughts on that.\n\n1. **Start with a survey.** A survey gives you an overview of the field and of its words.\n2. **Read the classics.** The first papers are often the clearest ones.\n3. **Follow the citations.** Look at who cites the papers that you liked.\n",
	"a programme":               "Programme of Monday\n\n09:00 - 09:30 Registration and Coffee\n09:30 - 10:30 Keynote: Owls of the Future\n10:30 - 11:00 Coffee Break in the Hall\n11:00 - 12:00 Session on the Theory of Nights\n",
	"a playlist":                "Playlist\n\nThe Owls - Tomorrow\nKing - Bohemian Polka\nLed Balloon - Ladder to the Moon\nThe Rolling Wheels - You Can't Always Find What You Lost\n",
	"shopping in capitals":      "Shopping List\nTwo Bottles of Red Wine\nFresh Bread and Some Butter\nOlive Oil From Greece or Italy\nPaper Towels and Washing Powder\n",
	"videos":                    "Watch later\nHow to Build a Nest From Old Wood - https://www.youtube.com/watch?v=abc123\nThe Best Owls in Rome and Where to Find Them - https://www.youtube.com/watch?v=def456\n",
	"products":                  "Name,Author,Year,Price\nRed chair,NESTA,2020,39.90\nBlue table for the whole family,NESTA,2021,99.00\n",
	"songs":                     "Title,Author,Year,Publisher\nTomorrow,Lemmon; McCarthy,1965,EMU\nPretend,Lemmon,1971,Pear\n",
	"posts of a blog":           "title,author,date,categories,url\nHow I love owls,Ann Example,2024-03-01,birds,https://blog.example.com/owls\nWhy I count them,Bo Sample,2024-02-01,birds,https://blog.example.com/count\n",
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
			if why := err.Error(); len(why) < 40 || strings.Contains(why, "arxiv-jsonl, ") {
				t.Errorf("no reason, or all formats: %s", why)
			}
		})
	}
}

// lists are texts close to the border that are lists of papers, with the titles in them.
var lists = map[string]struct {
	text   string
	titles []string
}{
	"short abstracts": {
		"Counting Owls With Graphs\nWe count owls with graphs. It works.\n\nOwls Are All You Need\nWe show that owls are enough. Nothing else is needed.\n",
		[]string{"Counting Owls With Graphs", "Owls Are All You Need"},
	},
	"medicine": {
		"Night shifts and sleep among nurses: a cohort study\n\nBackground: Night shifts are common. Methods: Sleep was recorded among 120 nurses for a year. Results: They slept less. Conclusions: Shifts matter.\n\n" +
			"Aspirin after a fall in older adults\n\nOlder adults who fell were randomized to aspirin or placebo. Bleeding was assessed after 90 days, and no difference was found between the groups.\n",
		[]string{"Night shifts and sleep among nurses: a cohort study", "Aspirin after a fall in older adults"},
	},
	"humanities": {
		"The Owl and the Library in Medieval Thought\n\nThis essay reads the owl of medieval bestiaries as a figure of the archive. It argues that the bird stands for what is kept in the dark.\n\n" +
			"Letters From a Cold Town\n\nDrawing on letters that were never sent, this article examines how exiles wrote about home. I argue that silence was their genre.\n",
		[]string{"The Owl and the Library in Medieval Thought", "Letters From a Cold Town"},
	},
	"sentence case": {
		"How owls find their way at night\n\nOwls navigate without light. We propose a model of their hearing and test it on ten birds.\n\nLight keeps mice from the field\n\nWe show that mice avoid light. The effect is measured over two winters.\n",
		[]string{"How owls find their way at night", "Light keeps mice from the field"},
	},
	"French": {
		"Une étude des hiboux dans la ville\n\nCet article étudie les hiboux de la ville. Nous montrons que la lumière les éloigne de leurs proies.\n\nLa nuit et ses oiseaux\n\nNous proposons un modèle de la nuit, et nous présentons des données nouvelles.\n",
		[]string{"Une étude des hiboux dans la ville", "La nuit et ses oiseaux"},
	},
	"German": {
		"Eulen in der Stadt: eine Untersuchung\n\nDiese Arbeit untersucht die Eulen der Stadt. Wir zeigen, dass Licht sie von ihrer Beute fernhält.\n\nZur Theorie der Nacht\n\nDer vorliegende Aufsatz beschreibt eine Theorie der Nacht und prüft sie an neuen Daten.\n",
		[]string{"Eulen in der Stadt: eine Untersuchung", "Zur Theorie der Nacht"},
	},
	"Chinese": {
		"基于图的猫头鹰计数方法研究\n\n本文提出一种基于图的猫头鹰计数方法。实验结果表明，该方法在十个夜晚的数据上优于现有方法，并且不需要训练。\n\n夜间光照对猫头鹰的影响\n\n我们研究了夜间光照对猫头鹰捕食行为的影响，结果显示光照会使猫头鹰远离猎物，并讨论了其原因和意义。\n",
		[]string{"基于图的猫头鹰计数方法研究", "夜间光照对猫头鹰的影响"},
	},
	"titles and authors": {
		"Counting Owls With Graphs\nAnn Example, Bo Sample and Cy Third\n\nThe Waning of the Night\nA. Example, B. Sample\n",
		[]string{"Counting Owls With Graphs", "The Waning of the Night"},
	},
	"titles that greet": {
		"Dear readers: a study of letters to the editor\n\nWe analyze letters to the editor and show that they are short. The data cover ten years.\n\nHello Owl: Greeting Birds in the Wild\n\nWe study how people greet birds, and propose a model of it.\n",
		[]string{"Dear readers: a study of letters to the editor", "Hello Owl: Greeting Birds in the Wild"},
	},
	"one paper": {
		"Counting Owls With Graphs\nAnn Example, Bo Sample\n\nOwls are counted by hand in most places, which takes long. We count them with graphs and show that this is faster.\n",
		[]string{"Counting Owls With Graphs"},
	},
	"titles under a heading that says so": {
		"Papers to read\n\n- The Waning of the Night\n- Letters From a Cold Town\n",
		[]string{"The Waning of the Night", "Letters From a Cold Town"},
	},
	"a table of books": {
		"title,author,year,publisher\nThe Waning of the Night,Example,1924,Nest\nOwls,Sample,1999,Nest\nA History of Silence,Third,2001,Nest\n",
		[]string{"The Waning of the Night", "Owls", "A History of Silence"},
	},
}

func TestListsCloseToTheBorderAreTaken(t *testing.T) {
	for name, list := range lists {
		t.Run(name, func(t *testing.T) {
			_, papers, problems := read(t, list.text, parser.Options{})
			var titles []string
			for _, p := range papers {
				titles = append(titles, p.Title)
			}
			if !slices.Equal(titles, list.titles) || len(problems) > 0 {
				t.Errorf("titles %q, problems %v", titles, problems)
			}
		})
	}
}

func TestWhatIsNoPaperAmongPapersIsRejected(t *testing.T) {
	text := expand("T1\n\nA1\n\nT2\n\nA2\n\nT3\n\nA3\n\nAbout the author\n\nThis study of papers was written by Jane, who measures owls and proposes methods. We thank her.\n\nT4\n\nA4\n")
	_, papers, problems := read(t, text, parser.Options{})
	samePapers(t, papers, shelf)
	if len(problems) != 1 || problems[0].Line != 13 {
		t.Errorf("problems %v", problems)
	}
	text = "## [Owls and Graphs](https://arxiv.org/abs/2403.01234)\n\nThe authors count owls with graphs, faster than all others.\n\n" +
		"## [Owls by Day](https://arxiv.org/abs/2403.01235)\n\nThe owl is seen by day more often than it was thought so far.\n\n" +
		"## [Owl Inc. raises money](https://www.example.com/news/owl)\n\nThe company said on Monday that it will raise more money from investors.\n"
	_, papers, problems = read(t, text, parser.Options{})
	if len(papers) != 2 || len(problems) != 1 || problems[0].Line != 9 {
		t.Errorf("%d papers, problems %v", len(papers), problems)
	}
}
