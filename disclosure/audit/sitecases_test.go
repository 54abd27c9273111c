package audit_test

import (
	"strings"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/disclosure/audit"
)

// setting is what a site case audits.
type setting struct {
	documents []disclosure.Document
	catalog   *disclosure.Catalog
	options   *audit.SiteOptions
}

type siteCase struct {
	rule      string
	bad, good setting
}

// named is a sound document of its own: id, number and index number differ.
func named(id string, change func(*disclosure.Document)) disclosure.Document {
	d := sound()
	d.ID, d.Title, d.Text = id, "澜川市"+id+"办法", "第一条 "+strings.Repeat(id, 40)
	d.Number, d.IndexNumber, d.Category = disclosure.Number{}, disclosure.IndexNumber{}, "通知公告"
	if change != nil {
		change(&d)
	}
	return d
}

func of(documents ...disclosure.Document) setting { return setting{documents: documents} }

func relating(id string, kind disclosure.RelationType, target string) disclosure.Document {
	return named(id, func(d *disclosure.Document) { d.Relations = []disclosure.Relation{{Type: kind, Target: target}} })
}

func recording(id string, records disclosure.Records) disclosure.Document {
	return named(id, func(d *disclosure.Document) { d.Records = &records })
}

func siteCases() []siteCase {
	cases := linkCases()
	for _, more := range [][]siteCase{catalogCases(), columnCases(), lifecycleCases(), interpretationCases(), faqCases()} {
		cases = append(cases, more...)
	}
	return cases
}

func linkCases() []siteCase {
	index := func(id, number string) disclosure.Document {
		return named(id, func(d *disclosure.Document) { d.IndexNumber = disclosure.ParseIndexNumber(number) })
	}
	number := func(id, number string) disclosure.Document {
		return named(id, func(d *disclosure.Document) { d.Number = disclosure.ParseNumber(number) })
	}
	earlier := &audit.SiteOptions{Earlier: func(string) (disclosure.IndexNumber, bool) {
		return disclosure.ParseIndexNumber("014225537/2025-00012"), true
	}}
	stated := func(id string, validity disclosure.Validity, summary string) disclosure.Document {
		return named(id, func(d *disclosure.Document) { d.Validity, d.Summary = validity, summary })
	}
	later := named("新", func(d *disclosure.Document) { d.Formed, d.Published = day("2025-09-20"), day("2025-09-20") })
	repealing := named("旧", func(d *disclosure.Document) {
		d.Text, d.Formed, d.Published = "本办法自2025年9月20日起施行，《澜川市新办法》同时废止。", day("2025-09-19"), day("2025-09-19")
	})
	successor := named("继", func(d *disclosure.Document) {
		d.Text, d.Formed, d.Published = "本办法自2025年9月22日起施行，《澜川市新办法》同时废止。", day("2025-09-22"), day("2025-09-22")
	})
	link := func(url string) disclosure.Document {
		return named("甲", func(d *disclosure.Document) { d.Text += "详见" + url + "。" })
	}
	same := func(id string) disclosure.Document {
		return named(id, func(d *disclosure.Document) {
			d.Text = strings.Repeat("第一条 为了规范停车，制定本办法。", 5)
		})
	}
	return []siteCase{
		{"META-012", of(index("甲", "014225537/2025-00012"), index("乙", "014225537/2025-00012")), of(index("甲", "014225537/2025-00012"), index("乙", "014225537/2025-00013"))},
		{"META-012", setting{documents: []disclosure.Document{index("甲", "014225537/2025-00013")}, options: earlier}, setting{documents: []disclosure.Document{index("甲", "014225537/2025-00012")}, options: earlier}},
		{"NUM-006", of(number("甲", "澜政发〔2025〕1号"), number("乙", "澜政发[2025]1号")), of(number("甲", "澜政发〔2025〕1号"), number("乙", "澜政发〔2025〕2号"))},
		{"VAL-001", of(relating("甲", disclosure.Basis, "无")), of(relating("甲", disclosure.Basis, "乙"), named("乙", nil))},
		{"VAL-002", of(relating("甲", disclosure.Repeals, "乙"), relating("乙", disclosure.Repeals, "甲")), of(relating("甲", disclosure.Repeals, "乙"), named("乙", nil))},
		{"VAL-003", of(relating("甲", disclosure.Repeals, "乙"), named("乙", nil)), of(relating("甲", disclosure.Repeals, "乙"), stated("乙", disclosure.Repealed, ""))},
		{"VAL-005", of(stated("甲", disclosure.Repealed, "")), of(stated("甲", disclosure.Repealed, "本办法已由澜政发〔2025〕9号废止。"))},
		{"VAL-006", of(stated("甲", disclosure.PartlyInForce, "")), of(stated("甲", disclosure.PartlyInForce, "本办法第七条已经废止。"))},
		{"VAL-007", of(later, successor), of(repealing, later)},
		{"TXT-003", of(link("https://www.lanchuan.example/gone.html")), of(link("https://www.lanchuan.example/d1.html"), link("https://other.example/gone.html"))},
		{"TXT-006", of(same("甲"), same("乙")), of(named("甲", nil), named("乙", nil))},
	}
}

