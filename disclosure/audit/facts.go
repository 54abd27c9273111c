package audit

import (
	"hash/fnv"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/zwgk/zwgk/disclosure"
)

// factsOf gathers what is kept of a document.
func (s *survey) factsOf(c *inspection) docFacts {
	d := c.d
	facts := docFacts{id: d.ID, title: d.Title, formed: d.Formed, published: d.Published, effective: c.span().From,
		validity: d.Validity, normative: s.profile.normative(d)}
	if !d.Number.IsZero() && d.Number.Form != "" {
		facts.number = d.Number.String()
	}
	if !d.IndexNumber.IsZero() {
		facts.index = strings.ToUpper(squeeze(d.IndexNumber.Raw))
	}
	notes := d.Summary
	for _, name := range sortedKeys(d.Attributes) {
		notes += "\n" + d.Attributes.Text(name)
	}
	facts.noted = containsAny(notes, s.profile.Lists["repeal_notes"])
	facts.scoped = strings.Contains(notes, "第") && strings.ContainsAny(notes, "条项款章部")
	for _, relation := range d.Relations {
		facts.interprets = facts.interprets || relation.Type == disclosure.Interprets
	}
	if d.Records != nil && len(d.Records.Interpretations) > 0 {
		facts.interprets, facts.form = true, d.Records.Interpretations[0].Form
	}
	facts.text, facts.sketch = sketchOf(d.Text)
	facts.facts = numberFacts(d.Text, facts.interprets)
	for _, found := range disclosure.FindDates(d.Text) {
		if day := packed(found.Date); !slices.Contains(facts.dates, day) && len(facts.dates) < maxDates {
			facts.dates = append(facts.dates, day)
		}
	}
	facts.dates = slices.Clip(facts.dates)
	facts.begins = beginning(d.Text)
	return facts
}

// packed writes a date in four bytes.
func packed(d disclosure.Date) int32 { return int32(d.Year*10000 + int(d.Month)*100 + d.Day) }

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

const (
	shingle   = 8  // characters
	sampling  = 16 // one shingle in so many is looked at
	maxSketch = 96 // of one document: those of the lowest hashes
	maxFacts  = 64 // numbers of one document; of one with more, what is missing cannot be told
	maxDates  = 32
	shortText = 50 // characters below which a text is too short to be a copy
)

// sketchOf returns a hash of a text's letters and digits, and a sample of the hashes of its shingles: a fixed fraction
// of all hash values (FracMinHash), and of a long text the lowest of those, so that the share of one document's sample
// that another has estimates how much of its text stands there. A short text has the hash 0.
func sketchOf(text string) (whole uint64, sketch []uint32) {
	var window [shingle]rune
	n := 0
	h := fnv.New64a()
	var buffer []byte
	for _, r := range text {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		buffer = append(buffer, byte(r), byte(r>>8), byte(r>>16))
		window[n%shingle] = r
		n++
		if n < shingle {
			continue
		}
		hash := uint64(14695981039346656037)
		for i := range shingle {
			hash = (hash ^ uint64(window[(n+i)%shingle])) * 1099511628211
		}
		hash ^= hash >> 29
		hash *= 0xBF58476D1CE4E5B9
		hash ^= hash >> 32
		if hash%sampling == 0 {
			sketch = append(sketch, uint32(hash>>8))
		}
	}
	if n < shortText {
		return 0, nil
	}
	_, _ = h.Write(buffer)
	slices.Sort(sketch)
	sketch = slices.Compact(sketch)
	return max(1, h.Sum64()), slices.Clone(sketch[:min(len(sketch), maxSketch)])
}

