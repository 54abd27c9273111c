package qa

import (
	_ "embed"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
	"github.com/zwgk/zwgk/search/chinese"
)

// What the probability that the best document answers rests on.
const (
	documentBias     = iota
	documentNamed    // share of the question's mass that stands in the title
	documentRank     // BM25 of the question's characters in title and passage
	documentLead     // how far the second document is behind, as much as the best passage covers the question
	documentOther    // another region than the one asked about
	documentStrange  // share of the question's characters that stand nowhere in the document
	documentRead     // score of the best stretch to read out, against the usual one
	documentWanting  // a date, amount or number is asked for, and none stands near what is asked
	documentEveryday // how far the question is asked in other words than titles use; see search.Retrieval
	documentMeaning  // the same times the cosine of question and title with passage
	documentMissed   // share of the question's words that what was read holds nothing near to
	documentPremise  // a change that the question takes for given (涨到五百, 改成法院来办), and what was read says nothing near to
	documentEvidenceCount
)

var documentEvidenceNames = [documentEvidenceCount]string{"bias", "title cover", "character rank", "lead", "other region", "strange characters",
	"reading", "nothing asked for", "everyday", "everyday meaning", "words missed", "change missed"}

type documentEvidence [documentEvidenceCount]float64

//go:embed documentweights.txt
var documentWeightsFile string

// documentWeights returns the fitted table, documentweights.txt.
var documentWeights = sync.OnceValue(func() *documentEvidence {
	var w documentEvidence
	slots := map[string]*float64{}
	for i, name := range documentEvidenceNames {
		slots[name] = &w[i]
	}
	if err := fillSlots(slots, documentWeightsFile); err != nil {
		panic(err) // the file is ours, and tested
	}
	return &w
})

// confidence is the probability that the best document answers.
func (e *documentEvidence) confidence() float64 {
	sum := 0.0
	for i, value := range e {
		sum += documentWeights()[i] * value
	}
	return logistic(sum)
}

// unreadConfidence is the probability that the best document answers, by what search says alone.
func unreadConfidence(found search.Retrieval) float64 {
	if len(found.Documents) == 0 {
		return 0
	}
	e := evidenceOf(found)
	return e.confidence()
}

// evidenceOf gathers what search says of the best of the documents found.
func evidenceOf(found search.Retrieval) (e documentEvidence) {
	documents := found.Documents
	first := documents[0]
	e[documentBias], e[documentLead], e[documentEveryday] = 1, greatestLead, found.Everyday
	if len(documents) > 1 {
		e[documentLead] = min(max(0, 1-documents[1].Score/math.Max(first.Score, 1e-9)), greatestLead) // none for one preferred to a better one
	}
	for _, f := range first.Features {
		switch f.Name {
		case "passage cover":
			// Where nothing answers, the best document is ahead of the second as often as not: the lead tells something only
			// where the document bears on the question.
			e[documentLead] *= f.Value * f.Value
		case "meaning":
			e[documentMeaning] = found.Everyday * f.Value
		}
		if i := slices.Index(documentEvidenceNames[:], f.Name); i > documentBias {
			e[i] = f.Value
		}
	}
	return e
}

// atBest is the probability if reading turned out as well as it can.
func (e documentEvidence) atBest() float64 {
	e[documentStrange], e[documentRead], e[documentWanting], e[documentMissed], e[documentPremise] = 0, 1, 0, 0, 0
	return e.confidence()
}

// greatestLead bounds the lead: nine of ten right documents are less far ahead.
const greatestLead = 0.6

// readWith adds what reading the document says.
func (e *documentEvidence) readWith(r *reading, best span, strange float64) {
	e[documentStrange], e[documentMissed], e[documentPremise] = strange, r.missed, r.changeMissed
	e[documentRead] = min(max((best.score-usualReading)/readingSpread, -1), 1)
	e[documentWanting] = truth(kinds[r.kind].phrase != nil && !r.needs && r.kind != numberKind) // a 文号 stands beside the text
}

// Scores of best stretches by readingweights.txt: the median in documents that do not answer, and how far from it they spread.
const (
	usualReading  = 27
	readingSpread = 20
)

// strangeShare is the share of the question's characters that stand nowhere in a document: what nobody there speaks of
// (中考 where only other examinations are) is not answered there, however well the rest fits.
func strangeShare(question string, d *disclosure.Document) float64 {
	all, strange := 0, []rune(nil)
	for _, c := range search.Content(question) {
		if c == ' ' {
			continue
		}
		if all++; !strings.ContainsRune(d.Text, c) && !strings.ContainsRune(d.Title, c) {
			strange = append(strange, c)
		}
	}
	if len(strange) > 0 { // the text may be in traditional characters, or full width
		from, to := window(d.Text, 0)
		folded := chinese.Fold(d.Title + "\n" + d.Text[from:to])
		strange = slices.DeleteFunc(strange, func(c rune) bool { return strings.ContainsRune(folded, c) })
	}
	return float64(len(strange)) / float64(max(all, 1))
}
