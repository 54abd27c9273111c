package audit

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/zwgk/zwgk/disclosure"
)

func surveyCitations(s *survey) {
	for _, faq := range s.faqs {
		if len(faq.Documents) == 0 {
			s.find(disclosure.Finding{Subject: faq.ID, Field: "documents", Message: "问答没有列出依据", Evidence: shorten(faq.Question, 40)})
		}
	}
}

func surveyCitedValidity(s *survey) {
	for _, faq := range s.faqs {
		for _, id := range faq.Documents {
			target, ok := s.graph.Resolve(id)
			if !ok {
				s.find(disclosure.Finding{Subject: faq.ID, Field: "documents", Message: "所引文件不存在", Evidence: id})
				continue
			}
			if state := s.graph.ValidAt(target, s.asOf); state.Status.Lapsed() {
				s.find(disclosure.Finding{Subject: faq.ID, Field: "documents", Message: "所引文件已" + state.Status.Chinese() + "：" + state.Reason, Evidence: id, Suggestion: state.Successor})
			}
		}
	}
}

func surveyReviewDates(s *survey) {
	for _, faq := range s.faqs {
		if !faq.ReviewBy.IsZero() && faq.ReviewBy.Before(s.asOf) {
			s.find(disclosure.Finding{Subject: faq.ID, Field: "review_by", Message: fmt.Sprintf("超过复核日期%d日", faq.ReviewBy.DaysUntil(s.asOf)), Due: faq.ReviewBy, Evidence: shorten(faq.Question, 40)})
		}
	}
}

// commonPair is how many questions may share a pair of characters before it tells nothing of likeness.
const commonPair = 500

// surveyNearQuestions compares questions by their pairs of characters (Jaccard) through an index of the pairs.
func surveyNearQuestions(s *survey) {
	percent := s.number("percent")
	postings := map[string][]int{}
	sizes := make([]int, len(s.faqs))
	for i, faq := range s.faqs {
		pairs := pairsIn(faq.Question)
		sizes[i] = len(pairs)
		shared := map[int]int{}
		for _, pair := range pairs {
			for _, j := range postings[pair] {
				shared[j]++
			}
		}
		near := -1
		for _, j := range sortedInts(shared) {
			if all := sizes[i] + sizes[j] - shared[j]; 100*shared[j] >= percent*all && squeeze(s.faqs[j].Answer) != squeeze(faq.Answer) {
				near = j
				break
			}
		}
		if near >= 0 {
			s.find(disclosure.Finding{Subject: faq.ID, Field: "answer", Message: "与相近的问题答案不同：" + shorten(faq.Question, 30), Evidence: s.faqs[near].ID + "：" + shorten(s.faqs[near].Question, 30)})
		}
		for _, pair := range pairs {
			if len(postings[pair]) < commonPair {
				postings[pair] = append(postings[pair], i)
			}
		}
	}
}

func sortedInts(m map[int]int) []int {
	keys := make([]int, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// pairsIn returns the distinct pairs of letters and digits of a question.
func pairsIn(s string) []string {
	var runes []rune
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			runes = append(runes, unicode.ToLower(r))
		}
	}
	var pairs []string
	for i := 1; i < len(runes); i++ {
		pairs = append(pairs, string(runes[i-1:i+1]))
	}
	slices.Sort(pairs)
	return slices.Compact(pairs)
}

var (
	telephone     = regexp.MustCompile(`\d[\d-]{6,}\d|\b1\d{4}\b|\b400[\d-]+`)
	listNumber    = regexp.MustCompile(`(?m)^\s*\d{1,2}[.．、)）]|[（(]\d{1,2}[)）]`)
	chineseNumber = regexp.MustCompile(`[一二三四五六七八九十百千两]{1,7}`)
)

// surveyAnswerNumbers asks that each number of an answer stands in a document it cites. Telephone numbers and the
// numbers of lists are left out, and answers of which a document is not there.
func surveyAnswerNumbers(s *survey) {
	for _, faq := range s.faqs {
		known := map[string]bool{}
		complete := len(faq.Documents) > 0
		for _, id := range faq.Documents {
			numbers, ok := s.cited[id]
			complete = complete && ok && numbers != nil
			for number := range numbers {
				known[number] = true
			}
		}
		if !complete {
			continue
		}
		answer := listNumber.ReplaceAllString(telephone.ReplaceAllString(faq.Answer, ""), "")
		var unknown []string
		for _, number := range plainNumber.FindAllString(answer, -1) {
			if number = strings.TrimRight(strings.ReplaceAll(number, ",", ""), "."); !known[number] && !slices.Contains(unknown, number) {
				unknown = append(unknown, number)
			}
		}
		if unknown != nil {
			s.find(disclosure.Finding{Subject: faq.ID, Field: "answer", Message: "答案中的数字不见于所引文件：" + strings.Join(unknown, "、"), Evidence: strings.Join(faq.Documents, "、")})
		}
	}
}

// numbersIn returns the numbers of a text as Arabic digits, those in Chinese numerals too.
func numbersIn(text string) map[string]bool {
	numbers := map[string]bool{}
	for _, number := range plainNumber.FindAllString(text, -1) {
		numbers[strings.TrimRight(strings.ReplaceAll(number, ",", ""), ".")] = true
	}
	for _, number := range chineseNumber.FindAllString(text, -1) {
		numbers[strconv.Itoa(chineseValue(number))] = true
	}
	return numbers
}

// chineseValue reads a Chinese numeral below ten thousand, as 二十 or 一百二十.
func chineseValue(s string) int {
	total, digit := 0, 0
	for _, r := range s {
		switch r {
		case '十':
			total, digit = total+max(1, digit)*10, 0
		case '百':
			total, digit = total+max(1, digit)*100, 0
		case '千':
			total, digit = total+max(1, digit)*1000, 0
		case '两':
			digit = 2
		default:
			digit = strings.IndexRune("一二三四五六七八九", r)/3 + 1
		}
	}
	return total + digit
}
