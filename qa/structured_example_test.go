package qa_test

import (
	"context"
	"fmt"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa"
	"github.com/zwgk/zwgk/search"
)

// A document's typed records answer where a question asks for what they hold.
func ExampleAnswer_records() {
	index, err := search.Open("", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer index.Close()
	final := disclosure.Document{ID: "final-2024", Title: "云溪市2024年一般公共预算决算", Text: "2024年一般公共预算收入123456万元。",
		Records: &disclosure.Records{Budgets: []disclosure.BudgetTable{{
			Account: disclosure.GeneralPublicBudget, Stage: disclosure.BudgetFinal, Year: 2024, Name: "2024年市本级一般公共预算收入决算表",
			Side: disclosure.Revenue, Unit: "万元", Columns: []disclosure.AmountColumn{disclosure.FinalColumn},
			Lines: []disclosure.BudgetLine{{Name: "合计", Final: 123_456_000_000}},
		}}}}
	_, err = index.Import(context.Background(), func(yield func(disclosure.Document, error) bool) { yield(final, nil) })
	if err != nil {
		fmt.Println(err)
		return
	}
	assistant, err := qa.New(index, nil, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer assistant.Close()
	for _, question := range []string{"2024年一般公共预算收入多少？", "2020年一般公共预算收入多少？"} {
		answer, err := assistant.Ask(context.Background(), qa.Question{Text: question})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(answer.Outcome, answer.Text)
		for _, c := range answer.Citations {
			fmt.Println(c.Title, c.Record, c.Quote)
		}
	}
	// Output:
	// answered 2024年市本级一般公共预算收入为12.3456亿元（决算数）。
	// 云溪市2024年一般公共预算决算 budgets/0 2024年一般公共预算收入123456万元。
	// clarify 没有找到2020年一般公共预算收入的公开数据。已公开的有2024年（决算数）。
}

// Unanswered questions become suggested FAQs.
func ExampleClusterUnanswered() {
	for _, c := range qa.ClusterUnanswered([]string{"养犬登记在哪里办", "养犬登记去哪里办理？", "养犬登记在哪里办", "殡仪馆火化收费"}) {
		fmt.Println(c.Count, c.Question)
	}
	// Output:
	// 3 养犬登记在哪里办
	// 1 殡仪馆火化收费
}
