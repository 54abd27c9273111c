package audit_test

import (
	"time"

	"github.com/zwgk/zwgk/disclosure"
)

// gateCase is one rule with a document that breaks it and, where the sound one does not show enough, one that does not.
type gateCase struct {
	rule      string
	bad, good disclosure.Document
}

func numbered(s string) disclosure.Document {
	return with(func(d *disclosure.Document) { d.Number = disclosure.ParseNumber(s) })
}

func gateCases() []gateCase {
	cases := metadataCases()
	for _, more := range [][]gateCase{numberCases(), recordCases(), explainedCases(), wordCases(), reviewCases()} {
		cases = append(cases, more...)
	}
	return cases
}

func metadataCases() []gateCase {
	return []gateCase{
		{"META-001", with(func(d *disclosure.Document) { d.Title = " " }), disclosure.Document{}},
		{"META-002", with(func(d *disclosure.Document) { d.IndexNumber = disclosure.IndexNumber{} }), disclosure.Document{}},
		{"META-003", with(func(d *disclosure.Document) { d.Issuers = nil }), disclosure.Document{}},
		{"META-003", with(func(d *disclosure.Document) { d.Issuers[0].Name = "市财政局" }), with(func(d *disclosure.Document) { d.Issuers[0].Name = "市中区人民政府" })},
		{"META-004", with(func(d *disclosure.Document) { d.Formed = disclosure.Date{} }), disclosure.Document{}},
		{"META-006", with(func(d *disclosure.Document) { d.Openness = "" }), disclosure.Document{}},
		{"META-007", with(func(d *disclosure.Document) { d.Subjects = nil }), disclosure.Document{}},
		{"META-008", with(func(d *disclosure.Document) { d.Kind = "" }), disclosure.Document{}},
		{"META-009", with(func(d *disclosure.Document) { d.Text = "\n" }), disclosure.Document{}},
		{"META-009", with(func(d *disclosure.Document) { d.Text, d.Attachments = "", []disclosure.Attachment{{Name: "a.pdf"}} }), disclosure.Document{}},
		{"META-010", with(func(d *disclosure.Document) { d.Published = day("2025-09-01") }), with(func(d *disclosure.Document) { d.Effective = day("2025-09-01") })},
		{"META-010", with(func(d *disclosure.Document) { d.Published = day("2025-12-01") }), disclosure.Document{}},
		{"META-011", with(func(d *disclosure.Document) { d.IndexNumber = disclosure.ParseIndexNumber("暂无") }), disclosure.Document{}},
		{"META-013", with(func(d *disclosure.Document) { d.Summary = d.Title }), with(func(d *disclosure.Document) { d.Summary = "" })},
		{"META-013", with(func(d *disclosure.Document) { d.Summary = "津贴" }), disclosure.Document{}},
		{"META-020", with(func(d *disclosure.Document) { d.Keywords = nil }), with(func(d *disclosure.Document) { d.Keywords, d.Category = nil, "通知公告" })},
		{"VAL-003", with(func(d *disclosure.Document) { d.Expires = day("2025-10-14") }), with(func(d *disclosure.Document) { d.Expires = day("2025-10-15") })},
		{"VAL-003", with(func(d *disclosure.Document) { d.Effective = day("2026-01-01") }), with(func(d *disclosure.Document) { d.Effective, d.Validity = day("2026-01-01"), disclosure.NotYetInForce })},
		{"VAL-004", with(func(d *disclosure.Document) {
			d.Expires, d.Text = disclosure.Date{}, "本办法自2020年1月1日起施行，有效期五年。"
			d.Effective = disclosure.Date{}
		}), with(func(d *disclosure.Document) {
			d.Expires, d.Text, d.Validity = disclosure.Date{}, "本办法自2020年1月1日起施行，有效期五年。", disclosure.Expired
		})},
		{"VAL-004", with(func(d *disclosure.Document) {
			d.Title, d.Expires, d.Effective, d.Text = "澜川市停车办法（试行）", disclosure.Date{}, day("2020-01-01"), "现予印发。"
		}), with(func(d *disclosure.Document) {
			d.Title, d.Expires, d.Effective, d.Text = "关于转发《停车办法（试行）》的通知", disclosure.Date{}, day("2020-01-01"), "现予转发。"
		})},
		{"VAL-006", with(func(d *disclosure.Document) {
			d.Relations = []disclosure.Relation{{Type: disclosure.PartlyRepeals, Target: "x"}}
		}), with(func(d *disclosure.Document) {
			d.Relations = []disclosure.Relation{{Type: disclosure.PartlyRepeals, Target: "x", Scope: "第三条"}}
		})},
		{"TIME-001", with(func(d *disclosure.Document) { d.Formed = day("2025-07-01") }), with(func(d *disclosure.Document) { d.Formed = day("2007-07-01") })},
		{"TIME-002", with(func(d *disclosure.Document) {
			d.Title, d.Formed = "澜川市市场监督管理局行政处罚决定书", day("2025-09-01")
		}), with(func(d *disclosure.Document) {
			d.Title, d.Formed = "澜川市市场监督管理局行政处罚决定书", day("2025-09-08")
		})},
		{"TIME-004", with(func(d *disclosure.Document) { d.Formed, d.Published = day("2016-03-01"), day("2016-04-20") }), with(func(d *disclosure.Document) { d.Formed, d.Published = day("2016-03-01"), day("2016-03-15") })},
	}
}

