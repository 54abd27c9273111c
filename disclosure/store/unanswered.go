package store

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Unanswered is a text that was asked and not answered, and is open: nobody has settled it.
type Unanswered struct {
	Text        string
	Count       int
	First, Last time.Time
}

// Unanswered returns open questions without an answer, those asked most often first, of one count the latest first.
// Texts that differ are counted apart: what means the same is not for a database to say. limit ≤ 0 is 100.
func (q *Questions) Unanswered(ctx context.Context, limit int) (list []Unanswered, err error) {
	if limit <= 0 {
		limit = 100
	}
	rows, err := q.store.query(ctx, fmt.Sprintf("SELECT question, COUNT(*), MIN(asked), MAX(asked) FROM zwgk_question "+
		"WHERE outcome = ? AND settled IS NULL AND question IS NOT NULL GROUP BY question ORDER BY 2 DESC, 4 DESC, 1 LIMIT %d", limit),
		UnansweredOutcome)
	if err != nil {
		return nil, fmt.Errorf("store: unanswered: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var u Unanswered
		var first, last string
		if err := rows.Scan(&u.Text, &u.Count, &first, &last); err != nil {
			return nil, fmt.Errorf("store: unanswered: %w", err)
		}
		u.First, u.Last = readTime(first), readTime(last)
		list = append(list, u)
	}
	return list, rows.Err()
}

// Settle closes the open unanswered questions of a text and returns how many there were. note says how: the id of the
// FAQ that was written, or why none will be. Asked again without an answer, the text is open again.
func (q *Questions) Settle(ctx context.Context, by, text, note string) (n int64, err error) {
	if note == "" {
		return 0, fmt.Errorf("%w: settling without a note; say by what", ErrInvalid)
	}
	if err := checkTexts(by, text, note); err != nil {
		return 0, err
	}
	err = q.store.locked(ctx, lockWrites, func(t *transaction) error {
		n, err = t.affect(ctx, "UPDATE zwgk_question SET settled = ? WHERE outcome = ? AND question = ? AND settled IS NULL",
			note, UnansweredOutcome, text)
		if err != nil || n == 0 {
			return err
		}
		return t.enter(ctx, Entry{By: by, Action: "settle", Object: "questions", Detail: fmt.Sprintf("%s: %d", note, n)})
	})
	if err != nil {
		return 0, fmt.Errorf("store: settle: %w", err)
	}
	return n, nil
}
