package qa

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search/chinese"
)

// yearsIn returns the years that a text names as numbers.
func yearsIn(text string) (years []int) {
	for _, m := range yearNumber.FindAllStringSubmatch(text, 40) {
		year, _ := strconv.Atoi(m[1])
		if !slices.Contains(years, year) {
			years = append(years, year)
		}
	}
	return years
}

var yearNumber = regexp.MustCompile(`((?:19|20)\d\d)年`)

// yearNotice says that a question names a year which what answers it is not about: neither title nor quote name it, and
// the document is neither of that year nor a rule that holds in it. It is "" where there is nothing to say.
func (k *asking) yearNotice(d *disclosure.Document, quote string) string {
	asked, compare := yearsAsked(chinese.Fold(k.text), k.on)
	if len(asked) != 1 || compare {
		return ""
	}
	year, titled := asked[0], yearsIn(d.Title)
	if slices.Contains(titled, year) || slices.Contains(yearsIn(quote), year) {
		return ""
	}
	if len(titled) == 0 && (!d.Effective.IsZero() || !d.Number.IsZero()) && d.Date().Year <= year {
		return "" // a rule without a year of its own holds on
	}
	of := d.Date().Year
	if len(titled) > 0 {
		of = titled[0]
	}
	if of == 0 || of == year {
		return ""
	}
	notice := fmt.Sprintf("请注意：您问的是%d年，以下内容来自%d年的《%s》", year, of, bareTitle(d.Title))
	for _, other := range k.found.Documents[:min(len(k.found.Documents), recordDocuments)] {
		if slices.Contains(yearsIn(other.Title), year) {
			return notice + "。"
		}
	}
	return notice + fmt.Sprintf("，没有找到%d年的专门内容。", year)
}

// faqYearNotice is yearNotice for an FAQ, by the years that its own words name.
func faqYearNotice(question string, faq *disclosure.FAQ, on disclosure.Date) string {
	asked, compare := yearsAsked(chinese.Fold(question), on)
	stated := yearsIn(faq.Question + faq.Answer)
	if len(asked) != 1 || compare || len(stated) == 0 || slices.Contains(stated, asked[0]) {
		return ""
	}
	var names []string
	for _, year := range stated {
		names = append(names, fmt.Sprintf("%d年", year))
	}
	return fmt.Sprintf("请注意：您问的是%d年，以下内容说的是%s。", asked[0], strings.Join(names, "、"))
}

// titleYears matches what tells the editions of one document apart in their titles.
var titleYears = regexp.MustCompile(`(?:19|20)\d\d(?:[—-](?:19|20)\d\d)?(?:年度?|学年)?|[(（](?:修订|修正|试行|暂行)[^)）]*[)）]`)

// editions is how many ranks an edition of the best document is looked for in.
const editions = 5

// newestEdition returns which of the best documents to answer from: the first, or where others bear the same title but
// for the year, and the question names none, the newest that is in force. older is another edition, to be named.
func (a *Assistant) newestEdition(ctx context.Context, k *asking) (rank int, d disclosure.Document, older *disclosure.Document, err error) {
	documents := k.found.Documents
	d, ok, err := a.document(ctx, documents[0].ID)
	if err != nil || !ok {
		return -1, d, nil, err
	}
	if named, _ := yearsAsked(chinese.Fold(k.text), k.on); len(named) > 0 {
		return 0, d, nil, nil
	}
	edition := titleYears.ReplaceAllString(d.Title, "")
	for i := 1; i < min(editions, len(documents)); i++ {
		if title := documents[i].Title; title == d.Title || titleYears.ReplaceAllString(title, "") != edition {
			continue
		}
		other, ok, err := a.document(ctx, documents[i].ID)
		if err != nil {
			return -1, d, nil, err
		}
		if !ok {
			continue
		}
		if inForce(&other, k.on) && (!inForce(&d, k.on) || d.Date().Before(other.Date())) {
			previous := d
			rank, d, older = i, other, &previous
		} else if older == nil {
			older = &other
		}
	}
	return rank, d, older, nil
}

func inForce(d *disclosure.Document, on disclosure.Date) bool {
	state := d.ValidityOn(on)
	return !state.Lapsed() && state != disclosure.NotYetInForce && !on.Before(d.Date())
}

// speller is a Retriever that can put a slip of spelling right; *search.Index is one.
type speller interface {
	DidYouMean(ctx context.Context, text string) (string, error)
}

// meant returns the question with a likely slip of spelling put right (高零津贴 → 高龄津贴), "" where there is none. An error
// tells that it could not be looked up everywhere.
func (a *Assistant) meant(ctx context.Context, text string) (string, error) {
	masked := disclosure.Mask(text)
	spellers := []speller{a.faqs.index}
	if s, ok := a.index.(speller); ok {
		spellers = []speller{s, a.faqs.index}
	}
	var failed error
	for _, s := range spellers {
		better, err := s.DidYouMean(ctx, masked)
		if err != nil {
			failed = err
		} else if better != "" {
			return better, failed
		}
	}
	return "", failed
}
