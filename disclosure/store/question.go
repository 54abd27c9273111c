package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"time"
)

// Retention is how long questions are kept where the host has no rule of its own: 180 days.
const Retention = 180 * 24 * time.Hour

// Questions keeps what people asked. Everything in it ends: by conversation when somebody asks for it
// (个人信息保护法第四十七条), and by age.
type Questions struct{ store *Store }

// Question is one question and what was answered. Text must come masked: no identity numbers, telephone numbers or
// addresses of people; nothing here looks for them.
type Question struct {
	ID           string    `json:"id"`                     // the message's, 1 to 512 bytes
	Conversation string    `json:"conversation,omitempty"` // an opaque token, no account
	Asked        time.Time `json:"asked"`                  // zero is now
	Text         string    `json:"text"`
	Outcome      string    `json:"outcome"`              // as the assistant names it; UnansweredOutcome is looked for
	Confidence   float64   `json:"confidence,omitempty"` // 0 to 1
	Documents    []string  `json:"documents,omitempty"`  // ids cited, the first first
	FAQ          string    `json:"faq,omitempty"`        // id of the FAQ that answered
	Site         string    `json:"site,omitempty"`       // which page or channel asked
	Settled      string    `json:"-"`                    // what Settle noted; "" while open
}

// UnansweredOutcome is the outcome by which Unanswered finds questions.
const UnansweredOutcome = "unanswered"

// Record keeps a question; one with the same id is replaced.
func (q *Questions) Record(ctx context.Context, question Question) error {
	if reason := refuseID(question.ID); reason != "" {
		return fmt.Errorf("%w: question: id %s", ErrInvalid, reason)
	}
	if err := checkTexts(question.Conversation, question.Text, question.Outcome); err != nil {
		return err
	}
	if question.Asked.IsZero() {
		question.Asked = q.store.opts.Now()
	}
	question.Asked = readTime(formatTime(question.Asked))
	body, err := json.Marshal(question)
	if err != nil {
		return fmt.Errorf("%w: question %s: %w", ErrInvalid, question.ID, err)
	}
	values := []any{optional(question.Conversation), formatTime(question.Asked), string(body), optional(question.Outcome),
		optional(question.Text), question.ID}
	err = q.store.locked(ctx, lockWrites, func(t *transaction) error {
		return t.upsert(ctx, "UPDATE zwgk_question SET conversation = ?, asked = ?, body = ?, outcome = ?, question = ? WHERE id = ?",
			"INSERT INTO zwgk_question (conversation, asked, body, outcome, question, id) VALUES (?, ?, ?, ?, ?, ?)", values...)
	})
	if err != nil {
		return fmt.Errorf("store: question: %w", err)
	}
	return nil
}

// upsert updates a row or else inserts it, with the same values in the same order: the one form that every database of
// the family has. The write lock keeps others from inserting between.
func (t *transaction) upsert(ctx context.Context, update, insert string, values ...any) error {
	n, err := t.affect(ctx, update, values...)
	if err != nil || n > 0 {
		return err
	}
	return t.exec(ctx, insert, values...)
}

// Between yields the questions asked from one time to before another, by time; a zero end is open.
func (q *Questions) Between(ctx context.Context, from, to time.Time) iter.Seq2[Question, error] {
	after, afterID, end := formatTime(from), beforeAll, "9999"
	if !to.IsZero() {
		end = formatTime(to)
	}
	return func(yield func(Question, error) bool) {
		for {
			page, err := q.page(ctx, after, afterID, end)
			if err != nil {
				yield(Question{}, fmt.Errorf("store: questions: %w", err))
				return
			}
			for _, question := range page {
				if !yield(question, nil) {
					return
				}
				after, afterID = formatTime(question.Asked), question.ID
			}
			if len(page) < pageSize {
				return
			}
		}
	}
}

func (q *Questions) page(ctx context.Context, after, afterID, end string) (page []Question, err error) {
	rows, err := q.store.query(ctx, fmt.Sprintf("SELECT body, settled FROM zwgk_question WHERE asked >= ? AND asked < ? "+
		"AND (asked > ? OR id > ?) ORDER BY asked, id LIMIT %d", pageSize), after, end, after, afterID)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var body string
		var settled sql.NullString
		if err := rows.Scan(&body, &settled); err != nil {
			return nil, err
		}
		question := Question{Settled: settled.String}
		if err := json.Unmarshal([]byte(body), &question); err != nil {
			return nil, err
		}
		page = append(page, question)
	}
	return page, rows.Err()
}

// DeleteBefore removes questions asked before a time with what was said of them, and returns how many. Call it daily
// with now less the retention.
func (q *Questions) DeleteBefore(ctx context.Context, by string, before time.Time) (int64, error) {
	return q.remove(ctx, Entry{By: by, Action: "expire", Object: "questions", Detail: "before " + formatTime(before)},
		"asked < ?", formatTime(before))
}

// DeleteConversation removes the questions of one conversation with what was said of them, and returns how many.
func (q *Questions) DeleteConversation(ctx context.Context, by, conversation string) (int64, error) {
	// The token does not go into the log, which nothing is ever taken out of.
	return q.remove(ctx, Entry{By: by, Action: "erase", Object: "questions", Detail: "one conversation"},
		"conversation = ?", conversation)
}

func (q *Questions) remove(ctx context.Context, entry Entry, condition, value string) (n int64, err error) {
	if err := checkTexts(entry.By, value); err != nil {
		return 0, err
	}
	err = q.store.locked(ctx, lockWrites, func(t *transaction) error {
		err := t.exec(ctx, "DELETE FROM zwgk_feedback WHERE question IN (SELECT id FROM zwgk_question WHERE "+condition+")", value)
		if err != nil {
			return err
		}
		n, err = t.affect(ctx, "DELETE FROM zwgk_question WHERE "+condition, value)
		if err != nil || n == 0 {
			return err
		}
		entry.Detail = fmt.Sprintf("%s: %d", entry.Detail, n)
		return t.enter(ctx, entry)
	})
	if err != nil {
		return 0, fmt.Errorf("store: deleting questions: %w", err)
	}
	return n, nil
}
