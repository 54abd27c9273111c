package disclosure

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// addresses finds addresses below township by the word that ends them: 501室, 12号, 3组, 2户.
func (f *personalFinder) addresses() {
	for _, tail := range []string{"室", "号", "组", "户"} {
		for from := 0; ; {
			at := strings.Index(f.text[from:], tail)
			if at < 0 {
				break
			}
			at += from
			from = at + len(tail)
			f.address(at, from, tail)
		}
	}
}

// addressLabels stand before an address, whoever's it is.
var addressLabels = wordSetOf("位于", "地址", "住")

// addressStops part an address from what stands before it.
const addressStops = "，。；：:,;\n\t、（）()《》“”〔〕！？"

// address judges what ends with tail between at and end.
func (f *personalFinder) address(at, end int, tail string) {
	if at == 0 || !isDigit(f.text[at-1]) && !isASCIILetter(f.text[at-1]) && !endsInNumeral(f.text[:at]) {
		return
	}
	start := runeBefore(f.text, max(0, at-150))
	if stop := strings.LastIndexAny(f.text[start:at], addressStops); stop >= 0 {
		_, size := decodeRune(f.text[start+stop:])
		start += stop + size
	}
	if tail != "室" && continues(f.text[end:]) {
		return // a longer address ends further on
	}
	home := false
	words := personalLists()
	if cut := max(words.Home.last(f.text[start:at]), addressLabels.last(f.text[start:at])); cut > 0 {
		home = words.Home.last(f.text[start:start+cut]) >= 0 || strings.HasSuffix(f.text[start:start+cut], "住")
		start += cut
	}
	for {
		cut := strings.TrimLeft(f.text[start:at], " \u3000为是在于")
		if len(cut) == at-start {
			break
		}
		start = at - len(cut)
	}
	address := f.text[start:end]
	context := f.before(start, contextBytes)
	private := home || words.Home.last(context) >= 0 || words.Person.last(context) >= 0
	if !detailed(address, tail, private) {
		return
	}
	f.add(PersonalAddress, start, end, maskAddress(address))
}

func endsInNumeral(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune("一二三四五六七八九十", r)
}

// continues says whether an address goes on to a room.
func continues(rest string) bool {
	rest = rest[:runeBefore(rest, min(len(rest), 48))]
	if stop := strings.IndexAny(rest, addressStops); stop >= 0 {
		rest = rest[:stop]
	}
	room := strings.IndexAny(rest, "室户")
	if room < 0 {
		room = strings.Index(rest, "号")
	}
	return room > 0 && isDigit(rest[room-1])
}

var (
	roadWords = wordSetOf("路", "街", "巷", "大道", "弄", "胡同", "道", "村", "屯", "庄", "小区", "里", "坊", "院")
	unitWords = wordSetOf("单元", "栋", "幢", "号楼", "座", "楼", "层", "区", "号")
)

// detailed says whether an address leads to a door. One of a road and a number is that of a public place as often,
// so it counts only where a person is spoken of.
func detailed(address, tail string, private bool) bool {
	has := func(words wordSet) bool { return words.last(address) >= 0 }
	if utf8.RuneCountInString(address) < 6 || strings.Contains(address, "某") { // anonymised already
		return false
	}
	if tail == "室" || tail == "户" {
		return has(unitWords) && (has(roadWords) || has(personalLists().Dwelling)) || private && has(unitWords)
	}
	return private && has(roadWords)
}

// maskAddress keeps an address down to township, or to the county or city where it names no township.
func maskAddress(address string) string {
	for _, levels := range [][]string{{"街道", "镇", "乡"}, {"县", "区", "旗"}, {"市"}, {"省"}} {
		cut := -1
		for _, level := range levels {
			if at := strings.Index(address, level); at > 0 && !strings.HasSuffix(address[:at], "小") && !strings.HasSuffix(address[:at], "社") {
				cut = max(cut, at+len(level))
			}
		}
		if cut > 0 {
			return address[:cut] + "***"
		}
	}
	return "***"
}