func numberCases() []gateCase {
	return []gateCase{
		{"NUM-001", numbered("澜政办发[2025]12号"), disclosure.Document{}},
		{"NUM-001", numbered("澜川市第十二号文"), numbered("")},
		{"NUM-002", numbered("澜政办发〔25〕12号"), disclosure.Document{}},
		{"NUM-003", numbered("澜政办发〔2025〕012号"), numbered("澜政办发〔2025〕102号")},
		{"NUM-004", numbered("澜政办发〔2025〕第12号"), numbered("国务院令第711号")},
		{"NUM-005", with(func(d *disclosure.Document) {
			d.Issuers[0].Name, d.Number = "国务院", disclosure.ParseNumber("澜政发〔2025〕1号")
		}), with(func(d *disclosure.Document) {
			d.Issuers[0].Name, d.Number = "国务院", disclosure.ParseNumber("国发〔2025〕1号")
		})},
		{"NUM-005", numbered("关于印发高龄津贴的通知澜政办发〔2025〕12号"), disclosure.Document{}},
		{"NUM-007", numbered("澜政办发〔2024〕12号"), disclosure.Document{}},
	}
}

func table(change func(*disclosure.BudgetTable)) disclosure.Document {
	t := disclosure.BudgetTable{Account: disclosure.GeneralPublicBudget, Stage: disclosure.BudgetDrafted, Year: 2025, Name: "一般公共预算本级支出表",
		Side: disclosure.Expenditure, Scope: disclosure.OwnLevel, Classes: disclosure.FunctionalSubjects, ApprovedOn: day("2025-09-01"),
		Lines: []disclosure.BudgetLine{{Code: "208", Name: "社会保障和就业支出", Budget: 100}, {Code: "20805", Name: "养老", Budget: 100}, {Code: "2080501", Name: "退休", Budget: 100},
			{Code: "227", Name: "预备费", Budget: 20}, {Name: "支出合计", Budget: 120}}}
	change(&t)
	return withRecords(disclosure.Records{Budgets: []disclosure.BudgetTable{t}})
}

