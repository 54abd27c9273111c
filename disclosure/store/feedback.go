package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Feedback is what somebody thought of an answer (有帮助, 没帮助).
type Feedback struct {
	Question string // id of a recorded question
	Given    time.Time
	Helpful  bool
	Reason   string // a code or word that the widget offers
	Comment  string // masked by the caller, like a question
}

// ErrNoQuestion: feedback on a question that was not recorded, or is no more.
var ErrNoQuestion = errors.New("store: no such question; record it before its feedback")

// Feedback keeps what somebody thought of an answer; who thinks again replaces what was there. A zero Given is now.
func (q *Questions) Feedback(ctx context.Context, f Feedback) error {
	if err := checkTexts(f.Question, f.Reason, f.Comment); err != nil {
		return err
	}
	if f.Given.IsZero() {
		f.Given = q.store.opts.Now()
	}
	values := []any{formatTime(f.Given), flag(f.Helpful), optional(f.Reason), optional(f.Comment), f.Question}
	err := q.store.locked(ctx, lockWrites, func(t *transaction) error {
		var known int
		err := t.queryRow(ctx, "SELECT 1 FROM zwgk_question WHERE id = ?", f.Question).Scan(&known)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNoQuestion
		}
		if err != nil {
			return err
		}
		return t.upsert(ctx, "UPDATE zwgk_feedback SET given = ?, helpful = ?, reason = ?, comment = ? WHERE question = ?",
			"INSERT INTO zwgk_feedback (given, helpful, reason, comment, question) VALUES (?, ?, ?, ?, ?)", values...)
	})
	if err != nil {
		return fmt.Errorf("store: feedback: %w", err)
	}
	return nil
}

// FeedbackOn returns what was said of the answer to a question; ok is false where nothing was.
func (q *Questions) FeedbackOn(ctx context.Context, question string) (f Feedback, ok bool, err error) {
	var given string
	var reason, comment sql.NullString
	err = q.store.db.QueryRowContext(ctx, q.store.dialect.placeholders(
		"SELECT given, helpful, reason, comment FROM zwgk_feedback WHERE question = ?"), question).
		Scan(&given, &f.Helpful, &reason, &comment)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Feedback{}, false, nil
	case err != nil:
		return Feedback{}, false, fmt.Errorf("store: feedback: %w", err)
	}
	f.Question, f.Given, f.Reason, f.Comment = question, readTime(given), reason.String, comment.String
	return f, true, nil
}

// Tally counts feedback.
type Tally struct{ Helpful, Unhelpful int }

// FeedbackBetween counts the feedback given from one time to before another; a zero end is open.
func (q *Questions) FeedbackBetween(ctx context.Context, from, to time.Time) (Tally, error) {
	end := "9999"
	if !to.IsZero() {
		end = formatTime(to)
	}
	var all, helpful int
	err := q.store.db.QueryRowContext(ctx, q.store.dialect.placeholders(
		"SELECT COUNT(*), COALESCE(SUM(helpful), 0) FROM zwgk_feedback WHERE given >= ? AND given < ?"), formatTime(from), end).
		Scan(&all, &helpful)
	if err != nil {
		return Tally{}, fmt.Errorf("store: feedback: %w", err)
	}
	return Tally{helpful, all - helpful}, nil
}
