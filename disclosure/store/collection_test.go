package store_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/disclosure/store"
)

// everything is a document with every sort of field and awkward characters.
func everything() disclosure.Document {
	return disclosure.Document{
		ID: "澄/2024 5'\"%\\", Title: "关于<补贴>&\u2028标准的通知", Text: "第一条\x00\t𠮷\u200b\ufffd\r\n", Summary: `\ufffd \\ufffd`,
		Issuers:     []disclosure.Agency{{Name: "市财政局"}, {Name: "市民政局", Level: "市", USCC: "X"}},
		Number:      disclosure.ParseNumber("澄财〔2024〕5号"),
		IndexNumber: disclosure.ParseIndexNumber("000014349/2022-00172"),
		Formed:      disclosure.Date{Year: 2024, Month: 3, Day: 1},
		Relations:   []disclosure.Relation{{Type: disclosure.Repeals, Target: "b", On: disclosure.Date{Year: 2024, Month: 4, Day: 1}}},
		Attachments: []disclosure.Attachment{{Name: "表.xlsx", Size: 1 << 40, Text: "一\n二"}},
		Records:     &disclosure.Records{Subsidies: []disclosure.Subsidy{{Name: "高龄津贴", Amount: 10000}}},
		Attributes:  disclosure.Attributes{"big": json.RawMessage(`12345678901234567890.10`), "html": json.RawMessage(`"<b>\ufffd&"`), "": json.RawMessage(`null`)},
	}
}

func TestADocumentComesBackExactly(t *testing.T) {
	onEach(t, func(t *testing.T, db database) {
		ctx := context.Background()
		s, _ := open(t, db)
		want := everything()
		must[int](t)(s.Documents.Put(ctx, "编辑", want))
		got, ok, err := s.Documents.Get(ctx, want.ID)
		if diff := cmp.Diff(want, got); diff != "" || !ok || err != nil {
			t.Errorf("found %v, %v, -want +got:\n%s", ok, err, diff)
		}
		if _, ok, err := s.Documents.Get(ctx, "none"); ok || err != nil {
			t.Errorf("found %v, %v", ok, err)
		}
		faq := disclosure.FAQ{ID: want.ID, Question: "怎么申请？", Variants: []string{"如何申请"}, Answer: "到社区。", Reviewed: want.Formed}
		must[int](t)(s.FAQs.Put(ctx, "编辑", faq))
		if got, _, _ := s.FAQs.Get(ctx, faq.ID); cmp.Diff(faq, got) != "" {
			t.Error(cmp.Diff(faq, got))
		}
	})
}

func TestEveryVersionIsKept(t *testing.T) {
	onEach(t, func(t *testing.T, db database) {
		ctx := context.Background()
		s, c := open(t, db)
		put := func(by, text string) int { return must[int](t)(s.Documents.Put(ctx, by, document("a", text))) }
		put("甲", "一")
		c.pass(time.Hour)
		if n := put("乙", "一"); n != 0 {
			t.Errorf("putting the same made %d changes", n)
		}
		put("乙", "二")
		must[int](t)(s.Documents.Delete(ctx, "丙", "a", "none", "a"))
		put("丁", "一")
		start := time.Date(2026, 3, 2, 1, 30, 0, 0, time.UTC)
		want := []store.Change[disclosure.Document]{
			{Seq: 1, ID: "a", Version: 1, Value: document("a", "一"), By: "甲", At: start},
			{Seq: 2, ID: "a", Version: 2, Value: document("a", "二"), By: "乙", At: start.Add(time.Hour)},
			{Seq: 3, ID: "a", Version: 3, Deleted: true, By: "丙", At: start.Add(time.Hour)},
			{Seq: 4, ID: "a", Version: 4, Value: document("a", "一"), By: "丁", At: start.Add(time.Hour)},
		}
		got := gather(t, s.Documents.History(ctx, "a"))
		if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(store.Change[disclosure.Document]{}, "Hash")); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		if got[0].Hash == "" || got[0].Hash != got[3].Hash || got[2].Hash != "" {
			t.Errorf("hashes %q", []string{got[0].Hash, got[2].Hash, got[3].Hash})
		}
	})
}

