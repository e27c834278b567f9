package parser

// This file owns what pages say around their papers: menus, votes, counts, footers. Everything here is matched against
// a whole line, as a title may begin with any of these words. Most lines are titles, so the cheap questions come first.

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// maxFurniture is the longest line, in bytes, that is looked at: longer ones are somebody's text.
const maxFurniture = 160

// hfPhrases are lines of the Hugging Face page, in lowercase.
var hfPhrases = phrases(`
	new|hot|trending|rising|top|daily|weekly|monthly|today|yesterday|papers
	daily papers|trending papers|weekly papers|monthly papers|new papers|hugging face papers|hugging face daily papers
	hugging face|huggingface|hugging face's logo|hugging face logo
	subscribe|email|email address|e-mail|your email|your email address|enter your email|enter your email address
	log in|login|sign up|signup|sign in|log out|log in sign up|log in or sign up|join|join hugging face
	menu|home|settings|notifications|upload|share|back|close|more|load more|show more|read more|see more|view all
	next|previous|prev|search|search models, datasets, users...|ctrl+k
	upvote|vote|no comments|add a comment|leave a comment|submitted by|authors|comments
	github|code|arxiv|pdf|project|project page|paper page|arxiv page|view arxiv page|view pdf|website|demo|cite
	model|models|dataset|datasets|space|spaces|collection|collections|add to collection|discussion|posts|docs
	solutions|pricing|enterprise|community|organizations|buckets
	company|tos|terms|terms of service|privacy|privacy policy|about|careers|jobs|blog|forum|system theme
	abstract|no abstract|no abstract available|references|links|visible links|hidden links`)

func phrases(list string) map[string]bool {
	set := map[string]bool{}
	for _, s := range strings.FieldsFunc(list, func(r rune) bool { return r == '|' || r == '\n' }) {
		set[strings.TrimSpace(s)] = true
	}
	return set
}

var (
	hfInbox  = pattern(`^get (the )?((trending|daily|latest|new|top) )*papers in your (e-?mail )?inbox\b`)
	hfByAK   = pattern(`^by ?ak( and the research community)?$`)
	hfMenu   = pattern(`^((models|datasets|spaces|posts|docs|solutions|pricing|enterprise|community|collections|organizations|buckets|company|tos|terms|privacy|about|careers|jobs|website|log ?in|sign ?up)[ ,|·•]*){2,}$`)
	hfPhrase = pattern(`^(submitted by:? ?\S{1,40}( \S{1,30}){0,3}|search .{0,30}papers.{0,20}|view all .{0,20}|and \d+ (more|others?)|(please )?(log ?in|sign ?(in|up)) (to|or|with) .{1,60})$`)
	hfCount  = pattern(`^(upvotes?|github|models?|datasets?|spaces?|collections?|comments?|authors?):? *\(?\d[\d.,]*k?\)?$`)

	// Lines that begin with no letter: votes, counts, rules, bullets before names.
	pageVotes = pattern(`^(\[[-+x ]?\](\(\S*\))? *)?[-+▲△▴↑⬆👍❤♥🔥🤗🚀💬⭐★☆️ ]*\d[\d.,]*k?$`)
	pageCount = pattern(`^[·•|–—-]? ?(and )?\d[\d.,]*k? ?(authors?|comments?|upvotes?|likes?|votes?|repl(y|ies)|stars?|papers?|followers?|views?|(minutes?|hours?|days?|weeks?) ago)( ?[·•|].*)?$`)
	pageRule  = pattern(`^[][ \-▲△▴↑⬆👍❤♥🔥🤗🚀💬⭐★☆️·•.|–—_*=~+#]+$`)
	pageByDot = pattern(`^[·•] ?.{0,60}$|^©.{0,80}$`)
)

