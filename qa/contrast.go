package qa

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
	"github.com/zwgk/zwgk/search/chinese"
)

// leaning is a follow-up taken apart: what it says of its own, and what it leans on.
type leaning struct {
	own      string // what it says of its own, without what only carries a question
	contrast bool   // it asks of that what was asked of something else: 农村的呢
	asked    string // the question before, masked
	document string // id of the document answered from last, "" for none
	faq      string // id of the FAQ answered with last, "" for none
}

// contrasting matches a follow-up that asks the same of something else: 农村的呢, 那新能源车呢, 换成民办的话. One that asks in words of
// its own does not: 图书馆几点关门呢.
var contrasting = regexp.MustCompile(`^(?:那么|那|要是|如果|换成|换|像)?(.+?)的?(?:呢|的话|又怎么说|怎么说|咋说)[?？。 ]*$`)

// leaningOf takes a follow-up apart. A word that asks of whatever was talked about (材料呢) is put in the place of nothing.
func leaningOf(c *conversation, typed string) *leaning {
	l := &leaning{own: search.Content(typed), asked: c.asked, document: c.document, faq: c.faq}
	if m := contrasting.FindStringSubmatch(chinese.Fold(typed)); m != nil && kindOf(m[1]) == anyKind {
		if own := search.Content(m[1]); utf8.RuneCountInString(own) >= leastOwn && !slices.Contains(aspects, own) {
			l.own, l.contrast = own, true
		}
	}
	return l
}

// leastOwn is how many characters a follow-up must say of its own for them to be looked for.
const leastOwn = 2

// aspectRunes is how many characters of a question at least stand for what it asks, where it cannot be told from its matter.
const aspectRunes = 3

// aspect returns what a question asks, without its matter: without the words that stand in the title of the document that answered
// it and in no other; or else its last words, since Chinese names the matter first. Years and numbers are left in.
func aspect(question, title, other string) string {
	title, other = chinese.Fold(title), chinese.Fold(other)
	words := chinese.Default().Cut(nil, question)
	var left strings.Builder
	dropped := false
	for _, w := range words {
		word := question[w.Start:w.End]
		if utf8.RuneCountInString(word) > 1 && !strings.ContainsFunc(word, unicode.IsDigit) && strings.Contains(title, word) && !strings.Contains(other, word) {
			word, dropped = " ", true
		}
		left.WriteString(word)
	}
	if rest := cleanQuestion(left.String()); dropped && utf8.RuneCountInString(rest) >= leastOwn {
		return rest
	}
	from := len(question)
	for i, n := len(words)-1, 0; i >= 0 && n < aspectRunes; i-- {
		if size := utf8.RuneCountInString(question[words[i].Start:words[i].End]); size > 1 {
			n, from = n+size, words[i].Start
		}
	}
	return question[from:]
}

// instead returns what is new with what was asked of the matter of a document.
func (l *leaning) instead(title string) string {
	return cleanQuestion(l.own + " " + aspect(l.asked, title, ""))
}

// heldShare is the share of a text's characters that stand in another with the one before or after them.
func heldShare(text, in string) float64 {
	runes, folded := []rune(text), chinese.Fold(in)
	held := make([]bool, len(runes))
	for i := 1; i < len(runes); i++ {
		if strings.Contains(folded, string(runes[i-1:i+1])) {
			held[i-1], held[i] = true, true
		}
	}
	n, all := 0, 0
	for i, r := range runes {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if all++; held[i] {
				n++
			}
		}
	}
	return float64(n) / float64(max(all, 1))
}

// nearText is the title of a document and its text near a passage, as much as is read.
func nearText(d *disclosure.Document, passage search.Passage) string {
	from, to := window(d.Text, passage.Start)
	return d.Title + "\n" + d.Text[from:to]
}

// How a document is preferred to the best one of a follow-up that was looked up together with the question before. Chosen on half of 80
// dialogues over a portal that others wrote, and on 60 more: a tenth more or less changes one of the 140, and stayingNear .9 two.
const (
	leanDocuments = 10   // how many are looked at
	holdsOwn      = 0.6  // share of what is new that passage or title must hold, …
	titleHolds    = 0.8  // … and a title or an FAQ for the new to be its matter, …
	holdsMore     = 0.25 // … and by how much more than the best document, or the title before
	titledNear    = 0.7  // score against the best one's of a document whose matter is the new
	holdingNear   = 0.9  // of one that holds the new
	stayingNear   = 0.95 // of the one answered from last
)

// titled returns the place of the document whose matter is what is new, -1 for none. Of several the one is taken that fits best and
// whose title is most like the one before: 收养登记办法 goes with 社会团体登记管理办法.
func (l *leaning) titled(documents []search.Ranked, before string) int {
	best, most := -1, 0.0
	least := max(titleHolds, heldShare(l.own, before)+holdsMore)
	for i, d := range documents[:min(len(documents), leanDocuments)] {
		near := d.Score / max(documents[0].Score, 1e-9)
		if near < titledNear || heldShare(l.own, d.Title) < least {
			continue
		}
		if value := near + heldShare(before, d.Title); value > most+1e-9 {
			best, most = i, value
		}
	}
	return best
}

// holding returns the place of a document that fits nearly as well as the best one and holds what is new where that does
// not; -1 for none.
func (l *leaning) holding(documents []search.Ranked, best *disclosure.Document) int {
	if utf8.RuneCountInString(l.own) < leastOwn {
		return -1
	}
	least := max(holdsOwn, heldShare(l.own, nearText(best, documents[0].Passage))+holdsMore)
	return slices.IndexFunc(documents[:min(len(documents), leanDocuments)], func(d search.Ranked) bool {
		return d.Score >= holdingNear*documents[0].Score && heldShare(l.own, d.Title+"\n"+d.Passage.Text) >= least
	})
}

// staying returns the place of the document answered from last where it fits nearly as well as the best one, -1 otherwise.
func (l *leaning) staying(documents []search.Ranked) int {
	return slices.IndexFunc(documents[:min(len(documents), leanDocuments)], func(d search.Ranked) bool {
		return d.ID == l.document && d.Score >= stayingNear*documents[0].Score
	})
}

// inFAQ says whether an FAQ holds what is new: in its question, or in its answer too.
func (l *leaning) inFAQ(faq *disclosure.FAQ, answer bool) bool {
	text := faq.Question + "\n" + strings.Join(faq.Variants, "\n")
	if answer {
		text += "\n" + faq.Answer
	}
	return heldShare(l.own, text) >= titleHolds
}
