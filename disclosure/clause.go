package disclosure

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// ClauseKind says what a clause on validity settles.
type ClauseKind string

// The kinds of clause on validity found in the text of a document.
const (
	EffectiveClause ClauseKind = "effective" // 本办法自2024年5月1日起施行; 自公布之日起施行
	ExpiryClause    ClauseKind = "expiry"    // 本办法有效期至2029年4月30日
	TermClause      ClauseKind = "term"      // 本办法有效期五年
	TrialClause     ClauseKind = "trial"     // 本办法试行两年
	RepealClause    ClauseKind = "repeal"    // 《…办法》同时废止
)

// ValidityClause is a clause by which a document settles its own validity or ends that of another. Start and End are
// byte offsets into the text.
type ValidityClause struct {
	Kind       ClauseKind
	Start, End int
	Date       Date   // effective: from this day; expiry: the last day; repeal: from this day where one is stated
	Event      string // effective where no date is stated: 公布, 发布, 印发 …, with the days or months after it in N and Unit
	N          int    // term and trial: how long; effective: how long after the event
	Unit       Unit
	Targets    []string // repeal: titles without 《》, and 文号 as printed
}

const (
	// ownName is how a document speaks of itself. What rests on it holds no matter what else a text has terms for:
	// most 有效期 in law are those of licences.
	ownName    = `本[\p{Han}]{0,10}?(?:法|条例|规定|办法|细则|规则|决定|通知|意见|方案|章程|标准|规程|公告|通告|解释|规范|指南|预案|目录|措施|准则|制度|令|批复|纲要|规划|政策|文件|解答|决议)`
	clauseDate = textYear + `\s*年\s*[0-9０-９一二三四五六七八九十]{1,3}\s*月\s*[0-9０-９一二三四五六七八九十]{1,3}\s*日`
	eventDay   = `(公布|发布|印发|颁布|批准|签发|下发|通过|签署|制发)(?:之)?日`
	begins     = `(?:正式)?(?:施行|实施|执行|生效|试行)`
	length     = `([0-9０-９一二两三四五六七八九十]{1,3})\s*(年|个月|月)`
)

var (
	effectivePattern = regexp.MustCompile(ownName + `[^。；;！\n《》]{0,16}?[自于从](?:(` + clauseDate + `)|` + eventDay + `)起(?:满?` +
		`([0-9０-９一二两三四五六七八九十]{1,3})\s*(日|个月|月)后)?` + begins)
	lifePattern = regexp.MustCompile(ownName + `(?:[^。；;\n《》]{0,16}?自[^。；;\n《》]{2,24}?起[^。；;，,\n《》]{0,4}?` + begins + `)?[,，；;、。]?\s*(?:` +
		`有效期限?(?:截止到|截至|截止|到|至)\s*(` + clauseDate + `)` +
		`|有效期限?(?:为|是|:|：)?\s*` + length +
		`|(?:试行|暂行)(?:期限?)?(?:为|是|:|：)?\s*` + length + `)`)
	repealEnding = regexp.MustCompile(`(?:同时|即行|相应|一并|均予?以?|予以|日起)(?:停止执行|停止施行|废止)$`)
	repealDate   = regexp.MustCompile(`自(` + clauseDate + `)起[^《》]{0,12}$`)
	groundBefore = regexp.MustCompile(`(?:根据|按照|依照|依据|落实|贯彻|适用|执行|参照)[^《》]{0,8}$`)
	titleInText  = regexp.MustCompile(`《((?:[^《》〈〉]|〈[^〈〉]*〉|《[^《》]*》)+)》`)
	notRepealed  = regexp.MustCompile(`(?:不得|已经?|未|是否|应当|可以|尚未|建议|提请|需要|必须|依法|已由|被)(?:[^《》]{0,6})?(?:予以)?(?:停止执行|停止施行|废止)$`)
)

// FindValidityClauses finds the clauses by which a document settles its own validity and ends that of others, in
// order. What it says of the term of licences, contracts and the like is not among them, nor is what it tells of the
// past (「已于2004年废止」).
func FindValidityClauses(text string) []ValidityClause {
	var clauses []ValidityClause
	clauses = findNear(text, "日起", effectivePattern, effectiveClause, clauses)
	for _, word := range []string{"有效期", "试行", "暂行"} {
		clauses = findNear(text, word, lifePattern, lifeClause, clauses)
	}
	for _, word := range []string{"废止", "停止执行", "停止施行"} {
		clauses = findRepeals(text, word, clauses)
	}
	slices.SortStableFunc(clauses, func(a, b ValidityClause) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.End, b.End))
	})
	return slices.CompactFunc(clauses, func(a, b ValidityClause) bool { return a.Start == b.Start && a.Kind == b.Kind })
}

// Around a word that every clause of a kind has, so many bytes can belong to it. Matching there and not in the whole
// text makes the search twenty times as fast.
const (
	bytesBefore = 220
	bytesAfter  = 90
)