func gather[T any](t *testing.T, seq func(func(T, error) bool)) (list []T) {
	t.Helper()
	for v, err := range seq {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, v)
	}
	return list
}

func TestWalkingGoesByIDAndByChange(t *testing.T) {
	onEach(t, func(t *testing.T, db database) {
		db.SetMaxOpenConns(1) // walking must not hold the connection that writing needs
		ctx := context.Background()
		s, _ := open(t, db)
		var ids []string
		for i := range 230 {
			ids = append(ids, fmt.Sprintf("%03d", i))
		}
		ids = append(ids, "Z", "a", "ab", "b-a", "bA", "八", "阿")
		for i := len(ids) - 1; i >= 0; i-- { // in another order
			must[int](t)(s.Documents.Put(ctx, "", document(ids[i], "一")))
		}
		var got []string
		for d, err := range s.Documents.All(ctx) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, d.ID)
			if d.ID == "000" {
				must[int](t)(s.Documents.Put(ctx, "", document("007", "二")))
				must[int](t)(s.Documents.Delete(ctx, "", "009"))
				must[int](t)(s.FAQs.Put(ctx, "", disclosure.FAQ{ID: "a", Question: "问"}))
			}
		}
		if diff := cmp.Diff(ids, got); diff != "" && len(got) != len(ids)-1 {
			t.Errorf("-want +got:\n%s", diff)
		}
		changes := gather(t, s.Documents.Changes(ctx, 0))
		if len(changes) != len(ids) {
			t.Errorf("%d changes of %d documents", len(changes), len(ids))
		}
		last := changes[len(changes)-2:]
		if last[0].ID != "007" || last[0].Value.Text != "二" || last[1].ID != "009" || !last[1].Deleted {
			t.Errorf("ends with %v", last)
		}
		if rest := gather(t, s.Documents.Changes(ctx, last[0].Seq)); len(rest) != 1 {
			t.Errorf("%d changes after the last but one", len(rest))
		}
		if head := must[int64](t)(s.Head(ctx)); head != int64(len(ids))+3 {
			t.Errorf("head %d", head)
		}
	})
}

func TestWhatCannotBeKeptIsRefusedWhole(t *testing.T) {
	onEach(t, func(t *testing.T, db database) {
		ctx := context.Background()
		s, _ := open(t, db)
		for reason, d := range map[string]disclosure.Document{
			"is missing":      {},
			"512 bytes":       document(strings.Repeat("长", 200), ""),
			"NUL":             document("a\x00", ""),
			"begins with":     document("\x01a", ""),
			"published":       {ID: "a", Published: disclosure.Date{Year: 2024, Month: 2, Day: 30}},
			"not valid UTF-8": {ID: "a", Keywords: []string{"\xff"}},
		} {
			_, err := s.Documents.Put(ctx, "", document("good", ""), d)
			if !errors.Is(err, store.ErrInvalid) || !strings.Contains(err.Error(), reason) {
				t.Errorf("%s: %v", reason, err)
			}
		}
		if _, err := s.FAQs.Put(ctx, "", disclosure.FAQ{ID: "a"}); !errors.Is(err, store.ErrInvalid) {
			t.Errorf("%v", err)
		}
		if n := must[int](t)(s.Documents.Count(ctx)); n != 0 {
			t.Errorf("%d documents", n)
		}
	})
}