func recordCases() []gateCase {
	asIs := table(func(*disclosure.BudgetTable) {})
	debt := disclosure.DebtStatement{Class: disclosure.GeneralDebt, Year: 2024, Limit: 100, Opening: 60, Issued: 20, Repaid: 10, Balance: 70, Use: "道路", Plan: "分年偿还"}
	overLimit, rolled, aimless := debt, debt, debt
	overLimit.Limit, rolled.Balance, aimless.Plan = 60, 75, ""
	debts := func(d disclosure.DebtStatement) disclosure.Document {
		return withRecords(disclosure.Records{Debts: []disclosure.DebtStatement{d}})
	}
	expenses := func(total disclosure.Fen, why string) disclosure.Document {
		return withRecords(disclosure.Records{PublicExpenses: []disclosure.PublicExpenses{{Year: 2025, Stage: disclosure.BudgetDrafted, Total: total, Abroad: 10, Reception: 5, Explanation: why}}})
	}
	transfer := func(regions, projects []disclosure.Share) disclosure.Document {
		return withRecords(disclosure.Records{Transfers: []disclosure.Transfer{{Year: 2025, Kind: disclosure.SpecialTransfer, Total: 30, ByRegion: regions, ByProject: projects}}})
	}
	fund := func(paid disclosure.Fen) disclosure.Document {
		return withRecords(disclosure.Records{SpecialFunds: []disclosure.SpecialFund{{Name: "养老资金", Allocated: 100, Paid: paid, Purpose: "补贴床位"}}})
	}
	whole := []disclosure.Share{{Name: "甲", Amount: 30}}
	return append([]gateCase{
		{"FIN-002", table(func(t *disclosure.BudgetTable) { t.Lines = t.Lines[:2] }), asIs},
		{"FIN-003", table(func(t *disclosure.BudgetTable) { t.Lines[4].Budget = 119 }), asIs},
		{"FIN-004", expenses(16, "与上年持平"), expenses(15, "与上年持平")},
		{"FIN-004", expenses(15, ""), disclosure.Document{}},
		{"FIN-005", table(func(t *disclosure.BudgetTable) { t.Lines = nil }), table(func(t *disclosure.BudgetTable) { t.Lines, t.EmptyNote = nil, "本级无此项" })},
		{"FIN-006", transfer(whole, nil), transfer(whole, whole)},
		{"FIN-006", transfer([]disclosure.Share{{Name: "甲", Amount: 29}}, whole), disclosure.Document{}},
		{"FIN-007", table(func(t *disclosure.BudgetTable) { t.ApprovedOn = day("2025-08-01") }), asIs},
		{"FIN-008", debts(overLimit), debts(debt)},
		{"FIN-008", debts(rolled), disclosure.Document{}},
		{"FIN-009", debts(aimless), debts(debt)},
		{"FIN-011", fund(101), fund(100)},
	}, dealCases()...)
}

func dealCases() []gateCase {
	project := func(code string, stage disclosure.ProjectStage) disclosure.Document {
		return withRecords(disclosure.Records{Projects: []disclosure.Project{{Code: code, Name: "环湖路", Stages: []disclosure.ProjectStage{stage}}}})
	}
	approval := disclosure.ProjectStage{Stage: disclosure.ProjectProposal, Result: "同意", On: day("2025-09-01"), Number: disclosure.ParseNumber("澜发改审〔2025〕1号"), Authority: "澜川市发展和改革委员会"}
	bare := approval
	bare.Result = ""
	trade := func(t disclosure.Trade) disclosure.Document {
		d := withRecords(disclosure.Records{Trades: []disclosure.Trade{t}})
		return d
	}
	notice := disclosure.Trade{Project: "LC-1", Kind: disclosure.PublicProcurement, Stage: disclosure.TradeNotice, Elements: disclosure.Elements{
		"预算金额": "1万元", "最高限价": "1万元", "采购需求": "车", "资格要求": "无", "开标时间": "9时", "联系人": "见公告"}}
	housing := func(h disclosure.Housing) disclosure.Document {
		return withRecords(disclosure.Records{Housing: []disclosure.Housing{h}})
	}
	shown := disclosure.Housing{Program: "公租房", Stage: disclosure.HousingAllocated, PublicFrom: day("2025-09-12"), PublicTo: day("2025-09-21"), Allocations: []disclosure.Allocation{{Name: "张*"}}}
	open, undated := shown, shown
	open.Allocations, undated.PublicTo = []disclosure.Allocation{{Name: "张三丰"}}, disclosure.Date{}
	fees := func(f disclosure.Fee) disclosure.Document {
		return withRecords(disclosure.Records{Schools: []disclosure.School{{Name: "一小", Fees: []disclosure.Fee{f}}}})
	}
	subsidy := disclosure.Subsidy{Name: "高龄津贴", Audience: "老人", Condition: "80岁", Standard: "100元", Materials: "身份证", Procedure: "申请", Limit: "5日", Phone: "12345"}
	lacking := subsidy
	lacking.Phone = ""
	subsidies := func(s disclosure.Subsidy) disclosure.Document {
		return withRecords(disclosure.Records{Subsidies: []disclosure.Subsidy{s}})
	}
	const code = "2201-990100-48-01-000123"
	return []gateCase{
		{"PRJ-001", project(code, bare), project(code, approval)},
		{"PRJ-003", project("2022990100", approval), project(code, approval)},
		{"TRD-003", trade(disclosure.Trade{Project: "LC-1", Kind: disclosure.PublicProcurement, Stage: disclosure.TradeNotice}), trade(notice)},
		{"TRD-004", trade(disclosure.Trade{Project: "LC-1", Stage: disclosure.TradeResult, Ceiling: 10, Deal: 11}), trade(disclosure.Trade{Project: "LC-1", Stage: disclosure.TradeResult, Ceiling: 10, Deal: 10})},
		{"TRD-005", trade(disclosure.Trade{Parties: []disclosure.Party{{Name: "甲公司", USCC: "91990100MA3113736E"}}}), trade(disclosure.Trade{Parties: []disclosure.Party{{Name: "甲公司", USCC: "91990100MA3113736D"}, {Name: "乙"}}})},
		{"HSG-002", housing(undated), housing(shown)},
		{"HSG-003", housing(open), housing(shown)},
		{"SOC-001", fees(disclosure.Fee{Item: "住宿费", Amount: 100}), fees(disclosure.Fee{Item: "住宿费", Amount: 100, Basis: "澜发改价〔2025〕3号"})},
		{"SOC-002", subsidies(lacking), subsidies(subsidy)},
	}
}