func catalogCases() []siteCase {
	item := func(change func(*disclosure.CatalogItem)) *disclosure.Catalog {
		i := disclosure.CatalogItem{ID: "i", L1: "政策文件", Match: disclosure.ItemMatch{Kinds: []disclosure.Kind{disclosure.KindNotice}}}
		change(&i)
		return &disclosure.Catalog{Name: "目录", Items: []disclosure.CatalogItem{i}}
	}
	same := func(*disclosure.CatalogItem) {}
	over := func(change func(*disclosure.CatalogItem), documents ...disclosure.Document) setting {
		return setting{documents: documents, catalog: item(change)}
	}
	element := func(i *disclosure.CatalogItem) {
		i.Elements = []disclosure.Element{{Name: "申请条件", Required: true}, {Name: "照片"}}
	}
	limit := func(n int) func(*disclosure.CatalogItem) {
		return func(i *disclosure.CatalogItem) {
			i.Due = disclosure.Deadline{N: n, Unit: disclosure.Workdays, Text: "形成之日起"}
		}
	}
	yearly := func(i *disclosure.CatalogItem) {
		i.Due = disclosure.Deadline{Cycle: disclosure.Yearly, Text: "每年"}
	}
	old := named("甲", func(d *disclosure.Document) { d.Formed, d.Published = day("2024-01-03"), day("2024-01-03") })
	channel := func(i *disclosure.CatalogItem) { i.Channels = []string{"政府网站", "公示栏"} }
	through := func(channels string) disclosure.Document {
		return named("甲", func(d *disclosure.Document) {
			d.Attributes = disclosure.Attributes{"公开渠道": []byte(`"` + channels + `"`)}
		})
	}
	owner := func(name string) func(*disclosure.CatalogItem) {
		return func(i *disclosure.CatalogItem) { i.Owners = []string{name} }
	}
	excuse := func(reason string) func(*disclosure.CatalogItem) {
		return func(i *disclosure.CatalogItem) { i.NotApplicable = reason }
	}
	none := func(i *disclosure.CatalogItem) { i.Match.Title = []string{"无此词"} }
	return []siteCase{
		{"CAT-001", over(none, named("甲", nil)), over(same, named("甲", nil))},
		{"CAT-002", over(element, named("甲", nil)), over(element, named("甲", func(d *disclosure.Document) { d.Text = "申请条件：满80周岁" }))},
		{"TIME-003", over(limit(1), named("甲", nil)), over(limit(3), named("甲", nil))},
		{"TIME-003", over(yearly, old), over(yearly, named("甲", nil))},
		{"CAT-003", over(channel, through("政府网站")), over(channel, through("政府网站、公示栏"))},
		{"CAT-004", over(owner("市教育局"), named("甲", nil)), over(owner("各有关部门"), named("甲", nil))},
		{"CAT-005", over(excuse("不适用")), over(excuse("本市无该类机构"))},
	}
}

