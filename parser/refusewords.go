package parser

// This file owns the words that tell papers from other texts: those of abstracts and of titles, those of everyday prose, and
// the headings of letters, manuals, proposals and pages, in several languages.

var (
	// scholarly are words that abstracts have and other prose has seldom; each that is there counts once.
	scholarly = pattern(`(?i)\b(propos\w*|investigat\w*|demonstrat\w*|evaluat\w*|experiment\w*|results?|methods?|methodology|approach(?:es)?|algorithms?|models?|` +
		`frameworks?|datasets?|data|theor\w+|prove[ds]?|proofs?|bound(?:s|ed)?|analy[sz]\w*|performance|networks?|learning|research\w*|evidence|findings?|` +
		`hypothes\w*|simulat\w*|empirical\w*|novel|state-of-the-art|benchmarks?|estimat\w*|measure\w*|observ\w*|patients?|cells?|proteins?|trials?|quantum|` +
		`stud(?:y|ies|ied)|papers?|article|abstract|titles?|authors?|survey|review|literature|architecture|training|samples?|optimi[sz]\w*|equations?|conjecture|lemma|` +
		`argu(?:es?|ing|ment)|essay|histor(?:y|ical|ians?)|archiv(?:e|es|al)|discourse|cultur(?:e|al)|interpret\w*|polic(?:y|ies)|interviews?|clinical|` +
		`significant(?:ly)?|associat(?:ed|ion|ions)|correlat\w*|risk|outcomes?|cohort|randomi[sz]ed|baseline|mechanisms?|` +
		`Studie|Arbeit|Ergebnisse|Verfahren|untersuch\w+|Modelle?|Daten|Analyse|étude|résultats|méthode|modèle|données|article|estudio|resultados|método|` +
		`исследовани\w*|статье|работе)\b|本文|我们|我們|提出|研究|論文|手法|方法|结果|結果|模型|数据|实验`)

	// scholarlyPhrase is how authors speak of what they did; it counts twice.
	scholarlyPhrase = pattern(`(?i)\bwe (?:\w+ly |also |then |here |first )?(?:propose|present|show|prove|study|introduce|investigate|find|found|develop|give|describe|ask|consider|` +
		`report|demonstrate|evaluate|analy[sz]e|compare|derive|publish|provide|explore|examine|design|discuss|argue|establish|construct|obtain|apply|` +
		`extend|observe|train|use|let|address|aim|conduct|formulate|generali[sz]e|identify|measured?|model|offer|outline|release|survey|test|assess(?:ed)?|` +
		`estimated?|enrolled|recruited|compared|analy[sz]ed|examined|investigated|collected|randomly)\b|` +
		`\b(?:this|the present|our) (?:paper|work|article|study|survey|thesis|report|chapter|note|review|book|essay)\b|\bI (?:argue|show|examine|suggest|demonstrate|propose|contend)\b|` +
		`\b(?:is|are|was|were) (?:shown|proved|proposed|studied|presented|investigated|randomi[sz]ed|assessed|examined|analy[sz]ed|evaluated|compared)\b|` +
		`\b(?:wir (?:zeigen|stellen|untersuchen|schlagen|beschreiben|präsentieren|analysieren|entwickeln)|(?:diese|die vorliegende|dieser|der vorliegende) (?:Arbeit|Studie|Beitrag|Aufsatz|Artikel))\b|` +
		`\b(?:nous (?:proposons|présentons|montrons|étudions|analysons|introduisons|décrivons|examinons)|cet article|cette étude|ce travail|(?:este|el presente) (?:artículo|trabajo|estudio))\b|` +
		`\b(?:presentamos|proponemos|mostramos|estudiamos|analizamos)\b|本文|本研究|本論文|我们(?:提出|研究|证明|展示)|我們(?:提出|研究|證明)|提案する|В (?:статье|работе)`)

	// abstractParts are the labels of an abstract in parts.
	abstractParts = pattern(`(?i)(?:^|[.\n]\s*)(?:background|objectives?|aims?|purpose|methods?|materials and methods|design|setting|participants|results|findings|conclusions?|interpretation|` +
		`hintergrund|methoden|ergebnisse|schlussfolgerung(?:en)?|contexte|méthodes|résultats|antecedentes|métodos|resultados|目的|方法|结果|结论|結果|結論)\s?[:：.—–]`)

	// everydayWords are words that abstracts have seldom and letters, news, offers and the like have often.
	everydayWords = pattern(`(?i)\b(?:you|your|yours|you'll|please|thanks?|thank you|sorry|i'm|i am|my|me|let's|click|subscribe|newsletter|monday|tuesday|wednesday|thursday|friday|` +
		`saturday|sunday|today|tomorrow|yesterday|last (?:week|month|night)|next (?:week|month)|this week|euros?|eur|usd|ceo|employees?|customers?|salary|holidays?|vacation|` +
		`hired?|hiring|our team|experts (?:warn|say|agree)|should know|a new study|according to the authors|we hired|we offer|we invite|we are looking for|join us|to join|office hours|appointment|deadline|submissions|reviewers?|reviewer'?s|press|announced|the company|investors?|start-?ups?|[\d.]+ (?:million|billion) (?:dollars|euros)|` +
		`revenue|offices|founded in|job|applicants?|a degree in|experience with|the course|a course|room \d+|the mayor|ingredients|install|download|` +
		`prof\.|the project will|we ask for|per month|discount|order|shipping|meeting|lunch|coffee|` +
		`ihre[mnrs]?|vielen dank|bitte|bestellung|vorlesung|seminar|uhr|hörsaal|vorausgesetzt|liebe|grüße|` +
		`vous|votre|merci|bonjour|réunion|cordialement|semaine prochaine|jeudi|usted|su pedido|gracias|reunión)\b|[$€£] ?\d`)

	// titleWords are words that titles of papers have and those of other things have seldom.
	titleWords = pattern(`(?i)^(?:(?:a|some|further) (?:note|notes|remarks?|comments?)|(?:zur|note|notes|remarks|comment|sur|über|о) |on (?:the|a) )|\b(?:\w*learn(?:ing|ed|er|ers)|networks?|models?|modell?ing|transformers?|attention|graphs?|neural|algorithms?|algorithmic|analys[ei]s|analytic|theor(?:y|ies|em|ems|etic\w*)|` +
		`\w*estimat\w+|\w*optimi[sz]\w+|inference|bayes\w*|stochastic|quantum|neur\w+|stud(?:y|ies)|review|survey|evidence|effects?|role of|impact|trials?|diseases?|cancer|therap\w+|clinical|` +
		`patients?|cells?|\w*proteins?|gen(?:e|es|omes?|omic|omics|etic)|evolution\w*|dynamics?|systems?|methods?|approach(?:es)?|frameworks?|towards?|benchmark\w*|datasets?|data|generat\w+|` +
		`\w*recogni\w+|\w*detect\w+|classif\w+|segment\w+|\w*predict\w+|reasoning|retriev\w+|training|efficien\w+|scalab\w+|robust\w*|via|using|\S+-based|\S+-driven|adaptive|` +
		`\w*linear|polynomial\w*|manifolds?|equations?|algebras?|algebraic|geometr\w+|topolog\w+|proofs?|conjectures?|bounds?|complexity|comput\w+|results?|index(?:es|ing)?|` +
		`histor(?:y|ies|ical)|politic\w+|cultur\w+|socio\w*|social|econom\w+|polic(?:y|ies)|language|languages|linguistic\w*|semantic\w*|translation|diffusion|agents?|reinforcement|` +
		`empirical|experiment\w*|evaluat\w+|measur\w+|comparison|comparative|random\w*|markov|statistic\w+|probabilit\w+|numerical|simulat\w+|control|multi\w+|embedding\w*|representation\w*|` +
		`questions?|information|knowledge|image|images|vision|speech|text|documents?|codes?|programs?|programming|software|distributed|parallel|security|privacy|crypto\w*|` +
		`transport|energy|climate|galax\w+|particles?|spectr\w+|magnet\w*|synthesis|characteri[sz]ation|properties|structure\w*|interaction\w*|mechanisms?|llms?|gpt|` +
		`\w*theorie|\w*modelle?|\w*analyse|studie|untersuchung\w*|\w*forschung|lernen|verfahren|zur|étude|théorie|modèles?|apprentissage|réseaux|recherche|` +
		`estudio|análisis|aprendizaje|teoría|modelos?|redes)\b|研究|基于|模型|学习|學習|分析|综述|綜述|方法|算法|网络|論|理论|理論|検討|考察|提案`)
)