func explainedCases() []gateCase {
	points := map[string]string{}
	for _, point := range disclosure.InterpretationPoints() {
		points[point] = "略述"
	}
	whole := disclosure.Interpretation{Policy: "p", Form: disclosure.TextForm, Plan: disclosure.InterpretationPlan{Made: day("2025-09-01")}, Points: points}
	explain := func(change func(*disclosure.Interpretation)) disclosure.Document {
		i := whole
		change(&i)
		d := withRecords(disclosure.Records{Interpretations: []disclosure.Interpretation{i}})
		d.Text = "见图。"
		return d
	}
	asIs := explain(func(*disclosure.Interpretation) {})
	at := time.Date(2025, 9, 10, 8, 0, 0, 0, time.FixedZone("CST", 8*3600))
	hot := func(change func(*disclosure.Hotspot)) disclosure.Document {
		h := disclosure.Hotspot{ID: "h", Topic: "水有异味", Level: disclosure.CommonHotspot, Owner: "澜川市水利局", Found: at, Replied: at.Add(40 * time.Hour), Reply: "d1"}
		change(&h)
		return withRecords(disclosure.Records{Hotspots: []disclosure.Hotspot{h}})
	}
	calm := hot(func(*disclosure.Hotspot) {})
	consult := func(change func(*disclosure.Consultation)) disclosure.Document {
		c := disclosure.Consultation{Kind: disclosure.OpinionCall, Topic: "停车", Subject: "规章", Opens: day("2025-07-01"), Closes: day("2025-07-30"), Result: "d1", ResultOn: day("2025-08-10"),
			Opinions: []disclosure.Opinion{{ID: "o", Text: "太短", Received: day("2025-07-02"), Reply: "采纳", Answered: day("2025-07-09"), Adoption: disclosure.Adopted}}}
		change(&c)
		return withRecords(disclosure.Records{Consultations: []disclosure.Consultation{c}})
	}
	fine := consult(func(*disclosure.Consultation) {})
	return []gateCase{
		{"INT-001", explain(func(i *disclosure.Interpretation) { i.Plan = disclosure.InterpretationPlan{} }), asIs},
		{"INT-004", explain(func(i *disclosure.Interpretation) { i.Points = nil }), asIs},
		{"INT-005", explain(func(i *disclosure.Interpretation) { i.Form = disclosure.VideoForm }), explain(func(i *disclosure.Interpretation) { i.Form, i.Alt = disclosure.VideoForm, "文字稿" })},
		{"HOT-001", hot(func(h *disclosure.Hotspot) { h.Owner = "" }), calm},
		{"HOT-002", hot(func(h *disclosure.Hotspot) { h.Replied = at.Add(50 * time.Hour) }), calm},
		{"HOT-002", hot(func(h *disclosure.Hotspot) { h.Level, h.Informed = disclosure.GraveHotspot, at.Add(6*time.Hour) }), hot(func(h *disclosure.Hotspot) {
			h.Level, h.Informed, h.Briefed = disclosure.GraveHotspot, at.Add(4*time.Hour), at.Add(20*time.Hour)
		})},
		{"HOT-003", hot(func(h *disclosure.Hotspot) { h.Reply = "" }), calm},
		{"CON-001", consult(func(c *disclosure.Consultation) { c.Closes = day("2025-07-20") }), fine},
		{"CON-001", consult(func(c *disclosure.Consultation) { c.Subject, c.Closes = "规范性文件", day("2025-07-05") }), consult(func(c *disclosure.Consultation) { c.Closes, c.ShortReason = day("2025-07-20"), "应急" })},
		{"CON-002", consult(func(c *disclosure.Consultation) {
			c.Result, c.ResultOn, c.Opinions = "", disclosure.Date{}, nil
		}), fine},
		{"CON-003", consult(func(c *disclosure.Consultation) { c.Opinions[0].Adoption = disclosure.NotAdopted }), fine},
		{"MSG-001", consult(func(c *disclosure.Consultation) {
			c.Opinions[0].Simple, c.Opinions[0].Answered = true, day("2025-07-20")
		}), consult(func(c *disclosure.Consultation) { c.Opinions[0].Simple = true })},
		{"MSG-002", consult(func(c *disclosure.Consultation) {
			c.Kind, c.Opinions[0].Reply, c.Opinions[0].Answered = "留言", "", disclosure.Date{}
		}), consult(func(c *disclosure.Consultation) { c.Kind = "留言" })},
	}
}

