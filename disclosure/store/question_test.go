package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/disclosure/store"
)

func record(t *testing.T, s *store.Store, id, conversation, text, outcome string) {
	t.Helper()
	err := s.Questions.Record(context.Background(), store.Question{ID: id, Conversation: conversation, Text: text, Outcome: outcome})
	if err != nil {
		t.Fatal(err)
	}
}

func TestQuestionsAreReadByTime(t *testing.T) {
	onEach(t, func(t *testing.T, db database) {
		ctx := context.Background()
		s, c := open(t, db)
		var want []string
		for i := range 205 {
			id := fmt.Sprintf("q%03d", i)
			record(t, s, id, "", "高龄津贴怎么领？", "answered")
			want = append(want, id)
			if i%3 == 0 {
				c.pass(time.Second)
			}
		}
		ids := func(from, to time.Time) (list []string) {
			for _, q := range gather(t, s.Questions.Between(ctx, from, to)) {
				list = append(list, q.ID)
			}
			return list
		}
		if diff := cmp.Diff(want, ids(time.Time{}, time.Time{})); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		start := time.Date(2026, 3, 2, 9, 30, 1, 0, time.FixedZone("", 8*3600))
		if diff := cmp.Diff([]string{"q001", "q002", "q003"}, ids(start, start.Add(time.Second))); diff != "" {
			t.Errorf("one second -want +got:\n%s", diff)
		}
		question := store.Question{ID: "q000", Conversation: "k", Text: "题", Outcome: "answered", Confidence: 0.75,
			Documents: []string{"a"}, FAQ: "f", Site: "市政府", Asked: start.UTC()}
		if err := s.Questions.Record(ctx, question); err != nil {
			t.Fatal(err)
		}
		got := gather(t, s.Questions.Between(ctx, start, start.Add(time.Second)))
		if diff := cmp.Diff(question, got[0]); diff != "" || len(got) != 4 {
			t.Errorf("recorded again, %d, -want +got:\n%s", len(got), diff)
		}
	})
}