func TestTheSecondOfTwoEditorsIsTold(t *testing.T) {
	onEach(t, func(t *testing.T, db database) {
		ctx := context.Background()
		s, _ := open(t, db)
		for _, step := range []struct {
			seen int64
			want error
		}{{1, store.ErrConflict}, {0, nil}, {0, store.ErrConflict}, {1, nil}, {1, store.ErrConflict}} {
			err := s.Documents.Replace(ctx, "", step.seen, document("a", fmt.Sprint(step)))
			if !errors.Is(err, step.want) {
				t.Errorf("after version %d: %v", step.seen, err)
			}
		}
		must[int](t)(s.Documents.Delete(ctx, "", "a"))
		if err := s.Documents.Replace(ctx, "", 0, document("a", "新")); err != nil {
			t.Errorf("after a deletion: %v", err)
		}
	})
}

func TestManyWritersLoseNothing(t *testing.T) {
	onEach(t, func(t *testing.T, db database) {
		ctx := context.Background()
		const writers, writes = 8, 20
		var stores []*store.Store // as two processes would be
		for range 2 {
			s, _ := open(t, db)
			stores = append(stores, s)
		}
		seen := make(chan map[int64]bool)
		stop := make(chan struct{})
		go func() { seen <- follow(t, stores[0], stop) }()
		var group sync.WaitGroup
		for w := range writers {
			group.Go(func() {
				for i := range writes {
					if _, err := stores[w%2].Documents.Put(ctx, "", document(fmt.Sprintf("%d-%d", w, i), "文"), document("shared", fmt.Sprint(w, i))); err != nil {
						t.Error(err)
					}
				}
			})
		}
		group.Wait()
		close(stop)
		got := <-seen
		if history := gather(t, stores[0].Documents.History(ctx, "shared")); len(history) != writers*writes {
			t.Errorf("%d versions of what all wrote", len(history))
		}
		for _, change := range gather(t, stores[1].Documents.Changes(ctx, 0)) {
			if !got[change.Seq] {
				t.Errorf("who followed missed change %d", change.Seq)
			}
		}
		if _, err := stores[0].Audit.Verify(ctx, store.Head{}); err != nil {
			t.Error(err)
		}
	})
}

// follow reads changes as an index does, remembering the last, until stopped and once more.
func follow(t *testing.T, s *store.Store, stop chan struct{}) map[int64]bool {
	got := map[int64]bool{}
	var last int64
	for done := false; !done; {
		select {
		case <-stop:
			done = true
		default:
		}
		for change, err := range s.Documents.Changes(context.Background(), last) {
			if err != nil {
				t.Error(err)
				return got
			}
			got[change.Seq], last = true, change.Seq
		}
	}
	return got
}

func TestErasingLeavesNoContentAndAnHonestLog(t *testing.T) {
	onEach(t, func(t *testing.T, db database) {
		ctx := context.Background()
		s, _ := open(t, db)
		for _, text := range []string{"某人的住址", "某人的新住址"} {
			must[int](t)(s.Documents.Put(ctx, "编辑", document("a", text)))
		}
		if n := must[int64](t)(s.Documents.Erase(ctx, "负责人", "a", "误发个人信息")); n != 2 {
			t.Errorf("erased %d versions", n)
		}
		for _, change := range gather(t, s.Documents.History(ctx, "a")) {
			if change.Value.Text != "" || !change.Erased && !change.Deleted {
				t.Errorf("version %d: %v", change.Version, change)
			}
		}
		if changes := gather(t, s.Documents.Changes(ctx, 2)); len(changes) != 1 || !changes[0].Deleted {
			t.Errorf("an index learns %v", changes)
		}
		if n := must[int64](t)(s.Documents.Erase(ctx, "", "none", "")); n != 0 {
			t.Errorf("erased %d versions of nothing", n)
		}
		if _, err := s.Audit.Verify(ctx, store.Head{}); err != nil {
			t.Error(err)
		}
		must[int](t)(s.Documents.Put(ctx, "编辑", document("a", "某人的新住址")))
		if _, ok, _ := s.Documents.Get(ctx, "a"); !ok {
			t.Error("what was erased cannot be put again")
		}
	})
}