func columnCases() []siteCase {
	column := func(class string, n int) *disclosure.Catalog {
		catalog := &disclosure.Catalog{}
		for i := range n {
			id := string(rune('a' + i))
			catalog.Columns = append(catalog.Columns, disclosure.Column{ID: id, Name: "栏目" + id, Class: class, Must: true})
		}
		return catalog
	}
	published := func(id, on string) disclosure.Document {
		return named(id, func(d *disclosure.Document) {
			d.Category, d.Published, d.Formed = "栏目"+id, day(on), day(on)
		})
	}
	in := func(class, on string) setting {
		return setting{documents: []disclosure.Document{published("a", on)}, catalog: column(class, 1)}
	}
	own := in("专题", "2025-08-01")
	own.catalog.Columns[0].StaleAfter = 30
	ownFresh := in("专题", "2025-10-01")
	ownFresh.catalog.Columns[0].StaleAfter = 30
	var many []disclosure.Document
	for i := range 5 {
		many = append(many, published(string(rune('a'+i)), "2025-01-02"))
	}
	return []siteCase{
		{"COL-001", in("首页", "2025-09-30"), in("首页", "2025-10-10")},
		{"COL-002", in("动态要闻", "2025-09-30"), in("动态要闻", "2025-10-10")},
		{"COL-003", in("通知公告", "2025-04-15"), in("政策文件", "2025-09-15")},
		{"COL-004", in("人事规划", "2024-10-14"), in("人事规划", "2025-09-15")},
		{"COL-005", setting{catalog: column("动态要闻", 1)}, in("动态要闻", "2025-10-10")},
		{"COL-006", setting{documents: many, catalog: column("政策文件", 5)}, setting{documents: many[:3], catalog: column("政策文件", 3)}},
		{"COL-006", setting{catalog: column("动态要闻", 5)}, setting{catalog: column("动态要闻", 3)}},
		{"COL-007", own, ownFresh},
	}
}

func lifecycleCases() []siteCase {
	budget := func(accounts ...disclosure.Account) disclosure.Document {
		var records disclosure.Records
		for _, account := range accounts {
			records.Budgets = append(records.Budgets, disclosure.BudgetTable{Account: account, Stage: disclosure.BudgetDrafted, Year: 2025, Name: "表", EmptyNote: "无"})
		}
		return recording("甲", records)
	}
	performance := func(evaluation string) disclosure.Document {
		return recording("甲", disclosure.Records{Performances: []disclosure.Performance{{Project: "津贴", Year: 2024, Goal: "发放到位", SelfEval: evaluation}}})
	}
	project := func(stages ...disclosure.ProjectStage) disclosure.Document {
		return recording("甲", disclosure.Records{Projects: []disclosure.Project{{Code: "2024-990100-48-01-000123", Name: "桥", Route: disclosure.RouteFiling, Stages: stages}}})
	}
	stage := func(kind disclosure.ProjectStageKind) disclosure.ProjectStage {
		return disclosure.ProjectStage{Stage: kind, Result: "同意", On: day("2025-01-02"), Number: disclosure.ParseNumber("澜发〔2025〕1号"), Authority: "委"}
	}
	trades := func(trades ...disclosure.Trade) setting {
		var documents []disclosure.Document
		for i, trade := range trades {
			trade.Project, trade.Kind = "LC-1", disclosure.PublicProcurement
			documents = append(documents, recording(string(rune('a'+i)), disclosure.Records{Trades: []disclosure.Trade{trade}}))
		}
		return of(documents...)
	}
	notice := disclosure.Trade{Stage: disclosure.TradeNotice, On: day("2025-06-01"), Closes: day("2025-06-20")}
	result := disclosure.Trade{Stage: disclosure.TradeResult, On: day("2025-06-25")}
	contract := disclosure.Trade{Stage: disclosure.TradeContract, On: day("2025-07-05")}
	hasty := result
	hasty.On = day("2025-05-01")
	land := func(deals ...disclosure.LandDeal) setting {
		return of(recording("甲", disclosure.Records{LandDeals: deals}))
	}
	offered := disclosure.LandDeal{Parcel: "2025-1", Stage: disclosure.LandNotice, On: day("2025-06-01")}
	housing := func(stages ...disclosure.HousingStage) setting {
		var records disclosure.Records
		for _, s := range stages {
			records.Housing = append(records.Housing, disclosure.Housing{Program: "公租房", Stage: s, PublicFrom: day("2025-09-01"), PublicTo: day("2025-09-08")})
		}
		return of(recording("甲", records))
	}
	return []siteCase{
		{"FIN-001", of(budget(disclosure.GeneralPublicBudget)), of(budget(disclosure.Accounts()...))},
		{"FIN-010", of(performance("")), of(performance("95分"))},
		{"PRJ-002", of(project(stage(disclosure.ProjectFiled), stage(disclosure.ProjectPermit))), of(project(stage(disclosure.ProjectFiled), stage(disclosure.ProjectLandUse)))},
		{"TRD-001", trades(notice, contract), trades(notice, result, contract)},
		{"TRD-001", trades(notice, hasty), trades(notice, result)},
		{"TRD-002", trades(notice), trades(notice, disclosure.Trade{Stage: disclosure.TradeFailed, On: day("2025-06-25")})},
		{"TRD-002", land(offered), land(offered, disclosure.LandDeal{Parcel: "2025-1", Stage: disclosure.LandUnsold, On: day("2025-07-01")})},
		{"HSG-001", housing(disclosure.HousingPlan, disclosure.HousingAllocated), housing(disclosure.HousingStages()...)},
	}
}

