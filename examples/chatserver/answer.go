package main

import (
	"net/http"

	"github.com/zwgk/zwgk/qa"
	"github.com/zwgk/zwgk/qa/chat"
)

// answerView is a question and its answer on a page of its own, for visitors without script.
type answerView struct {
	Question  string
	Answer    *qa.Answer
	Tables    []chat.Table
	Timelines []chat.Timeline
	Hot       []string
	Contact   *qa.Contact
}

func (p *portal) answer(w http.ResponseWriter, r *http.Request) {
	question, _ := shorten(r.URL.Query().Get("q"))
	view := answerView{Question: question, Hot: p.hot, Contact: p.contact}
	title := "智能问答"
	if r.URL.Query().Has("q") {
		ctx, cancel := budget(r)
		defer cancel()
		answer, err := p.assistant.Ask(ctx, qa.Question{Text: question})
		if err != nil {
			p.failed(w, r, err)
			return
		}
		view.Answer = &answer
		if view.Tables, view.Timelines = answer.Tables, answer.Timelines; len(view.Tables)+len(view.Timelines) == 0 {
			view.Tables, view.Timelines = p.assistant.Illustrate(ctx, answer)
		}
		if question != "" {
			title = question + " - 智能问答"
		}
	}
	p.render(w, http.StatusOK, "answer", page{Title: title, About: "政务公开智能问答", Data: view})
}
