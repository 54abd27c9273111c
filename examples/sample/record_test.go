package sample_test

import (
	"testing"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/examples/sample"
)

func decoded(t *testing.T) []disclosure.Document {
	t.Helper()
	var all []disclosure.Document
	for d, err := range disclosure.DecodeDocuments(sample.Documents()) {
		if err != nil {
			t.Errorf("%s: %v", d.ID, err)
			continue
		}
		if err := d.Validate(); err != nil {
			t.Errorf("%s: %v", d.ID, err)
		}
		all = append(all, d)
	}
	return all
}

func TestTheDomainReadsEveryLineWithoutFault(t *testing.T) {
	if n, want := len(decoded(t)), len(documents(t)); n != want {
		t.Errorf("%d documents decoded, want %d", n, want)
	}
	for q, err := range disclosure.DecodeFAQs(sample.FAQs()) {
		if err != nil {
			t.Errorf("%s: %v", q.ID, err)
		}
	}
	for _, d := range decoded(t) {
		if _, refused := d.Attributes["records"]; refused {
			t.Errorf("%s: a record could not be read", d.ID)
		}
	}
}

func TestEveryKindOfRecordIsShown(t *testing.T) {
	shown := map[string]int{}
	for _, d := range decoded(t) {
		for _, kind := range d.Records.Kinds() {
			shown[kind]++
		}
	}
	for _, kind := range []string{
		"budgets", "public_expenses", "transfers", "special_funds", "performances", "debts", "trades", "land_deals",
		"housing", "projects", "schools", "hospitals", "elder_care", "fees", "subsidies", "interpretations", "experts",
		"hotspots", "consultations",
	} {
		if shown[kind] == 0 {
			t.Errorf("no document carries %s", kind)
		}
	}
}

func TestBudgetRecordsSayWhatTheTextsSay(t *testing.T) {
	texts := byID(t)
	for _, d := range decoded(t) {
		if d.Records == nil {
			continue
		}
		var printed []table
		for _, table := range tables(texts[d.ID]) {
			if isBudget(table) {
				printed = append(printed, table)
			}
		}
		at := 0
		for _, budget := range d.Records.Budgets {
			for _, fault := range budget.Check() {
				t.Errorf("%s, %s: %s", d.ID, budget.Name, fault)
			}
			if len(budget.Lines) == 0 {
				if budget.EmptyNote == "" {
					t.Errorf("%s, %s: empty without a note", d.ID, budget.Name)
				}
				continue
			}
			if at == len(printed) {
				t.Fatalf("%s: no printed table for %s", d.ID, budget.Name)
			}
			compareBudget(t, budget, printed[at])
			at++
		}
	}
}

// compareBudget holds a record's last column to the last column of the table
// that the page prints in 万元.
func compareBudget(t *testing.T, budget disclosure.BudgetTable, printed table) {
	t.Helper()
	if len(budget.Lines) != len(printed.rows)-1 {
		t.Fatalf("%s: the record %s has %d lines", printed.id, budget.Name, len(budget.Lines))
	}
	columns := budget.StatedColumns()
	for i, line := range budget.Lines {
		cells := printed.rows[i+1]
		amount, ok := hundredths(cells[len(cells)-1])
		if want := disclosure.Fen(amount * 10_000); !ok || line.Amount(columns[len(columns)-1]) != want {
			t.Errorf("%s: %s %s is %s in the record, %s on the page", printed.id, line.Code, line.Name,
				line.Amount(columns[len(columns)-1]), want)
		}
	}
}

func TestChainsOfRecordsAreComplete(t *testing.T) {
	trades := map[string][]disclosure.Trade{}
	var parcels []disclosure.LandDeal
	var housing []disclosure.Housing
	var road disclosure.Project
	documents := decoded(t)
	for _, d := range documents {
		if d.Records == nil {
			continue
		}
		for _, trade := range d.Records.Trades {
			if trade.Kind != disclosure.OtherTrade {
				trades[trade.Project] = append(trades[trade.Project], trade)
			}
		}
		parcels = append(parcels, d.Records.LandDeals...)
		housing = append(housing, d.Records.Housing...)
		for _, project := range d.Records.Projects {
			stages := append(road.Stages, project.Stages...)
			road = project
			road.Stages = stages
		}
	}
	for project, stages := range trades {
		if gaps := disclosure.TradeGaps(stages); len(gaps) > 0 {
			t.Errorf("%s lacks %v", project, gaps)
		}
	}
	if open := disclosure.OpenParcels(parcels); len(open) > 0 {
		t.Errorf("parcels without an outcome: %v", open)
	}
	if gaps := disclosure.HousingGaps(housing); len(gaps) > 0 {
		t.Errorf("housing lacks %v", gaps)
	}
	if gaps := road.Gaps(); len(gaps) > 0 {
		t.Errorf("the road lacks %v", gaps)
	}
	if err := disclosure.CheckProjectCode(road.Code); err != nil {
		t.Error(err)
	}
	for _, link := range disclosure.InterpretationLinks(documents) {
		if link.Broken() {
			t.Errorf("%s and %s do not link both ways", link.Policy, link.Interpretation)
		}
	}
}

// TestPublicationKeepsTheClocksOfTheRegulation: within twenty working days of
// being formed (政府信息公开条例 Art. 26), an interpretation within three of its
// policy (国办发〔2016〕19号).
func TestPublicationKeepsTheClocksOfTheRegulation(t *testing.T) {
	calendar := disclosure.BuiltinCalendar()
	published := map[string]disclosure.Date{}
	for _, d := range decoded(t) {
		published[d.ID] = d.Published
	}
	for _, d := range decoded(t) {
		for _, day := range []disclosure.Date{d.Formed, d.Published} {
			if works, err := calendar.Workday(day); err != nil || !works {
				t.Errorf("%s: %s is no working day (%v)", d.ID, day, err)
			}
		}
		if days, err := calendar.WorkdaysBetween(d.Formed, d.Published); err != nil || days > 20 {
			t.Errorf("%s was published after %d working days (%v)", d.ID, days, err)
		}
		if d.Attributes.Text("解读形式") == "访谈" {
			continue // an interview looks back on policies of earlier years
		}
		for _, r := range d.Relations {
			days, err := calendar.WorkdaysBetween(published[r.Target], d.Published)
			if r.Type == disclosure.Interprets && (err != nil || days > 3) {
				t.Errorf("%s came %d working days after %s (%v)", d.ID, days, r.Target, err)
			}
		}
	}
}

func TestTheValidityGraphHasNoFault(t *testing.T) {
	today, err := disclosure.ParseDate(sample.ReadCity().Today)
	if err != nil {
		t.Fatal(err)
	}
	graph := disclosure.NewValidityGraph()
	for _, d := range decoded(t) {
		graph.Add(&d)
	}
	for _, fault := range graph.Faults(today) {
		t.Errorf("%+v", fault)
	}
}
