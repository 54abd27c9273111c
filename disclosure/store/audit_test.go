package store_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/disclosure/store"
)

// written is a store with six entries: put 1–2, login, put 3, delete 4, put 5 (FAQ), logout.
func written(t *testing.T, db database) *store.Store {
	ctx := context.Background()
	s, _ := open(t, db)
	note := func(action string) {
		if err := s.Audit.Append(ctx, store.Entry{By: "编辑", Action: action, Object: "后台", Detail: "内网"}); err != nil {
			t.Fatal(err)
		}
	}
	must[int](t)(s.Documents.Put(ctx, "编辑", document("a", "一"), document("b", "二")))
	note("login")
	must[int](t)(s.Documents.Put(ctx, "编辑", document("a", "三")))
	must[int](t)(s.Documents.Delete(ctx, "编辑", "b"))
	must[int](t)(s.FAQs.Put(ctx, "编辑", disclosure.FAQ{ID: "a", Question: "问"}))
	note("logout")
	return s
}

func TestTheLogAddsUp(t *testing.T) {
	onEach(t, func(t *testing.T, db database) {
		ctx := context.Background()
		s := written(t, db)
		head, err := s.Audit.Verify(ctx, store.Head{})
		if err != nil || head.Number != 6 || len(head.Hash) != 64 {
			t.Fatalf("%+v %v", head, err)
		}
		must[int](t)(s.Documents.Put(ctx, "编辑", document("c", "四")))
		later, err := s.Audit.Verify(ctx, head)
		if err != nil || later.Number != 7 {
			t.Errorf("%+v %v", later, err)
		}
		entries := gather(t, s.Audit.Entries(ctx, 5))
		if len(entries) != 2 || entries[0].Action != "logout" || entries[0].Detail != "内网" || entries[1].Hash != later.Hash {
			t.Errorf("%+v", entries)
		}
	})
}

func TestTamperingIsFound(t *testing.T) {
	for _, c := range []struct{ name, change, reason string }{
		{"an entry is changed", "UPDATE zwgk_audit SET actor = '别人' WHERE number = 2", "entry 2: its content is not what was entered"},
		{"an entry is cleared", "UPDATE zwgk_audit SET detail = NULL WHERE number = 2", "entry 2: its content"},
		{"an entry is taken out", "DELETE FROM zwgk_audit WHERE number = 2", "entry 3: entries are missing after 1"},
		{"an entry is taken out and the rest moved", "DELETE FROM zwgk_audit WHERE number = 2; UPDATE zwgk_audit SET number = number - 1 WHERE number > 2", "entry 2: it does not follow"},
		{"the end is cut off", "DELETE FROM zwgk_audit WHERE number = 6", "entry 5: the log ends here"},
		{"all is cut off", "DELETE FROM zwgk_audit", "the log ends here"},
		{"a text is changed", "UPDATE zwgk_version SET body = '{\"id\":\"a\"}' WHERE seq = 1", "entry 1: the content of version 1 of document a"},
		{"a text is cleared", "UPDATE zwgk_version SET body = NULL WHERE seq = 1", "entry 1: the content of version 1 of document a"},
		{"text and hash are changed", "UPDATE zwgk_version SET body = '{}', hash = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a' WHERE seq = 1", "entry 1: changes 1 to 2 are not those"},
		{"a version is taken out", "DELETE FROM zwgk_version WHERE seq = 3", "entry 3: changes 3 to 3 are not those"},
		{"a deletion is undone", "UPDATE zwgk_record SET deleted = 0, version = 1, seq = 2 WHERE id = 'b'", "newest version"},
		{"a record is taken out", "DELETE FROM zwgk_record WHERE id = 'b'", "newest version"},
		{"a change is added", "UPDATE zwgk_counter SET value = 6", "the newest change is 6, the log vouches for 5"},
	} {
		t.Run(c.name, func(t *testing.T) {
			onEach(t, func(t *testing.T, db database) {
				s := written(t, db)
				head, err := s.Audit.Verify(context.Background(), store.Head{})
				if err != nil {
					t.Fatal(err)
				}
				for change := range strings.SplitSeq(c.change, ";") {
					if _, err := db.Exec(change); err != nil {
						t.Fatal(err)
					}
				}
				_, err = s.Audit.Verify(context.Background(), head)
				if !errors.Is(err, store.ErrTampered) || !strings.Contains(err.Error(), c.reason) {
					t.Errorf("%v", err)
				}
			})
		})
	}
}

func TestWithoutTheKeyTheChainCannotBeForged(t *testing.T) {
	onEach(t, func(t *testing.T, db database) {
		ctx := context.Background()
		keyed, err := store.Open(ctx, db.DB, db.dialect, &store.Options{AuditKey: []byte("钥匙")})
		if err != nil {
			t.Fatal(err)
		}
		must[int](t)(keyed.Documents.Put(ctx, "", document("a", "一")))
		if _, err := keyed.Audit.Verify(ctx, store.Head{}); err != nil {
			t.Error(err)
		}
		open(t, db)
		forger, _ := open(t, db)
		if err := forger.Audit.Append(ctx, store.Entry{Action: "x"}); err != nil {
			t.Fatal(err)
		}
		if _, err := keyed.Audit.Verify(ctx, store.Head{}); !errors.Is(err, store.ErrTampered) {
			t.Errorf("%v", err)
		}
	})
}

func TestEntriesAreTexts(t *testing.T) {
	onEach(t, func(t *testing.T, db database) {
		s, _ := open(t, db)
		for _, text := range []string{"\xff", "a\x00"} {
			if err := s.Audit.Append(context.Background(), store.Entry{Detail: text}); !errors.Is(err, store.ErrInvalid) {
				t.Errorf("%q: %v", text, err)
			}
			if _, err := s.Documents.Put(context.Background(), text, document("a", "")); !errors.Is(err, store.ErrInvalid) {
				t.Errorf("%q: %v", text, err)
			}
		}
	})
}