// findNear matches a pattern around each place of a word.
func findNear(text, word string, pattern *regexp.Regexp, read func(text string, m []int) (ValidityClause, bool), clauses []ValidityClause) []ValidityClause {
	last := 0 // end of the clause found before
	for at := strings.Index(text, word); at >= 0; {
		from, to := runeBefore(text, max(last, at-bytesBefore)), runeBefore(text, min(len(text), at+bytesAfter))
		next := at + len(word)
		if window := text[from:to]; strings.Contains(window, "本") {
			if m := pattern.FindStringSubmatchIndex(window); m != nil && from+m[1] > at {
				if clause, ok := read(window, m); ok {
					clause.Start, clause.End = from+m[0], from+m[1]
					clauses = append(clauses, clause)
					last = clause.End
				}
				next = max(next, from+m[1])
			}
		}
		if at = strings.Index(text[next:], word); at >= 0 {
			at += next
		}
	}
	return clauses
}

// runeBefore moves an offset back to the beginning of a rune.
func runeBefore(text string, i int) int {
	for i > 0 && i < len(text) && !utf8.RuneStart(text[i]) {
		i--
	}
	return i
}

// group returns the text of a submatch, "" where it took no part.
func group(text string, m []int, n int) string {
	if m[2*n] < 0 {
		return ""
	}
	return text[m[2*n]:m[2*n+1]]
}

func effectiveClause(text string, m []int) (ValidityClause, bool) {
	clause := ValidityClause{Kind: EffectiveClause, Event: group(text, m, 2)}
	if date := group(text, m, 1); date != "" {
		var err error
		if clause.Date, err = ParseDate(date); err != nil {
			return clause, false // a day that does not exist settles nothing
		}
	}
	if number := group(text, m, 3); number != "" {
		clause.N, _ = parseNumeral(foldWidth(number))
		clause.Unit = unitOf(group(text, m, 4))
	}
	return clause, true
}

func unitOf(word string) Unit {
	switch word {
	case "年":
		return Years
	case "日":
		return Days
	}
	return Months
}

func lifeClause(text string, m []int) (ValidityClause, bool) {
	var clause ValidityClause
	switch {
	case m[2] >= 0:
		var err error
		clause.Kind = ExpiryClause
		clause.Date, err = ParseDate(group(text, m, 1))
		return clause, err == nil
	case m[4] >= 0:
		clause.Kind, clause.Unit = TermClause, unitOf(group(text, m, 3))
		clause.N, _ = parseNumeral(foldWidth(group(text, m, 2)))
	default:
		clause.Kind, clause.Unit = TrialClause, unitOf(group(text, m, 5))
		clause.N, _ = parseNumeral(foldWidth(group(text, m, 4)))
	}
	return clause, clause.N > 0 && clause.N <= 50 // beyond 50 the numeral is something else, such as a year
}

// longestSentence bounds how far back from 废止 a sentence is followed, in bytes.
const longestSentence = 4000

// findRepeals goes by sentences that end in 废止 or 停止执行 and name what is ended.
func findRepeals(text, word string, clauses []ValidityClause) []ValidityClause {
	for from := 0; ; {
		at := strings.Index(text[from:], word)
		if at < 0 {
			return clauses
		}
		end := from + at + len(word)
		begin := max(from, runeBefore(text, end-min(end, longestSentence)))
		if stop := strings.LastIndexAny(text[begin:end], "。；;\n"); stop >= 0 {
			_, size := utf8.DecodeRuneInString(text[begin+stop:])
			begin += stop + size
		}
		from = end
		sentence := text[begin:end]
		tail := sentence[runeBefore(sentence, max(0, len(sentence)-60)):]
		if !repealEnding.MatchString(tail) || notRepealed.MatchString(tail) || !endsSentence(text[end:]) {
			continue
		}
		first, targets := repealTargets(sentence)
		if len(targets) == 0 {
			continue
		}
		clause := ValidityClause{Kind: RepealClause, Start: begin + first, End: end, Targets: targets}
		if d := repealDate.FindStringSubmatch(sentence); d != nil {
			clause.Date, _ = ParseDate(d[1])
		}
		clauses = append(clauses, clause)
	}
}

// endsSentence says whether what comes next shows that 废止 was the predicate, not an attribute (废止的规章).
func endsSentence(rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || strings.ContainsRune("。；;，,、\n\r） )”！", next)
}

// repealTargets returns the titles and 文号 named in a sentence, and where the first begins. A number in brackets
// behind a title names the same document: the title is enough.
func repealTargets(sentence string) (first int, targets []string) {
	first = len(sentence)
	var spans [][]int
	for _, m := range titleInText.FindAllStringSubmatchIndex(sentence, -1) {
		spans = append(spans, m)
		// 《甲办法》第三条同时废止 ends an article, not the document; 根据《乙规定》 names a ground, not a target.
		rest := sentence[m[1]:]
		if strings.HasPrefix(rest, "第") || strings.HasPrefix(rest, "中") || groundBefore.MatchString(sentence[:m[0]]) {
			continue
		}
		first = min(first, m[0])
		targets = append(targets, sentence[m[2]:m[3]])
	}
	for _, found := range FindNumbers(sentence) {
		inTitle := slices.ContainsFunc(spans, func(s []int) bool {
			return found.Start >= s[0] && found.Start <= s[1]+len("（") // inside, or in brackets right behind
		})
		if !inTitle && found.Number.Form == BracketForm {
			first = min(first, found.Start)
			targets = append(targets, found.Number.Raw)
		}
	}
	return first, targets
}
