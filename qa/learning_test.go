package qa_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa"
)

func TestQuestionsThatMeanTheSameAreCountedTogether(t *testing.T) {
	questions := []string{"养犬登记在哪里办", "养犬登记去哪里办理？", "养犬登记在哪里办", "充电桩安装要不要审批", "小区充电桩安装要审批吗", "殡仪馆火化收费", "养犬登记在哪里办！"}
	clusters := qa.ClusterUnanswered(questions)
	if len(clusters) != 3 || clusters[0].Count != 4 || clusters[1].Count != 2 || clusters[2].Question != "殡仪馆火化收费" {
		t.Fatalf("%+v", clusters)
	}
	if !strings.HasPrefix(clusters[0].Question, "养犬登记在哪里办") || len(clusters[0].Variants) != 1 {
		t.Errorf("%+v", clusters[0])
	}
	for range 5 {
		rand.Shuffle(len(questions), func(i, j int) { questions[i], questions[j] = questions[j], questions[i] })
		if diff := cmp.Diff(clusters, qa.ClusterUnanswered(questions)); diff != "" {
			t.Fatalf("in another order:\n%s", diff)
		}
	}
}

func TestClustersHoldNothingPersonal(t *testing.T) {
	clusters := qa.ClusterUnanswered([]string{"我的手机号13812345678查不到进度", "", "？？"})
	if len(clusters) != 1 || strings.Contains(clusters[0].Question, "13812345678") {
		t.Errorf("%+v", clusters)
	}
}

func TestTenThousandQuestionsAreClustered(t *testing.T) {
	var questions []string
	for i := range 10_000 {
		questions = append(questions, fmt.Sprintf("%s路%s什么时候%s", string(rune(0x4e00+i%700)), []string{"路灯", "公交站", "下水道"}[i%3], []string{"维修", "开通", "改造", "清理"}[i%4]))
	}
	total := 0
	for _, c := range qa.ClusterUnanswered(questions) {
		total += c.Count
	}
	if total != len(questions) {
		t.Errorf("%d questions in clusters, want all %d", total, len(questions))
	}
}

// TestRealMessagesAreClusteredByMeaning looks at titles of messages that citizens wrote: those most asked are of one matter.
func TestRealMessagesAreClusteredByMeaning(t *testing.T) {
	folder := os.Getenv("ZWGK_DATA")
	file, err := os.Open(filepath.Join(folder, "citizen_messages", "messages.jsonl"))
	if folder == "" || err != nil {
		t.Skip("no messages: set ZWGK_DATA to the data folder")
	}
	defer file.Close()
	var titles []string
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<22)
	for lines.Scan() {
		var message struct{ Title string }
		if err := json.Unmarshal(lines.Bytes(), &message); err != nil {
			t.Fatal(err)
		}
		titles = append(titles, message.Title)
	}
	clusters := qa.ClusterUnanswered(titles)
	t.Logf("%d titles, %d clusters", len(titles), len(clusters))
	for _, c := range clusters[:min(len(clusters), 30)] {
		t.Logf("%d %s %+v", c.Count, c.Question, c.Variants)
	}
	if len(clusters) > len(titles)*95/100 || clusters[0].Count > len(titles)/20 {
		t.Errorf("%d clusters of %d titles, the largest of %d", len(clusters), len(titles), clusters[0].Count)
	}
}

func TestADraftBringsTheNearestPassages(t *testing.T) {
	made := openTown(t)
	drafts, err := qa.Drafts(t.Context(), qa.ClusterUnanswered([]string{"图书馆借书证可借图书多少册", "图书馆借书证可借图书多少册？"}), made.index)
	if err != nil {
		t.Fatal(err)
	}
	if len(drafts) != 1 || drafts[0].Count != 2 || len(drafts[0].Passages) == 0 || !slices.Equal(drafts[0].FAQ.Documents, []string{"library-2024"}) || drafts[0].FAQ.Answer != drafts[0].Citations[0].Quote {
		t.Errorf("%+v", drafts)
	}
}

func TestAcceptedQuestionsBecomeVariants(t *testing.T) {
	faqs := openTown(t).faqs
	id := faqs[0].ID
	before := len(faqs[0].Variants)
	taught, err := qa.Accept(faqs, qa.Pair{Question: "老寿星发钱不，我电话13812345678", FAQ: id}, qa.Pair{Question: faqs[0].Question + "？？", FAQ: id})
	if err != nil {
		t.Fatal(err)
	}
	if len(faqs[0].Variants) != before || len(taught[0].Variants) != before+1 || strings.Contains(taught[0].Variants[before], "13812345678") {
		t.Errorf("before %q, after %q", faqs[0].Variants, taught[0].Variants)
	}
	if _, err := qa.Accept(faqs, qa.Pair{Question: "甲", FAQ: "nobody"}); err == nil || !strings.HasPrefix(err.Error(), "qa: ") {
		t.Errorf("an unknown FAQ: %v", err)
	}
	a := assistant(t, taught)
	if answer := ask(t, a, qa.Question{Text: "老寿星发钱不"}); answer.Candidates.FAQs[0] != id {
		t.Errorf("the variant does not lead to its FAQ: %s", told(answer))
	}
}

func TestFAQsThatRestOnWhatLapsedAreFlagged(t *testing.T) {
	faqs := []disclosure.FAQ{
		{ID: "a", Documents: []string{"elder-2018"}}, {ID: "b", Documents: []string{"heating-2023", "nowhere"}},
		{ID: "c", Documents: []string{"fund-2023"}}, {ID: "d", ReviewBy: day(2025, 6, 14)}, {ID: "e", ReviewBy: day(2025, 6, 15), Documents: []string{"bus-2026"}},
	}
	flags, err := qa.Stale(t.Context(), faqs, openTown(t).index, today)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range flags {
		got = append(got, f.FAQ+" "+f.Document)
		if f.Reason == "" {
			t.Errorf("no reason: %+v", f)
		}
	}
	if diff := cmp.Diff([]string{"a elder-2018", "b heating-2023", "b nowhere", "d ", "e bus-2026"}, got); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(flags[0].Reason, "高龄津贴发放办法") {
		t.Errorf("the successor is not named: %q", flags[0].Reason)
	}
}

func TestFeedbackHoldsNothingPersonal(t *testing.T) {
	at := time.Date(2025, 6, 15, 9, 0, 0, 0, time.UTC)
	answer := ask(t, clerk(t), qa.Question{Text: "高龄津贴怎么申请？"})
	f := qa.NewFeedback("高龄津贴怎么申请，我的电话13812345678", answer, false, "打13912345678没人接", at)
	if f.FAQ != answer.FAQ || f.Helpful || f.At != at || len(f.Documents) == 0 || strings.Contains(f.Question+f.Reason, "12345678") {
		t.Errorf("%+v", f)
	}
}