func wordCases() []gateCase {
	return []gateCase{
		{"PII-001", saying("持证人身份证号990102199003071233"), saying("统一社会信用代码91990100MA3113736D")},
		{"PII-002", saying("申请人电话13812345678"), saying("监督电话13812345678")},
		{"PII-003", saying("申请人家里座机0199-65551234"), saying("监督电话0199-65551234")},
		{"PII-004", saying("银行卡号6222021234567894"), saying("订单编号6222021234567895")},
		{"PII-005", saying("护照号E12345678"), saying("合同编号E12345678")},
		{"PII-006", saying("家住澜川市学府街道柳浪路29号3单元501室"), saying("办公地址：澜川市湖滨大道1号")},
		{"PII-007", saying("申请人邮箱zhang@mail.example"), saying("意见发送至office@mail.example")},
		{"PII-008", saying("张三丰，990102199003071233"), saying("张三丰到会")},
		{"PII-009", saying("车辆冀A8K123超速"), saying("京津冀A级景区")},
		{"SEC-001", saying("机密★10年"), saying("保守国家秘密")},
		{"SEC-001", with(func(d *disclosure.Document) { d.Text = "秘密\n" + d.Text }), disclosure.Document{}},
		{"TXT-001", saying("截止目前已办结"), saying("截至目前已办结，既使用又管理")},
		{"TXT-002", saying("锟斤拷"), saying("①②③")},
		{"TXT-002", saying("办\uFFFD法"), disclosure.Document{}},
		{"TXT-005", saying("（待补充）"), saying("制度有待完善")},
		{"TXT-005", with(func(d *disclosure.Document) { d.Title = "测试" }), disclosure.Document{}},
	}
}

func reviewCases() []gateCase {
	twice := reviewed(sound())
	twice.Records.Review = twice.Records.Review.Append(disclosure.ReviewStep{Step: disclosure.ThirdReview, By: "甲", Verdict: disclosure.Passed}, &twice)
	broken := reviewed(sound())
	broken.Records.Review[1].By = "戊"
	edited := reviewed(sound())
	edited.Text += "另加一句。"
	noSecrecy := reviewed(sound())
	noSecrecy.Records.Review = noSecrecy.Records.Review[:3]
	half := reviewed(sound())
	half.Records.Review = half.Records.Review[:2]
	return []gateCase{
		{"REV-001", half, disclosure.Document{}}, {"REV-001", sound(), disclosure.Document{}}, {"REV-002", twice, disclosure.Document{}},
		{"REV-003", broken, disclosure.Document{}}, {"REV-004", edited, disclosure.Document{}}, {"SEC-002", noSecrecy, disclosure.Document{}},
	}
}