// shareIn returns how much of a's sample, of 100, stands in b's; ok is false where the sample is too small to say. Where
// one of them was cut, both are compared below the cut.
func shareIn(a, b []uint32) (percent int, ok bool) {
	for _, cut := range [][]uint32{a, b} {
		if len(cut) == maxSketch {
			a, b = upTo(a, cut[maxSketch-1]), upTo(b, cut[maxSketch-1])
		}
	}
	if len(a) < 8 || len(b) == 0 {
		return 0, false
	}
	common := 0
	for _, hash := range a {
		if _, found := slices.BinarySearch(b, hash); found {
			common++
		}
	}
	return 100 * common / len(a), true
}

// upTo returns the beginning of a sorted list with the values up to a limit.
func upTo(sorted []uint32, limit uint32) []uint32 {
	i, there := slices.BinarySearch(sorted, limit)
	if there {
		i++
	}
	return sorted[:i]
}

// numberFact is a number with the words before it and the unit behind it, as hashes: what is compared between a policy
// and its interpretation. Twenty bits are of the words and twelve of the number: four bytes do, for a wrong match is
// one in a thousand and costs a second look.
type numberFact uint32

func (f numberFact) context() uint32 { return uint32(f) >> 12 }
func (f numberFact) value() uint32   { return uint32(f) & 0xFFF }

// factUnits are the units behind the numbers that are compared, the longer before those they begin with.
var factUnits = []string{"%", "％", "万元", "亿元", "元", "个工作日", "个月", "周岁", "岁", "平方米", "倍", "套", "户", "张", "人", "日内", "年"}

// changeWords tell that a number before them may be an old one or a change, which a policy need not state.
var changeWords = []string{"原", "旧", "此前", "以前", "过去", "提高", "降低", "由", "从", "增加", "减少", "调整", "超过", "约", "近", "比", "截至", "目前"}

// numberFacts finds the numbers of a text. Of an interpretation those are left out that speak of a change or an
// estimate.
func numberFacts(text string, interpretation bool) []numberFact {
	var facts []numberFact
	for at := 0; at < len(text) && len(facts) < maxFacts; {
		next := strings.IndexAny(text[at:], "0123456789")
		if next < 0 {
			break
		}
		at += next
		end := at
		for end < len(text) && (text[end] >= '0' && text[end] <= '9' || text[end] == '.') {
			end++
		}
		for _, unit := range factUnits {
			if !strings.HasPrefix(text[end:], unit) {
				continue
			}
			if fact, ok := factAt(text, at, text[at:end], unit, interpretation); ok {
				facts = append(facts, fact)
			}
			break
		}
		at = end
	}
	return slices.Clip(facts)
}

// factContext is how many characters before a number must be the same for two statements to be of the same thing.
const factContext = 6

func factAt(text string, at int, number, unit string, interpretation bool) (numberFact, bool) {
	before := []rune(text[max(0, at-80):at])
	if interpretation && containsAny(string(before[max(0, len(before)-16):]), changeWords) {
		return 0, false
	}
	if len(before) < factContext {
		return 0, false
	}
	context := before[len(before)-factContext:]
	for _, r := range context {
		if !unicode.Is(unicode.Han, r) {
			return 0, false
		}
	}
	return numberFact(hash32(string(context)+unit)<<12 | hash32(number)>>20), true
}

func hash32(s string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(s))
	return h.Sum32()
}

// beginning returns the day of 「自…起施行」 in a text; zero where there is none or more than one.
func beginning(text string) disclosure.Date {
	var begins disclosure.Date
	for _, verb := range []string{"起施行", "起实施", "起执行"} {
		for from := 0; ; {
			at := strings.Index(text[from:], verb)
			if at < 0 {
				break
			}
			at += from
			from = at + len(verb)
			dates := disclosure.FindDates(strings.ToValidUTF8(text[max(0, at-40):at], ""))
			if len(dates) == 0 {
				continue
			}
			day := dates[len(dates)-1].Date
			if !begins.IsZero() && begins != day {
				return disclosure.Date{}
			}
			begins = day
		}
	}
	return begins
}

var plainNumber = regexp.MustCompile(`\d[\d,]*(?:\.\d+)?`)