// papersFollow is what stands above a list of papers.
var papersFollow = pattern(`(?i)^[^.!]*\b(?:papers|preprints|articles|reading list|papers to read|literature list|references|literaturliste|bibliographie|bibliografía)\b[^.!]{0,40}$|论文|論文|文献`)

// numbering is the number of a section before its heading: "2 Related Work", "3.1 Data", "IV. Results".
var numbering = pattern(`^(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.)\s+`)

// sectionNumber is numbering that items of a list do not have.
var sectionNumber = pattern(`^(?:\d{1,2}(?:\.\d{1,2})*\s+\p{Lu}|[IVX]{1,5}\.\s)`)

// partOfText is how headings of books, manuals, letters and the like begin, and documents of other kinds.
var partOfText = pattern(`(?i)^(?:(?:chapter|part|step|day|week|section|appendix|table|figure|fig\.?|lesson|unit|question|q|scene|act|rule|article|§|kapitel|teil|` +
	`schritt|tag|woche|chapitre|partie|capítulo|sección|module|lecture|exercise|reviewer|item|document|page)\s*#?[\divx]+\b|` +
	`(?:dear|hello|hi|hey|good (?:morning|evening|afternoon)|bonjour|bonsoir|salut|cher|chère|hallo|guten (?:tag|morgen|abend)|liebe[rs]?|sehr geehrte[rs]?|hola|buenos días|` +
	`estimad[oa]s?|ciao|gentile|caro|cara|olá|prezad[oa]s?)(?:[ ,!][^:]*)?$|` +
	`responses? to (?:the )?(?:reviewers?|comments?|referees?|editor)|(?:grant|project|research|funding|thesis) proposal\b|model card\b|press release\b|call for (?:papers|participation)\b|` +
	`(?:best|kind|warm) (?:regards|wishes)|yours (?:sincerely|truly)|(?:mit )?(?:freundlichen|herzlichen|viele|liebe) grüßen?|cordialement|saludos|` +
	`breaking:|news:|about (?:us|me|the (?:author|company|project|team))\b|what (?:we offer|you (?:need|get|bring|will)|is new)|how to (?:apply|use|install|contribute|cite)|` +
	`(?:your|our|my|unsere?|deine|ihre?|nos|notre|vos|votre|mes) (?:tasks?|profile?|team|mission|values|skills|aufgaben?|profil|angebot|missions?|équipe)|` +
	`prof\.? |dr\.? [A-Z]|bestellung nr|order (?:no|number|#)|invoice\b|rechnung nr)`)