func interpretationCases() []siteCase {
	const articles = "第一条 年满八十周岁的老年人每人每月发放津贴100元，每季度发放一次，由户籍所在地街道办事处审核后直接发放到本人社会保障卡，当月申请次月发放，不收取任何费用，不要求提供户口簿复印件，行动不便的可以预约上门办理。第二条 申请时限为5个工作日，特殊情况可以延长，延长的应当书面告知申请人理由，逾期不答复的由上级机关责令改正，情节严重的依法给予处分，构成犯罪的依法追究刑事责任，并向社会公开处理结果，接受公众监督，保障老年人的合法权益不受侵害。第三条 本办法由澜川市民政局负责解释，各区县可以结合本地实际适当提高发放标准，所需资金由同级财政列入年度预算，专款专用，任何单位和个人不得截留、挪用、虚报冒领，审计机关应当加强审计监督。"
	policy := named("政策", func(d *disclosure.Document) {
		d.Text = articles + "本办法自2025年10月1日起施行。"
		d.Relations = []disclosure.Relation{{Type: disclosure.InterpretedBy, Target: "解读"}}
	})
	explain := func(change func(*disclosure.Document, *disclosure.Interpretation)) disclosure.Document {
		return named("解读", func(d *disclosure.Document) {
			i := disclosure.Interpretation{Policy: "政策", Form: disclosure.TextForm, Plan: disclosure.InterpretationPlan{Made: day("2025-09-01")}, Points: map[string]string{}}
			d.Kind, d.Published = disclosure.KindInterpretation, day("2025-09-15")
			d.Text = strings.Repeat("为什么要出台、解决了哪些问题、群众怎样办理，请看下面的说明。", 6)
			change(d, &i)
			d.Records = &disclosure.Records{Interpretations: []disclosure.Interpretation{i}}
		})
	}
	good := of(policy, explain(func(*disclosure.Document, *disclosure.Interpretation) {}))
	unlinked := policy
	unlinked.Relations = nil
	oneSided := func(change func(*disclosure.Document, *disclosure.Interpretation)) setting {
		return of(policy, explain(change))
	}
	experts := func(until string, form disclosure.InterpretationForm) setting {
		s := of(policy, explain(func(_ *disclosure.Document, i *disclosure.Interpretation) { i.Form, i.Expert = form, "e" }),
			recording("专家", disclosure.Records{Experts: []disclosure.Expert{{ID: "e", Name: "某教授", Until: day(until)}}}))
		return s
	}
	return []siteCase{
		{"INT-001", oneSided(func(_ *disclosure.Document, i *disclosure.Interpretation) { i.Plan.Made = day("2025-09-13") }), good},
		{"INT-002", oneSided(func(d *disclosure.Document, _ *disclosure.Interpretation) { d.Published = day("2025-09-22") }), good},
		{"INT-003", of(unlinked, good.documents[1]), good},
		{"INT-003", of(policy, named("解读", nil)), good},
		{"INT-006", oneSided(func(d *disclosure.Document, _ *disclosure.Interpretation) { d.Text = articles }), good},
		{"INT-007", experts("2025-01-01", disclosure.CommentaryForm), experts("2026-01-01", disclosure.CommentaryForm)},
		{"INT-007", oneSided(func(_ *disclosure.Document, i *disclosure.Interpretation) { i.Form = disclosure.CommentaryForm }), experts("2025-01-01", disclosure.TextForm)},
		{"VAL-001", oneSided(func(_ *disclosure.Document, i *disclosure.Interpretation) { i.Policy = "没有的政策" }), good},
		{"TXT-004", oneSided(func(d *disclosure.Document, _ *disclosure.Interpretation) {
			d.Text += "办法自2025年11月1日起施行。"
		}), oneSided(func(d *disclosure.Document, _ *disclosure.Interpretation) {
			d.Text += "办法自2025年10月1日起施行。"
		})},
		{"TXT-004", oneSided(func(d *disclosure.Document, _ *disclosure.Interpretation) {
			d.Text += "符合的每人每月发放津贴120元。"
		}), oneSided(func(d *disclosure.Document, _ *disclosure.Interpretation) {
			d.Text += "符合的每人每月发放津贴100元，原来每人每月发放津贴50元。"
		})},
	}
}

