package main

import (
	"context"
	"log/slog"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa"
	"github.com/zwgk/zwgk/qa/chat"
)

func slogDiscard() *slog.Logger { return slog.New(slog.DiscardHandler) }

// fixed is an assistant whose one answer has everything that an answer can have.
type fixed struct{}

func (fixed) Ask(context.Context, qa.Question) (qa.Answer, error) {
	return qa.Answer{Outcome: qa.Answered, Text: "向户籍所在地街道申请。\n5个工作日内办结。", Notice: "原办法已经废止。", Confidence: 0.9,
		Citations: []qa.Citation{
			{Document: "d1", Title: "高龄津贴发放办法", Number: "云民发〔2024〕3号", Issuer: "云溪市民政局", Published: "2024-03-05",
				Validity: disclosure.InForce, Section: "三、申请", URL: "/doc/d1", Quote: "向户籍所在地街道申请", End: 30},
			{Document: "d2", Title: "高龄津贴暂行办法", Validity: disclosure.Repealed, Quote: "已废止", End: 9},
		},
		Related: []qa.Related{{Document: "d3", Title: "政策解读", URL: "/doc/d3"}}, Suggestions: []string{"需要什么材料？"},
		Contact: &qa.Contact{Department: "云溪市民政局", Phone: "0000-1234567", Address: "云溪路1号", Note: "工作日"}}, nil
}

func (fixed) Suggest(string, int) []string { return []string{"高龄津贴怎么申请？"} }

func (fixed) Illustrate(context.Context, qa.Answer) ([]chat.Table, []chat.Timeline) {
	return []chat.Table{{Caption: "发放标准", Columns: []string{"年龄", "每月"}, Rows: [][]string{{"80—89周岁", "100元"}, {"90—99周岁", "300元"}}}},
		[]chat.Timeline{{Caption: "办理进度", Steps: []chat.Step{{Date: "2024-03-05", Title: "发布", URL: "/doc/d1", Done: true}, {Title: "施行", Text: "自5月1日起"}}}}
}