// hfFurniture reports whether a line is part of the Hugging Face page rather than of a paper.
func hfFurniture(s string) bool {
	if len(s) > maxFurniture {
		return false
	}
	low := strings.ToLower(s)
	if r, _ := utf8.DecodeRuneInString(low); !unicode.IsLetter(r) {
		return pageSigns(low) || r == '/' && !strings.Contains(low, " ") // an address on the site: /login?next=…
	}
	if hfPhrases[strings.TrimRight(low, ".!: ")] || hfOnly(s) {
		return true
	}
	switch low[0] {
	case 's', 'v', 'a', 'l', 'p':
		if hfPhrase().MatchString(low) {
			return true
		}
	}
	return len(low) <= 24 && endsInDigit(low) && hfCount().MatchString(low) || hfMenu().MatchString(low)
}

// hfOnly reports whether only the Hugging Face page has such a line; one of these tells the page.
func hfOnly(s string) bool {
	if len(s) > maxFurniture {
		return false
	}
	switch s[0] {
	case 'G', 'g':
		return hfInbox().MatchString(strings.ToLower(s))
	case 'B', 'b':
		return hfByAK().MatchString(strings.ToLower(s)) || strings.HasSuffix(s, "and the research community")
	case 'H', 'h':
		return strings.EqualFold(s, "hugging face") || strings.EqualFold(s, "huggingface")
	}
	return strings.HasSuffix(s, "and the research community")
}

// pageSigns reports whether a lowercase line that begins with no letter is votes, a count, a rule or a bullet.
func pageSigns(low string) bool {
	switch r, _ := utf8.DecodeRuneInString(low); {
	case r == '·', r == '•', r == '©':
		return pageByDot().MatchString(low)
	case len(low) > 80:
		return pageRule().MatchString(low)
	}
	return pageVotes().MatchString(low) || pageCount().MatchString(low) || pageRule().MatchString(low)
}

func endsInDigit(s string) bool {
	c := s[len(s)-1]
	return c >= '0' && c <= '9' || c == 'k' || c == ')'
}

var publishedOn = pattern(`(?i)^(?:[·•] ?)?(?:(?:published|submitted|posted|updated)(?: on| at)?:? )?`)

// pageDate reads a line that is a date, perhaps with the words that pages put before it: "Published on Mar 11".
func pageDate(s string, now time.Time) (Date, bool) {
	if len(s) > 60 || !strings.ContainsAny(s, "0123456789") {
		return "", false
	}
	return parseDay(s[len(publishedOn().FindString(s)):], now)
}

func isPageDate(s string, now time.Time) bool {
	_, ok := pageDate(s, now)
	return ok
}

// textPhrases are lines that no list of papers means as a title, in lowercase.
var textPhrases = phrases(`
	abstract|summary|best|kind regards|regards|cheers|sincerely|thanks|unsubscribe|subscribe|references|links`)

var textPhrase = pattern(`^((end|begin) of .{0,40}|page \d+( of \d+)?|copyright .{0,80}|sent from .{0,80})$`)

// textFurniture reports whether a line of plain text is no title, wherever it stands.
func textFurniture(s string) bool {
	if len(s) > maxFurniture {
		return false
	}
	low := strings.ToLower(s)
	if r, _ := utf8.DecodeRuneInString(low); !unicode.IsLetter(r) {
		return pageSigns(low)
	}
	if textPhrases[strings.TrimRight(low, ".!,: ")] || chatLine(s) || siteAlone().MatchString(low) {
		return true
	}
	switch low[0] {
	case 'e', 'b', 'p', 'c', 's':
		return textPhrase().MatchString(low)
	}
	return false
}

// siteAlone is the name of a site, as previews of addresses have it.
var siteAlone = pattern(`^(?:[\w-]+\.)+(?:org|com|net|io|edu|ai|dev)$`)

// Words of headers and footers. They count only outside of the list: before its first abstract and after its last.
var chromeWords = pattern(`(?i)\b(un)?subscri(be|bed|ption)\b|\b(newsletter|digest|reading (list|group)|curated|compiled|privacy policy|all rights reserved|` +
	`view (this|in) .{0,20}browser|powered by|generated (by|on|at)|follow us|forwarded|e-?mail|mailing list|inbox|this week|next week|log ?in|sign ?(up|in))\b`)

// saysPage reports whether a block outside of the list talks about the page.
func saysPage(s string) bool { return len(s) < 1000 && chromeWords().MatchString(s) }
