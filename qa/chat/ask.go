package chat

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/zwgk/zwgk/qa"
)

// maxText is how many characters of a question are read; see qa.Question.
const maxText = 200

// refusal is the reply to a question, or instead of an answer, that Options.Refuse does not let through.
const refusal = "这个问题无法在这里答复。您可以换一种问法，或拨打12345政务服务便民热线咨询。"

// ask answers a question in a conversation. The reply is an AnswerMessage or an ErrorMessage, or nil when the same
// id is being answered already. created says that the conversation came into being.
func (s *Server) ask(ctx context.Context, conversation, id, text string) (reply any, created bool) {
	stored, pending, created := s.conversations.start(conversation, id)
	switch {
	case stored != nil:
		stored.Answer.ID = id
		return stored.Answer, created
	case pending:
		return nil, created
	}
	text = clean(text)
	began := time.Now()
	answer, err := s.compute(ctx, qa.Question{Text: text, Conversation: conversation})
	if err != nil {
		s.conversations.finish(conversation, "", "", id, nil)
		return s.failure(id, err), created
	}
	s.opts.Metrics.Answered(answer.Outcome, time.Since(began))
	message := newAnswer(id, answer)
	message.Urgent = urgent(text)
	if illustrator, ok := s.assistant.(Illustrator); ok {
		message.illustrate(illustrator.Illustrate(ctx, answer))
	}
	s.conversations.finish(conversation, text, answer.FAQ, id, &message)
	return message, created
}

// Errors of compute.
var (
	errBusy  = errors.New("chat: no capacity")
	errPanic = errors.New("chat: assistant panicked")
)

// compute asks the assistant, as one of few at once and within the budget. An assistant that does not come back in
// time is left behind and counted until it does.
func (s *Server) compute(ctx context.Context, question qa.Question) (qa.Answer, error) {
	if s.refuses(question.Text) {
		return qa.Answer{Outcome: qa.Unanswered, Text: refusal}, nil
	}
	if err := s.acquire(ctx); err != nil {
		return qa.Answer{}, err
	}
	type result struct {
		answer qa.Answer
		err    error
	}
	done := make(chan result, 1)
	go func() {
		defer func() { <-s.slots }()
		defer func() {
			if r := recover(); r != nil {
				done <- result{err: fmt.Errorf("%w: %v", errPanic, r)}
			}
		}()
		answer, err := s.assistant.Ask(ctx, question)
		done <- result{answer, err}
	}()
	select {
	case r := <-done:
		if r.err == nil && (s.refuses(r.answer.Text) || s.refuses(r.answer.Notice)) {
			return qa.Answer{Outcome: qa.Unanswered, Text: refusal}, nil
		}
		return r.answer, r.err
	case <-ctx.Done():
		s.opts.Metrics.Late(1)
		go func() {
			<-done
			s.opts.Metrics.Late(-1)
		}()
		return qa.Answer{}, ctx.Err()
	}
}

func (s *Server) refuses(text string) bool { return s.opts.Refuse != nil && s.opts.Refuse(text) }

// acquire takes a place among the answers that are computed at once, waiting for a moment only: a queue that grows
// makes everyone late.
func (s *Server) acquire(ctx context.Context) error {
	select {
	case s.slots <- struct{}{}:
		return nil
	default:
	}
	timer := time.NewTimer(s.timing.admission)
	defer timer.Stop()
	select {
	case s.slots <- struct{}{}:
		return nil
	case <-timer.C:
		return errBusy
	case <-ctx.Done():
		return ctx.Err()
	}
}

// failure renders an error for a visitor: what to do, and an id under which the log says more.
func (s *Server) failure(id string, err error) ErrorMessage {
	m := ErrorMessage{Type: "error", ID: id}
	switch {
	case errors.Is(err, errBusy):
		m.Code, m.RetryMS, m.Message = Busy, 2000, "现在提问的人较多，请稍后再试。"
	case s.base.Err() != nil:
		m.Code, m.RetryMS, m.Message = Closing, 1000, "服务正在更新，请稍后再试。"
	case errors.Is(err, context.DeadlineExceeded):
		m.Code, m.RetryMS, m.Message = Timeout, 2000, "这个问题处理时间过长，请换一种问法再试。"
	default:
		incident := newID()[:8]
		s.opts.Log.Error("chat: question failed", "incident", incident, "error", err)
		m.Code, m.RetryMS, m.Message = Internal, 5000, "服务暂时不可用，请稍后再试。（编号 "+incident+"）"
	}
	s.opts.Metrics.Refused(string(m.Code))
	return m
}

// suggest answers what is being typed.
func (s *Server) suggest(id, typed string) SuggestMessage {
	m := SuggestMessage{Type: "suggest", ID: id, Suggestions: []string{}}
	runes := []rune(clean(typed))
	if len(runes) == 0 || len(runes) > maxText {
		return m
	}
	defer func() {
		if r := recover(); r != nil {
			s.opts.Log.Error("chat: suggest failed", "error", fmt.Sprint(r))
		}
	}()
	if found := s.assistant.Suggest(string(runes), maxSuggest); len(found) > 0 {
		m.Suggestions = found[:min(len(found), maxSuggest)]
	}
	return m
}

// feedback hands a verdict on an answer of the conversation to the host.
func (s *Server) feedback(conversation string, message incoming) any {
	turn, ok := s.conversations.answer(conversation, message.MessageID)
	if !ok {
		return ErrorMessage{Type: "error", ID: message.ID, Code: NotFound, Message: "没有找到这条答复，可能会话已过期。"}
	}
	if s.opts.Feedback != nil {
		f := Feedback{Conversation: conversation, MessageID: message.MessageID, Question: Mask(turn.Question),
			Outcome: turn.Answer.Outcome, FAQ: turn.faq, Helpful: message.Helpful,
			Reason: Mask(clean(message.Reason)), At: time.Now()}
		for _, citation := range turn.Answer.Citations {
			f.Documents = append(f.Documents, citation.Document)
		}
		ctx, cancel := context.WithTimeout(s.base, s.opts.Limits.Timeout)
		defer cancel()
		if err := s.opts.Feedback(ctx, f); err != nil {
			return s.failure(message.ID, err)
		}
	}
	return AckMessage{Type: "feedback_ack", ID: message.ID, MessageID: message.MessageID}
}