// formTitle is what lines of forms, orders, programmes and contact lines look like.
var formTitle = pattern(`^(?:Author|Authors|Date|From|To|Cc|Subject|Sent|Notification|Deadline|[A-Z][a-z]+ deadline|Location|Venue|Phone|Tel|Email|E-mail|Address|Price|Total|ISBN|ISSN|` +
	`ProQuest document ID|Publication info|Keywords|Schlüsselwörter|Mots-clés|Source|Last updated|Camera.ready|Registration|Tags|Status|Duration|Salary)\s?: |` +
	`\d+[.,]\d\d ?(?:EUR|USD|€|\$|£)|[€$£] ?\d+[.,]\d\d\b|\b(?:Mo|Di|Mi|Do|Fr|Mon|Tue|Wed|Thu|Fri) \d{1,2}(?:[:.]\d\d)?\s?[-–]\s?\d{1,2}|^\d{1,2}:\d\d\b|` +
	`^[^|]+\|[^|]+\|\s*(?:https?://|www\.|\S+@)|^\S+@\S+\.\S+$|\b\d{5} [A-Z]\p{L}+$|` +
	`^\d{1,2} .*\b(?:University|Universität|Université|Universidad|Institute|Institut|Department|Research|Labs?|Laboratory|College|School|Google|Microsoft|Inc\.?)\b|` +
	`^(?:University|Université|Universität|Department|Institute|School|Faculty) of \p{L}+(?: \p{L}+)?(?:,.*)?$|` +
	`^\d+(?:[.,/]\d+)? ?(?:g|kg|mg|ml|cl|dl|l|oz|lbs?|tsp|tbsp|teaspoons?|tablespoons?|cups?|el|tl|prise) \p{L}|` +
	`^\d{4} ?[-–—] ?(?:\d{4}|present|now|heute)\b`)

