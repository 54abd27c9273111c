package audit

import (
	"fmt"
	"io"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

// printed is how many findings of each rule the printed forms of a report show; the JSON form has all that are kept.
const printed = 10

// WriteMarkdown writes the report as Markdown with tables.
func (r *Report) WriteMarkdown(w io.Writer) error {
	m := &markdown{}
	m.line("# 政务公开质量报告\n")
	m.line("截至%s，共%d份文件。检查依据：%s。", r.AsOf.Chinese(), r.Documents, r.Profile)
	if r.Catalog != "" {
		m.line("目录：%s。", r.Catalog)
	}
	m.line("\n%s\n", r.summary())
	m.score(&r.Score)
	m.vetoes(r)
	m.columns(r.Columns)
	m.coverage(r.Coverage)
	m.counts("## 公开时效", "自成文至发布", r.Timeliness)
	m.links(r)
	m.rules(r)
	m.faults(r)
	if _, err := io.WriteString(w, m.String()); err != nil {
		return fmt.Errorf("audit: writing the report: %w", err)
	}
	return nil
}

// summary is the report in one sentence.
func (r *Report) summary() string {
	return fmt.Sprintf("发现否决项%d个、错误%d个、警告%d个、提示%d个。", r.Count(disclosure.Veto), r.Count(disclosure.Error), r.Count(disclosure.Warning), r.Count(disclosure.Info))
}

type markdown struct{ strings.Builder }

func (m *markdown) line(format string, args ...any) { fmt.Fprintf(m, format+"\n", args...) }

// cell makes a text fit a table.
func cell(s string) string {
	return strings.NewReplacer("|", "\\|", "\n", " ", "\r", "", "<", "&lt;", "`", "'").Replace(s)
}

func (m *markdown) table(head []string, rows [][]string) {
	if len(rows) == 0 {
		m.line("（无）\n")
		return
	}
	m.line("| %s |", strings.Join(head, " | "))
	m.line("|%s", strings.Repeat(" --- |", len(head)))
	for _, row := range rows {
		for i := range row {
			row[i] = cell(row[i])
		}
		m.line("| %s |", strings.Join(row, " | "))
	}
	m.line("")
}

func doubtMark(unverified bool) string {
	if unverified {
		return "（未核实）"
	}
	return ""
}

// verdict says how the score came out.
func (s *Score) verdict() string {
	switch {
	case s.Vetoed:
		return "单项否决"
	case s.Passed:
		return "合格"
	}
	return "不合格"
}

func (m *markdown) score(s *Score) {
	m.line("## 评分（%s，只供自查）\n", s.Name)
	m.line("%d分起评，得%d分，%s。%s\n", s.Start, s.Total, s.verdict(), s.Note)
	var rows [][]string
	for _, d := range s.Deductions {
		rows = append(rows, []string{d.Rule, d.Title + doubtMark(d.Unverified), fmt.Sprint(d.Count), fmt.Sprintf("每个%d，最多%d", d.Each, d.Max), fmt.Sprintf("-%d", d.Points), evidence(d.Evidence)})
	}
	m.table([]string{"规则", "事项", "个数", "标准", "扣分", "证据"}, rows)
}

// evidence names the first findings that a deduction rests on.
func evidence(findings []Finding) string {
	var parts []string
	for _, f := range findings[:min(len(findings), 3)] {
		parts = append(parts, f.Subject+"："+f.Message)
	}
	return strings.Join(parts, "；")
}

func (m *markdown) vetoes(r *Report) {
	m.line("## 单项否决\n")
	var rows [][]string
	for _, f := range r.Vetoes[:min(len(r.Vetoes), 3*printed)] {
		rows = append(rows, []string{f.Rule, f.Subject, f.Message, f.Evidence})
	}
	m.table([]string{"规则", "对象", "问题", "证据"}, rows)
}

func (m *markdown) columns(columns []ColumnReport) {
	if columns == nil {
		return
	}
	m.line("## 栏目更新\n")
	var rows [][]string
	for _, c := range columns {
		rows = append(rows, []string{c.Name, string(c.Status), fmt.Sprint(c.Documents), c.Latest.String(), limitOf(c), c.daysLeft()})
	}
	m.table([]string{"栏目", "状态", "文件", "最近更新", "期限（日）", "剩余（日）"}, rows)
}

func limitOf(c ColumnReport) string {
	if c.Limit == 0 {
		return ""
	}
	return fmt.Sprint(c.Limit)
}

// daysLeft is the days left in words; "" where they cannot be counted.
func (c ColumnReport) daysLeft() string {
	if c.Due.IsZero() {
		return ""
	}
	return fmt.Sprint(c.DaysLeft)
}

func (m *markdown) coverage(items []ItemReport) {
	if items == nil {
		return
	}
	m.line("## 目录公开情况\n")
	var rows [][]string
	for _, i := range items {
		rows = append(rows, []string{i.ID, i.Domain, i.Name, string(i.State), fmt.Sprint(i.Documents), i.Latest.String(), i.remarks()})
	}
	m.table([]string{"编号", "领域", "事项", "状态", "文件", "最近公开", "说明"}, rows)
}

// remarks says what is wrong with an item.
func (i ItemReport) remarks() string {
	var parts []string
	if i.Missing != nil {
		parts = append(parts, "都没有"+strings.Join(i.Missing, "、"))
	}
	if i.Partly != nil {
		parts = append(parts, "部分没有"+strings.Join(i.Partly, "、"))
	}
	if i.Late > 0 {
		parts = append(parts, fmt.Sprintf("%d份超期", i.Late))
	}
	if i.Reason != "" {
		parts = append(parts, i.Reason)
	}
	return strings.Join(parts, "；")
}

func (m *markdown) counts(title, what string, buckets []TimeBucket) {
	m.line("%s\n", title)
	var rows [][]string
	for _, b := range buckets {
		rows = append(rows, []string{b.Name, fmt.Sprint(b.Count)})
	}
	m.table([]string{what, "文件"}, rows)
}

func (m *markdown) links(r *Report) {
	m.line("## 解读与重复\n")
	m.line("政策与解读的关联%d对，其中双向%d对；规范性文件%d份，没有解读的%d份。\n", r.Links.Total, r.Links.Both, r.Links.Normative, r.Links.Uninterpreted)
	var rows [][]string
	for _, d := range r.Duplicates[:min(len(r.Duplicates), printed)] {
		rows = append(rows, []string{d.Kind, d.Value, fmt.Sprint(d.Count), strings.Join(d.IDs, "、")})
	}
	m.table([]string{"相同的", "值", "份数", "文件"}, rows)
}

func (m *markdown) rules(r *Report) {
	m.line("## 问题清单\n")
	for _, rule := range r.Rules {
		m.line("### %s %s（%s，%d个）%s\n", rule.ID, rule.Title, rule.Level.Chinese(), rule.Count, doubtMark(rule.Unverified))
		m.line("依据：%s。\n", rule.Basis)
		for _, f := range rule.Findings[:min(len(rule.Findings), printed)] {
			m.line("- %s：%s%s%s", cell(f.Subject), cell(f.Message), bracketed(cell(f.Evidence)), doubtMark(f.Unverified))
		}
		if rest := rule.Count - printed; rest > 0 {
			m.line("- 另有%d个", rest)
		}
		m.line("")
	}
}

func bracketed(s string) string {
	if s == "" {
		return ""
	}
	return "（" + s + "）"
}

func (m *markdown) faults(r *Report) {
	if r.FaultCount == 0 {
		return
	}
	m.line("## 读入时的问题\n")
	m.line("共%d处，其中%d行未能读入。\n", r.FaultCount, r.Rejected)
	for _, fault := range r.Faults[:min(len(r.Faults), printed)] {
		m.line("- %s", cell(fault))
	}
}