// names finds the name beside each identity or passport number.
func (f *personalFinder) names() {
	var names []Personal
	for _, p := range f.found {
		if p.Kind != PersonalIdentity && p.Kind != PersonalPassport {
			continue
		}
		if start, end, ok := f.nameBefore(p.Start); ok {
			names = append(names, f.name(start, end))
		} else if start, end, ok := f.nameAfter(p.End); ok {
			names = append(names, f.name(start, end))
		}
	}
	if names == nil {
		return
	}
	f.found = append(f.found, names...)
	slices.SortStableFunc(f.found, func(a, b Personal) int { return a.Start - b.Start })
	f.found = withoutOverlap(f.found)
}

func (f *personalFinder) name(start, end int) Personal {
	name := f.text[start:end]
	_, size := decodeRune(name)
	return Personal{Kind: PersonalName, Start: start, End: end, Text: name,
		Masked: name[:size] + strings.Repeat("*", utf8.RuneCountInString(name)-1)}
}

// idLabels stand between a name and the number.
var idLabels = []string{"公民身份号码", "居民身份证号码", "身份证号码", "身份证件号码", "居民身份证", "身份证号", "身份证", "证件号码", "证件号", "护照号码", "护照号", "护照",
	"男", "女", "汉族", "性别", "号码", "为", "是", "的", "其", "：", ":", "，", ",", "、", "（", "(", "）", ")", " ", "\t", "\u3000", "|", "/", "；"}

func (f *personalFinder) nameBefore(at int) (start, end int, ok bool) {
	s := f.text[runeBefore(f.text, max(0, at-120)):at]
	base := at - len(s)
	for trimmed := true; trimmed; {
		trimmed = false
		for _, label := range idLabels {
			if cut, has := strings.CutSuffix(s, label); has {
				s, trimmed = cut, true
			}
		}
	}
	end = base + len(s)
	run := trailingHan(s)
	for _, label := range []string{"姓名", "申请人", "当事人", "户主", "考生", "本人", "我叫", "我是", "居民", "村民", "职工", "学生", "业主", "法定代表人", "联系人", "患者", "同志", "叫", "人"} {
		if cut := strings.LastIndex(run, label); cut >= 0 && cut+len(label) < len(run) {
			run = run[cut+len(label):]
		}
	}
	if isName(run) {
		return end - len(run), end, true
	}
	return 0, 0, false
}

func (f *personalFinder) nameAfter(at int) (start, end int, ok bool) {
	rest := f.text[at:]
	trimmed := strings.TrimLeft(rest, "，,、 \t\u3000|（(")
	if trimmed == rest || strings.HasPrefix(trimmed, "\n") {
		return 0, 0, false
	}
	for _, label := range []string{"姓名：", "姓名:", "姓名"} {
		trimmed = strings.TrimPrefix(trimmed, label)
	}
	run := leadingHan(trimmed)
	start = at + len(rest) - len(trimmed)
	return start, start + len(run), isName(run)
}

func trailingHan(s string) string {
	i := len(s)
	for i > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		if r < 0x4E00 || r > 0x9FFF {
			break
		}
		i -= size
	}
	return s[i:]
}

func leadingHan(s string) string {
	for i, r := range s {
		if r < 0x4E00 || r > 0x9FFF {
			return s[:i]
		}
	}
	return s
}

// notNames are words of name's length that begin with a surname's character.
var notNames = []string{"任何", "任务", "安全", "安置", "管理", "关于", "包括", "方式", "方案", "高级", "高中", "金额", "白天", "常见", "江苏", "江西", "云南", "成立", "项目",
	"文件", "文号", "路段", "车辆", "车牌", "章程", "程序", "时间", "单位", "申请", "申报", "申请人", "于本", "万元", "康复", "房屋", "房产", "季度", "和平", "向社会", "石家庄", "马上", "司机",
	"经办", "毕业", "毕业生", "游客", "查询", "支付", "证件", "户籍", "温馨", "方法", "盛开", "宁夏", "安徽", "武汉", "关联", "关系"}

// isName says whether a word has the shape of a person's name: a surname of the list and one or two characters.
func isName(s string) bool {
	n := utf8.RuneCountInString(s)
	if n < 2 || n > 4 || slices.Contains(notNames, s) || trailingHan(s) != s {
		return false
	}
	words := personalLists()
	if slices.ContainsFunc(words.Compound, func(c string) bool { return strings.HasPrefix(s, c) }) {
		return n >= 3
	}
	first, _ := decodeRune(s)
	return n <= 3 && strings.ContainsRune(words.Surnames, first) && words.Organ.last(s) < 0
}
