package search

import (
	"bufio"
	_ "embed"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/zwgk/zwgk/search/chinese"
)

// Synonyms are words that find each other: abbreviations, everyday words and what official text says for them
// (国办 = 国务院办公厅, 驾照 = 机动车驾驶证). They are applied to queries, never to the index, so that a change takes effect at
// once. A document that holds a synonym counts as holding the word. Safe for concurrent use; it never changes.
type Synonyms struct {
	words   map[string][]synonym // folded word → what it is also found by
	longest map[rune]int         // first character → length in bytes of the longest word that begins with it
}

// synonym is another word and how much it counts against the word typed.
type synonym struct {
	word   string // folded
	weight float32
}

// Weights of a synonym's occurrences: of the same meaning, and of a part or a likely meaning.
const (
	sameWeight = 0.9
	partWeight = 0.6
)

// maxSynonyms bounds how many synonyms one word has, since each costs postings to read.
const maxSynonyms = 12

//go:embed synonyms.txt
var synonymsFile string

//go:embed colloquial.txt
var colloquialFile string

// DefaultSynonyms returns the table that comes with this package: synonyms.txt, near 1,000 groups of public disclosure,
// and colloquial.txt, what people say for them.
func DefaultSynonyms() *Synonyms { return defaultSynonyms() }

var defaultSynonyms = sync.OnceValue(func() *Synonyms {
	s, err := ReadSynonyms(io.MultiReader(strings.NewReader(synonymsFile), strings.NewReader(colloquialFile)))
	if err != nil {
		panic(err) // the file is ours, and tested
	}
	return s
})

// ReadSynonyms reads a table, one group a line:
//
//	国办 = 国务院办公厅 = 国务院办公室     each finds the others
//	五险一金 > 养老保险 医疗保险           the first is also found by the others, not the other way round
//	80-99岁 > 高龄 老年人                  the same of each age, in either numerals: 82岁, 八十二岁
//
// "#" begins a comment. Words are folded, so width, case and script do not matter. A word may stand in several groups.
// It fails on a line with fewer than two words, one with both signs, and a word with more than 12 synonyms; the error
// names the line.
func ReadSynonyms(r io.Reader) (*Synonyms, error) {
	s := &Synonyms{words: map[string][]synonym{}}
	lines := bufio.NewScanner(r)
	for number := 1; lines.Scan(); number++ {
		line, _, _ := strings.Cut(lines.Text(), "#")
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if err := s.readGroup(line); err != nil {
			return nil, fmt.Errorf("search: synonyms line %d: %w", number, err)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("search: synonyms: %w", err)
	}
	s.measure()
	return s, nil
}

// ages matches a range of ages.
var ages = regexp.MustCompile(`^(\d{1,3})-(\d{1,3})岁$`)

// ageWords writes an age in digits, and in words from 10 to 99.
func ageWords(age int) []string {
	words := []string{strconv.Itoa(age)}
	if tens, ones := age/10, age%10; tens >= 1 && tens <= 9 {
		numerals := strings.Split(",一,二,三,四,五,六,七,八,九", ",")
		if tens == 1 {
			tens = 0
		}
		words = append(words, numerals[tens]+"十"+numerals[ones])
	}
	return words
}

func (s *Synonyms) readGroup(line string) error {
	source, targets, oneWay := strings.Cut(line, ">")
	if m := ages.FindStringSubmatch(strings.TrimSpace(source)); m != nil && oneWay {
		first, _ := strconv.Atoi(m[1])
		last, _ := strconv.Atoi(m[2])
		for age := first; age <= last; age++ {
			for _, word := range ageWords(age) {
				if err := s.readGroup(word + "岁 >" + targets); err != nil {
					return err
				}
			}
		}
		return nil
	}
	var words []string
	if oneWay {
		words = append(one(chinese.Fold(strings.TrimSpace(source))), strings.Fields(chinese.Fold(targets))...)
	} else {
		for word := range strings.SplitSeq(line, "=") {
			words = append(words, one(chinese.Fold(strings.TrimSpace(word)))...)
		}
	}
	if len(words) < 2 || oneWay && strings.Contains(line, "=") {
		return fmt.Errorf("%q: write 甲 = 乙 or 甲 > 乙 丙", line)
	}
	for i, word := range words {
		for j, other := range words {
			switch {
			case i == j:
			case !oneWay:
				s.add(word, synonym{other, sameWeight})
			case i == 0:
				s.add(word, synonym{other, partWeight})
			}
		}
		if len(s.words[word]) > maxSynonyms {
			return fmt.Errorf("%q has over %d synonyms; part the group", word, maxSynonyms)
		}
	}
	return nil
}

func (s *Synonyms) add(word string, other synonym) {
	list := s.words[word]
	for i := range list {
		if list[i].word == other.word {
			list[i].weight = max(list[i].weight, other.weight)
			return
		}
	}
	if word != other.word {
		s.words[word] = append(list, other)
	}
}

func (s *Synonyms) measure() {
	s.longest = map[rune]int{}
	for word := range s.words {
		first, _ := utf8.DecodeRuneInString(word)
		s.longest[first] = max(s.longest[first], len(word))
	}
}

// With returns a table that holds the groups of both, for a host that adds its own words to DefaultSynonyms. Of a word
// that would have more than 12 synonyms, those of more come first.
func (s *Synonyms) With(more *Synonyms) *Synonyms {
	merged := &Synonyms{words: map[string][]synonym{}}
	for _, table := range []*Synonyms{more, s} {
		for _, word := range slices.Sorted(maps.Keys(table.words)) {
			for _, other := range table.words[word] {
				if len(merged.words[word]) < maxSynonyms {
					merged.add(word, other)
				}
			}
		}
	}
	merged.measure()
	return merged
}

// Of returns what a word is also found by, in the order of the table.
func (s *Synonyms) Of(word string) []string {
	var words []string
	for _, other := range s.words[chinese.Fold(word)] {
		words = append(words, other.word)
	}
	return words
}

// rewrite is a word of a query and what it is also found by.
type rewrite struct {
	span Span // in the text it was found in
	word string
	also []synonym
}

// find returns the words of the table in folded text that begin and end where words of the text's cut do, longest
// first at each place, not overlapping.
func (s *Synonyms) find(text string, terms []chinese.Term) (found []rewrite) {
	starts, ends := map[int]bool{}, map[int]bool{}
	for _, term := range terms {
		if term.Class&(chinese.Word|chinese.Subword|chinese.Whole) != 0 {
			starts[term.Start], ends[term.End] = true, true
		}
	}
	for at := 0; at < len(text); {
		first, size := utf8.DecodeRuneInString(text[at:])
		if starts[at] {
			for end := min(at+s.longest[first], len(text)); end > at; end-- {
				if also := s.words[text[at:end]]; ends[end] && also != nil {
					found = append(found, rewrite{Span{at, end}, text[at:end], also})
					size = end - at
					break
				}
			}
		}
		at += size
	}
	return found
}

// Rewrite is a word of a text and what it is also found by.
type Rewrite struct {
	Word string   // folded
	Also []string // folded
}

// Rewrites returns the words of the table that stand in a text as words of its cut, longest first at each place.
func (s *Synonyms) Rewrites(analyzer *chinese.Analyzer, text string) []Rewrite {
	folded := chinese.Fold(text)
	var list []Rewrite
	for _, r := range s.find(folded, analyzer.Append(nil, folded, chinese.Word|chinese.Subword|chinese.Whole)) {
		also := make([]string, len(r.also))
		for i, other := range r.also {
			also[i] = other.word
		}
		list = append(list, Rewrite{r.word, also})
	}
	return list
}
