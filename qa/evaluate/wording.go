package evaluate

import (
	"strings"
	"unicode"
)

// Text is compared by character after the same three steps everywhere: full-width ASCII becomes half-width, upper
// case becomes lower case, white space is dropped.
func characters(text string) []rune {
	var list []rune
	for _, r := range text {
		if r >= '！' && r <= '～' {
			r = r - '！' + '!'
		}
		if !unicode.IsSpace(r) {
			list = append(list, unicode.ToLower(r))
		}
	}
	return list
}

// ExactMatch is 1 where the answer equals any reference in letters and digits, else 0: white space, punctuation,
// width and case are not looked at. An answer without letters or digits matches nothing.
func ExactMatch(answer string, references []string) float64 {
	said := lettersOnly(answer)
	for _, reference := range references {
		if said != "" && said == lettersOnly(reference) {
			return 1
		}
	}
	return 0
}

func lettersOnly(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPunct(r) || unicode.IsSymbol(r) || unicode.IsControl(r) {
			return -1
		}
		return r
	}, string(characters(text)))
}

// CharacterF1 is the harmonic mean of precision and recall over the characters of the answer, counted with
// repetition and without regard to order, 0 to 1; the best over the references. It is SQuAD's F1 with characters in
// place of words.
func CharacterF1(answer string, references []string) float64 {
	said := characters(answer)
	best := 0.0
	for _, reference := range references {
		wanted := characters(reference)
		best = max(best, harmonic(shared(said, wanted), len(said), len(wanted)))
	}
	return best
}

// shared counts the characters that both lists hold, with repetition.
func shared(a, b []rune) int {
	count := make(map[rune]int, len(a))
	for _, r := range a {
		count[r]++
	}
	n := 0
	for _, r := range b {
		if count[r] > 0 {
			count[r]--
			n++
		}
	}
	return n
}

// RougeL is ROUGE-L by character (Lin, 2004) with precision and recall weighed alike: the harmonic mean of the
// longest common subsequence over the length of the answer and over that of the reference, 0 to 1; the best over
// the references.
func RougeL(answer string, references []string) float64 {
	said := characters(answer)
	best := 0.0
	for _, reference := range references {
		wanted := characters(reference)
		best = max(best, harmonic(commonSubsequence(said, wanted), len(said), len(wanted)))
	}
	return best
}

// commonSubsequence returns the length of the longest common subsequence, in two rows of the usual table.
func commonSubsequence(a, b []rune) int {
	row, next := make([]int, len(b)+1), make([]int, len(b)+1)
	for _, r := range a {
		for j, s := range b {
			if r == s {
				next[j+1] = row[j] + 1
			} else {
				next[j+1] = max(row[j+1], next[j])
			}
		}
		row, next = next, row
	}
	return row[len(b)]
}

// harmonic is the F1 of common/said and common/wanted.
func harmonic(common, said, wanted int) float64 {
	if common == 0 {
		return 0
	}
	return 2 * float64(common) / float64(said+wanted)
}
