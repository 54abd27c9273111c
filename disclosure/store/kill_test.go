package store_test

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/disclosure/store"
)

// childDatabase tells the test binary, started anew, to write to a database until it is killed.
const childDatabase = "ZWGK_STORE_TEST_CHILD"

// TestMain fails when a test leaves a goroutine behind.
func TestMain(m *testing.M) {
	if path := os.Getenv(childDatabase); path != "" {
		writeUntilKilled(path)
	}
	goleak.VerifyTestMain(m)
}

// writeUntilKilled prints the ids of each batch once it is acknowledged.
func writeUntilKilled(path string) {
	fatal := func(err error) {
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	ctx := context.Background()
	db, err := sql.Open("sqlite", sqliteAddress(path))
	fatal(err)
	s, err := store.Open(ctx, db, store.SQLite, nil)
	fatal(err)
	for batch := 0; ; batch++ {
		var documents []disclosure.Document
		var ids []string
		for i := range 5 {
			d := document(fmt.Sprintf("%d-%d-%d", os.Getpid(), batch, i), strings.Repeat("文", 2000))
			documents, ids = append(documents, d), append(ids, d.ID)
		}
		_, err := s.Documents.Put(ctx, "child", documents...)
		fatal(err)
		fatal(s.Questions.Record(ctx, store.Question{ID: "q-" + ids[0], Text: "问", Outcome: "answered"}))
		fmt.Println(strings.Join(ids, " "))
	}
}

func TestWhatWasAcknowledgedSurvivesKilling(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "zwgk.db")
	target := &shelf{documents: map[string]string{}}
	acknowledged, watermark := 0, int64(0)
	for round := range 5 {
		ids := killAfter(t, path, 1+rand.IntN(40))
		s, err := store.Open(ctx, openSQLite(t, path), store.SQLite, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range ids {
			if history := gather(t, s.Documents.History(ctx, id)); len(history) != 1 || len(history[0].Value.Text) != 6000 {
				t.Errorf("round %d: %s has %d versions", round, id, len(history))
			}
		}
		if _, err := s.Audit.Verify(ctx, store.Head{}); err != nil {
			t.Errorf("round %d: %v", round, err)
		}
		if watermark, err = store.Sync(ctx, s, target, watermark, nil); err != nil {
			t.Fatal(err)
		}
		n := must[int](t)(s.Documents.Count(ctx))
		if acknowledged += len(ids); n < acknowledged || n%5 != 0 || n != len(target.documents) {
			t.Errorf("round %d: %d acknowledged, %d kept, %d synced", round, acknowledged, n, len(target.documents))
		}
	}
	t.Logf("%d documents acknowledged, %d kept", acknowledged, len(target.documents))
}

// killAfter starts a writer, kills it in the midst of its work, some while after so many acknowledgements, and returns
// the ids that were acknowledged.
func killAfter(t *testing.T, path string, batches int) (ids []string) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childDatabase+"="+path)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	scanner := bufio.NewScanner(out)
	for n := 1; scanner.Scan(); n++ {
		ids = append(ids, strings.Fields(scanner.Text())...)
		if n == batches {
			for range rand.IntN(1 << 20) { // into a random part of the next write
			}
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := child.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Fatalf("the writer ended by itself: %v", err)
	}
	return ids
}
