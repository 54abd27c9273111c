package qa

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search/chinese"
)

// deal is one stage of a trade or of the grant of a right, as one document publishes it.
type deal struct {
	name, lot string // of the trade
	stage     string
	order     int
	on        disclosure.Date
	amount    disclosure.Fen
	winner    string
	facts     []string
	source    recordSource
}

// trades answers at what stage a public resource trade is, who won it and for how much.
func (q *recordQuestion) trades() (recordAnswer, bool) {
	best, most := "", 0
	var all []deal
	for _, d := range q.documents {
		for i := range d.Records.Trades {
			all = append(all, tradeDeal(d, i))
		}
		for i := range d.Records.LandDeals {
			all = append(all, landDeal(d, i))
		}
	}
	for _, t := range all {
		n := max(names(q.text, t.source.document.Title), names(q.text, t.name))
		for _, code := range []string{t.name, t.lot} {
			if folded := chinese.Fold(code); len(folded) >= 6 && strings.Contains(q.text, folded) {
				n = 100
			}
		}
		if n > most {
			most, best = n, t.name+"/"+t.lot
		}
	}
	own := slices.DeleteFunc(all, func(t deal) bool { return t.name+"/"+t.lot != best || t.order == 0 })
	if most == 0 || len(own) == 0 {
		return recordAnswer{}, false
	}
	slices.SortStableFunc(own, func(a, b deal) int {
		return cmp.Or(a.on.Compare(b.on), a.order-b.order, cmp.Compare(a.source.document.ID, b.source.document.ID))
	})
	r := tellDeal(own)
	r.timelines[0] = q.linked(r.timelines[0])
	return r, true
}

// tellDeal says where a trade stands and what it came to; stages are in order.
func tellDeal(own []deal) (r recordAnswer) {
	last := own[len(own)-1]
	line := Timeline{Caption: last.name}
	closed := last
	for _, t := range own {
		line.Steps = append(line.Steps, Step{Date: t.on.String(), Title: t.stage, Text: strings.Join(t.facts, "；"), Done: true, Document: t.source.document.ID})
		if t.winner != "" && t.amount > 0 {
			closed = t
		}
	}
	if !closed.on.IsZero() && closed.winner != "" {
		for _, t := range own { // the result is where winner and amount are made public first
			if t.winner == closed.winner && t.amount == closed.amount {
				closed = t
				break
			}
		}
		r.text = fmt.Sprintf("%s：由%s以%s成交（%s%s）。", bareTitle(closed.source.document.Title), closed.winner, closed.amount, closed.on.Chinese(), closed.stage)
		closed.source.needles = append(figures(closed.amount, "万元"), closed.winner)
		r.sources = append(r.sources, closed.source)
	}
	r.text += fmt.Sprintf("最近公开的阶段为%s（%s）。", last.stage, strings.Join(append([]string{last.on.Chinese()}, last.facts...), "，"))
	if len(r.sources) == 0 || last.source.document != closed.source.document {
		r.sources = append(r.sources, last.source)
	}
	r.timelines = []Timeline{line}
	return r
}

func tradeDeal(d *disclosure.Document, i int) deal {
	t := &d.Records.Trades[i]
	made := deal{name: t.Project, lot: t.Lot, stage: string(t.Stage), order: t.Stage.Order(), on: t.On, amount: t.Deal}
	for _, p := range t.Parties {
		if p.Role == "中标人" || p.Role == "成交供应商" || p.Role == "承包人" || p.Role == "供应商" || p.Role == "竞得人" {
			made.winner = p.Name
		}
	}
	for _, fact := range []string{t.Progress, t.Reason} {
		if fact != "" {
			made.facts = append(made.facts, fact)
		}
	}
	if t.Stage == disclosure.TradeNotice && !t.Closes.IsZero() {
		made.facts = append(made.facts, "截止日期"+t.Closes.Chinese())
	}
	made.source = recordSource{d, fmt.Sprintf("trades/%d", i), []string{t.Progress, t.On.Chinese()}}
	return made
}

// landOrder puts the stages of a land deal in the order of a trade's.
var landOrder = map[disclosure.LandStage]int{disclosure.LandNotice: 1, disclosure.LandDealt: 3, disclosure.LandUnsold: 3, disclosure.LandSuspended: 3}

func landDeal(d *disclosure.Document, i int) deal {
	l := &d.Records.LandDeals[i]
	made := deal{name: l.Parcel, stage: string(l.Stage), order: landOrder[l.Stage], on: l.On, amount: l.Deal, winner: l.Winner}
	if l.Start > 0 {
		made.facts = append(made.facts, "起始价"+l.Start.String())
	}
	if l.Reason != "" {
		made.facts = append(made.facts, l.Reason)
	}
	made.source = recordSource{d, fmt.Sprintf("land_deals/%d", i), []string{l.On.Chinese()}}
	return made
}