// genericTitles are headings that texts of other kinds have.
var genericTitles = phrases(`
	about|objectives|objective|goals|goal|aims|budget|timeline|schedule|evaluation|contact|contacts|teaching|hiring|numbers|training data|training|usage|requirements|publications|selected publications
	faq|faqs|questions|answers|education|employment|experience|work experience|skills|awards|honors|service|interests|research interests|research|projects|talks|students|people|team|members|careers|jobs|press contact
	press|installation|getting started|quick start|quickstart|features|changelog|support|help|documentation|examples|example|limitations|intended use|model description|description|details|source|sources
	data|dataset|datasets|materials and methods|materials|experiments|evaluation results|future work|appendix|supplementary material|bibliography|preface|foreword|epilogue|prologue|introduction and background|preliminaries
	agenda|minutes|attendees|participants|action items|next steps|decisions|topics|topics of interest|important dates|submission|submissions|submission guidelines|registration|venue and travel|organizers|organisers|programme|program
	program committee|keynote|keynotes|sponsors|coffee break|lunch|lunch break|dinner|welcome|opening|closing|registration and coffee|closing remarks|opening remarks|poster session|q&a
	responsibilities|qualifications|benefits|what we offer|your profile|your tasks|salary|location|how to apply|job description|tasks|profile
	ingredients|directions|preparation|instructions|warning|disclaimer|terms|terms of use|privacy|privacy policy|copyright|legal|imprint|impressum|rebuttal|reviews|review|decision|meta review|strengths|weaknesses|comments to the authors
	shopping list|to do|todo|to-do|playlist|watch later|reading list|synopsis|name|options|files|environment|author information|cv|curriculum vitae|deployment|configuration|testing|tests|performance|updates|announcements|events|highlights|sponsor
	einleitung|inhalt|inhaltsverzeichnis|zusammenfassung|methoden|ergebnisse|diskussion|fazit|schluss|literatur|literaturverzeichnis|danksagung|anhang|kontakt|über uns|über mich|ziele|ziel|zeitplan|lehre|forschung|veröffentlichungen|publikationen
	lebenslauf|ausbildung|berufserfahrung|anforderungen|aufgaben|ihr profil|ihre aufgaben|wir bieten|lieferadresse|rechnungsadresse|artikel|tagesordnung|termine|anfahrt|team und kontakt|datenschutz|häufige fragen|voraussetzungen
	en résumé|résumé|sommaire|méthodes|méthode|résultats|conclusions|références|bibliographie|remerciements|annexe|annexes|objectifs|calendrier|enseignement|recherche|à propos|contactez-nous|formation|expérience|compétences|ordre du jour|nos missions|votre profil
	resumen|introducción|método|métodos|resultados|discusión|conclusión|conclusiones|referencias|bibliografía|agradecimientos|objetivos|presupuesto|contacto|docencia|investigación|publicaciones|sobre nosotros|preguntas frecuentes|requisitos|formación|experiencia
	introduzione|metodi|risultati|discussione|conclusioni|riferimenti|bibliografia|obiettivi|contatti|introdução|métodos e materiais|conclusão|referências|objetivo|contato
	введение|методы|результаты|обсуждение|заключение|литература|контакты|引言|绪论|方法|结果|结论|讨论|参考文献|致谢|目录|联系我们|关于|简介|はじめに|結論|参考文献|謝辞|目次|お問い合わせ`)