func faqCases() []siteCase {
	ask := func(documents []disclosure.Document, faqs ...disclosure.FAQ) setting {
		return setting{documents: documents, options: &audit.SiteOptions{FAQs: faqs}}
	}
	known := []disclosure.Document{named("津贴", func(d *disclosure.Document) { d.Text = "每人每月100元，二十个工作日内办结。" }), named("旧", func(d *disclosure.Document) { d.Validity = disclosure.Repealed })}
	faq := disclosure.FAQ{ID: "f", Question: "高龄津贴每月多少钱？", Answer: "每月100元，20个工作日内办结，咨询0199-65551008。", Documents: []string{"津贴"}, ReviewBy: day("2026-01-01")}
	change := func(change func(*disclosure.FAQ)) disclosure.FAQ {
		f := faq
		change(&f)
		return f
	}
	good := ask(known, faq)
	other := change(func(f *disclosure.FAQ) {
		f.ID, f.Question, f.Answer = "g", "高龄津贴每月多少钱呢", "每月100元。"
	})
	return []siteCase{
		{"FAQ-001", ask(known, change(func(f *disclosure.FAQ) { f.Documents = nil })), good},
		{"FAQ-002", ask(known, change(func(f *disclosure.FAQ) { f.Documents = []string{"旧"} })), good},
		{"FAQ-002", ask(known, change(func(f *disclosure.FAQ) { f.Documents = []string{"没有"} })), good},
		{"FAQ-003", ask(known, change(func(f *disclosure.FAQ) { f.ReviewBy = day("2025-10-14") })), good},
		{"FAQ-004", ask(known, faq, other), ask(known, faq, change(func(f *disclosure.FAQ) { f.ID, f.Question = "g", "低保怎么申请？" }))},
		{"FAQ-005", ask(known, change(func(f *disclosure.FAQ) { f.Answer = "每月120元" })), good},
	}
}