func TestFeedbackBelongsToAQuestion(t *testing.T) {
	onEach(t, func(t *testing.T, db database) {
		ctx := context.Background()
		s, _ := open(t, db)
		record(t, s, "1", "", "问", "answered")
		record(t, s, "2", "", "问", "answered")
		for _, f := range []store.Feedback{{Question: "1", Helpful: true}, {Question: "1", Reason: "答非所问", Comment: "不是这个"}, {Question: "2", Helpful: true}} {
			if err := s.Questions.Feedback(ctx, f); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Questions.Feedback(ctx, store.Feedback{Question: "3"}); !errors.Is(err, store.ErrNoQuestion) {
			t.Errorf("%v", err)
		}
		f, ok, err := s.Questions.FeedbackOn(ctx, "1")
		want := store.Feedback{Question: "1", Given: time.Date(2026, 3, 2, 1, 30, 0, 0, time.UTC), Reason: "答非所问", Comment: "不是这个"}
		if diff := cmp.Diff(want, f); diff != "" || !ok || err != nil {
			t.Errorf("%v %v -want +got:\n%s", ok, err, diff)
		}
		if _, ok, err := s.Questions.FeedbackOn(ctx, "3"); ok || err != nil {
			t.Errorf("%v %v", ok, err)
		}
		if tally := must[store.Tally](t)(s.Questions.FeedbackBetween(ctx, time.Time{}, time.Time{})); tally != (store.Tally{Helpful: 1, Unhelpful: 1}) {
			t.Errorf("%+v", tally)
		}
	})
}

func TestUnansweredQuestionsAreCountedAndSettled(t *testing.T) {
	onEach(t, func(t *testing.T, db database) {
		ctx := context.Background()
		s, c := open(t, db)
		for i, q := range []struct{ text, outcome string }{
			{"停车费怎么交？", "unanswered"}, {"落户要什么材料？", "unanswered"}, {"停车费怎么交？", "unanswered"}, {"高龄津贴？", "answered"}, {"", "unanswered"},
		} {
			c.pass(time.Minute)
			record(t, s, fmt.Sprint(i), "", q.text, q.outcome)
		}
		first := time.Date(2026, 3, 2, 1, 31, 0, 0, time.UTC)
		want := []store.Unanswered{
			{Text: "停车费怎么交？", Count: 2, First: first, Last: first.Add(2 * time.Minute)},
			{Text: "落户要什么材料？", Count: 1, First: first.Add(time.Minute), Last: first.Add(time.Minute)},
		}
		list := must[[]store.Unanswered](t)(s.Questions.Unanswered(ctx, 0))
		if diff := cmp.Diff(want, list); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		if n := must[int64](t)(s.Questions.Settle(ctx, "编辑", "停车费怎么交？", "faq-7")); n != 2 {
			t.Errorf("settled %d", n)
		}
		if list := must[[]store.Unanswered](t)(s.Questions.Unanswered(ctx, 10)); len(list) != 1 {
			t.Errorf("left %v", list)
		}
		if all := gather(t, s.Questions.Between(ctx, time.Time{}, time.Time{})); all[0].Settled != "faq-7" {
			t.Errorf("%+v", all[0])
		}
		record(t, s, "9", "", "停车费怎么交？", "unanswered")
		if list := must[[]store.Unanswered](t)(s.Questions.Unanswered(ctx, 1)); len(list) != 1 || list[0].Text != "停车费怎么交？" {
			t.Errorf("asked again: %v", list)
		}
		if _, err := s.Questions.Settle(ctx, "", "停车费怎么交？", ""); !errors.Is(err, store.ErrInvalid) {
			t.Errorf("%v", err)
		}
	})
}

func TestQuestionsEndByAgeAndByConversation(t *testing.T) {
	onEach(t, func(t *testing.T, db database) {
		ctx := context.Background()
		s, c := open(t, db)
		record(t, s, "old", "x", "问", "answered")
		if err := s.Questions.Feedback(ctx, store.Feedback{Question: "old", Helpful: true}); err != nil {
			t.Fatal(err)
		}
		c.pass(store.Retention)
		for _, id := range []string{"a", "b", "c"} {
			record(t, s, id, map[string]string{"a": "x", "b": "x"}[id], "问", "answered")
		}
		if n := must[int64](t)(s.Questions.DeleteBefore(ctx, "定时任务", c.now.Add(-store.Retention+1))); n != 0 {
			t.Errorf("%d deleted within a microsecond of the limit", n)
		}
		if n := must[int64](t)(s.Questions.DeleteBefore(ctx, "定时任务", c.now.Add(time.Second-store.Retention))); n != 1 {
			t.Errorf("%d deleted by age", n)
		}
		if _, ok, _ := s.Questions.FeedbackOn(ctx, "old"); ok {
			t.Error("feedback outlives its question")
		}
		if n := must[int64](t)(s.Questions.DeleteConversation(ctx, "本人", "x")); n != 2 {
			t.Errorf("%d deleted by conversation", n)
		}
		if n := must[int64](t)(s.Questions.DeleteConversation(ctx, "本人", "")); n != 0 {
			t.Errorf("%d deleted without a conversation", n)
		}
		if left := gather(t, s.Questions.Between(ctx, time.Time{}, time.Time{})); len(left) != 1 || left[0].ID != "c" {
			t.Errorf("left %v", left)
		}
		var log []string
		for _, e := range gather(t, s.Audit.Entries(ctx, 0)) {
			log = append(log, fmt.Sprint(e.By, " ", e.Action, " ", e.Object, " ", e.Detail))
		}
		want := []string{"定时任务 expire questions before 2026-03-02T01:30:01.000000Z: 1", "本人 erase questions one conversation: 2"}
		if diff := cmp.Diff(want, log); diff != "" {
			t.Errorf("log -want +got:\n%s", diff)
		}
	})
}
