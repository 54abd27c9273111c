package main

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

const pageSize = 10

// A field is one filter as it stands in an address and on the page.
type field struct {
	name  string // in the address
	label string
	facet search.Facet // "" for none
	apply func(f *search.Filter, value string)
	word  func(value string) string // as people read it; nil: as it is
}

// fields are the filters in the order of the page.
var fields = []field{
	{"category", "信息分类", search.ByCategory, func(f *search.Filter, v string) { f.Category = v }, nil},
	{"kind", "体裁", search.ByKind, func(f *search.Filter, v string) { f.Kinds = append(f.Kinds, disclosure.Kind(v)) }, nil},
	{"agency", "发布机构", search.ByAgency, func(f *search.Filter, v string) { f.Agencies = append(f.Agencies, v) }, nil},
	{"subject", "主题", search.BySubject, func(f *search.Filter, v string) { f.Subjects = append(f.Subjects, v) }, nil},
	{"year", "年份", search.ByYear, applyYear, func(v string) string { return v + "年" }},
	{"validity", "有效性", search.ByValidity, func(f *search.Filter, v string) { f.Validity = disclosure.Validity(v) }, func(v string) string { return disclosure.Validity(v).Chinese() }},
	{"audience", "服务对象", search.ByAudience, func(f *search.Filter, v string) { f.Audiences = append(f.Audiences, v) }, nil},
	{"record", "数据", search.ByRecord, func(f *search.Filter, v string) { f.Records = append(f.Records, v) }, recordWord},
	{"site", "来源", search.BySite, func(f *search.Filter, v string) { f.Sites = append(f.Sites, v) }, nil},
	{"number", "文号", "", func(f *search.Filter, v string) { f.Number = v }, nil},
	{"from", "发布不早于", "", func(f *search.Filter, v string) { f.From, _ = disclosure.ParseDate(v) }, nil},
	{"to", "发布不晚于", "", func(f *search.Filter, v string) { f.To, _ = disclosure.ParseDate(v) }, nil},
}

// recordWords are the kinds of typed records as people read them.
var recordWords = map[string]string{"budgets": "预算决算", "public_expenses": "三公经费", "transfers": "转移支付", "special_funds": "专项资金",
	"performances": "绩效", "debts": "政府债务", "procurements": "政府采购", "trades": "公共资源交易", "land_deals": "土地矿业权", "housing": "保障性住房",
	"projects": "重大项目", "schools": "学校", "hospitals": "医院", "elder_care": "养老机构", "fees": "收费", "subsidies": "补贴", "interpretations": "解读",
	"experts": "专家", "hotspots": "热点回应", "consultations": "意见征集", "review": "审核记录"}

func recordWord(kind string) string {
	if word, ok := recordWords[kind]; ok {
		return word
	}
	return kind
}

func applyYear(f *search.Filter, value string) {
	if year, err := strconv.Atoi(value); err == nil {
		f.Years = append(f.Years, year)
	}
}

func (f field) read(value string) string {
	if f.word == nil {
		return value
	}
	return f.word(value)
}

// request is a search as it stands in an address.
type request struct {
	values    url.Values
	text      string
	shortened bool // text was longer than is searched
	page      int  // from 1
	sort      search.Sort
}

// maxFilters bounds the values of one filter that are looked at.
const maxFilters = 20

// parseRequest reads an address. What makes no sense is left out: a search never fails for what was typed.
func parseRequest(values url.Values) request {
	r := request{values: url.Values{}, page: 1}
	r.text, r.shortened = shorten(values.Get("q"))
	for _, f := range fields {
		for _, value := range values[f.name][:min(len(values[f.name]), maxFilters)] {
			if value = strings.TrimSpace(strings.ToValidUTF8(value, "")); value != "" && len(value) <= 300 && !slices.Contains(r.values[f.name], value) {
				r.values.Add(f.name, value)
			}
		}
	}
	if page, err := strconv.Atoi(values.Get("page")); err == nil && page > 1 {
		r.page = min(page, search.MaxWindow/pageSize)
	}
	switch sort := search.Sort(values.Get("sort")); sort {
	case search.ByNewest, search.ByOldest:
		r.sort = sort
	}
	return r
}

// shorten keeps what a query may hold: 200 characters, 32 words.
func shorten(text string) (kept string, shortened bool) {
	text = strings.TrimSpace(strings.ToValidUTF8(text, ""))
	runes := []rune(text)
	if len(runes) > search.MaxQueryRunes {
		text, shortened = strings.TrimSpace(string(runes[:search.MaxQueryRunes])), true
	}
	for (search.Query{Text: text}).Validate() != nil {
		words := strings.Fields(text)
		if len(words) < 2 {
			return "", true
		}
		text, shortened = strings.Join(words[:min(len(words)-1, search.MaxQueryTerms)], " "), true
	}
	return text, shortened
}

// query is what the index is asked.
func (r request) query() search.Query {
	q := search.Query{Text: r.text, Sort: r.sort, Offset: (r.page - 1) * pageSize, Limit: pageSize}
	for _, f := range fields {
		for _, value := range r.values[f.name] {
			f.apply(&q.Filter, value)
		}
		if f.facet != "" {
			q.Facets = append(q.Facets, f.facet)
		}
	}
	return q
}

// empty says whether nothing was asked: the home page.
func (r request) empty() bool {
	return r.text == "" && len(r.values) == 0 && r.page == 1 && r.sort == ""
}

// address returns the address of this search after a change; it begins again at the first page.
func (r request) address(change func(url.Values)) string {
	values := url.Values{}
	for name, list := range r.values {
		values[name] = slices.Clone(list)
	}
	if r.text != "" {
		values.Set("q", r.text)
	}
	if r.sort != "" {
		values.Set("sort", string(r.sort))
	}
	change(values)
	if len(values) == 0 {
		return "/"
	}
	return "/?" + values.Encode()
}

func (r request) with(name, value string) string {
	return r.address(func(v url.Values) {
		if name == "category" || name == "validity" {
			v.Del(name) // one at a time
		}
		v.Add(name, value)
	})
}

func (r request) without(name, value string) string {
	return r.address(func(v url.Values) {
		v[name] = slices.DeleteFunc(v[name], func(s string) bool { return s == value })
		if len(v[name]) == 0 {
			v.Del(name)
		}
	})
}

func (r request) toPage(page int) string {
	return r.address(func(v url.Values) { v.Set("page", strconv.Itoa(page)) })
}

func (r request) sortedBy(sort search.Sort) string {
	return r.address(func(v url.Values) {
		v.Del("sort")
		if sort != "" {
			v.Set("sort", string(sort))
		}
	})
}
