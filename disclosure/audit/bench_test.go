package audit_test

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/disclosure/audit"
)

// longText is a text of n characters with the things that rules look for.
func longText(n int) string {
	const article = "第十二条 申请人应当自2024年5月1日起20个工作日内，向澜川市民政局（联系电话：0199-65554180）提出申请，标准为每人每月100元；逾期的依照《澜川市高龄津贴办法》（澜政办发〔2024〕12号）第三条处理，并在门户网站公布办理结果，接受社会监督。\n"
	count := n/utf8.RuneCountInString(article) + 1
	runes := []rune(strings.Repeat(article, count))
	return string(runes[:n])
}

func BenchmarkGate(b *testing.B) {
	auditor := newAuditor(b, nil)
	d := reviewed(with(func(d *disclosure.Document) { d.Text = longText(20_000) }))
	for b.Loop() {
		auditor.Gate(&d)
	}
}

// generated yields n documents of about 2,700 characters that differ, a part of them with faults.
func generated(n int) iter.Seq2[disclosure.Document, error] {
	return func(yield func(disclosure.Document, error) bool) {
		random := rand.New(rand.NewPCG(1, 2))
		for i := range n {
			if !yield(generate(random, i), nil) {
				return
			}
		}
	}
}

func generate(random *rand.Rand, i int) disclosure.Document {
	d := sound()
	d.ID = fmt.Sprintf("doc-%06d", i)
	d.Title = fmt.Sprintf("澜川市第%d号文件关于%s的通知", i, words[i%len(words)])
	d.URL = "https://www.lanchuan.example/" + d.ID + ".html"
	d.Number = disclosure.ParseNumber(fmt.Sprintf("澜政发〔%d〕%d号", 2010+i%16, i/16+1))
	d.IndexNumber = disclosure.ParseIndexNumber(fmt.Sprintf("014225537/%d-%05d", 2010+i%16, i/16+1))
	d.Formed = day("2019-01-02").AddDays(i % 2400)
	d.Published = d.Formed.AddDays(random.IntN(40))
	var text strings.Builder
	for n := range 60 {
		fmt.Fprintf(&text, "第%d条 %s的单位应当在%d个工作日内向%s报送材料，补助标准为%d元，自%d年%d月1日起执行。\n", n+1, words[random.IntN(len(words))], random.IntN(90)+1,
			words[random.IntN(len(words))], random.IntN(9000), 2019+random.IntN(8), 1+random.IntN(12))
	}
	d.Text = text.String()
	switch i % 20 {
	case 1:
		d.Subjects = nil
	case 2:
		d.Relations = []disclosure.Relation{{Type: disclosure.Repeals, Target: fmt.Sprintf("doc-%06d", i-1)}}
	case 3:
		d.Text += "申请人手机13812345678"
	case 4:
		d.Kind = disclosure.KindInterpretation
		d.Records = &disclosure.Records{Interpretations: []disclosure.Interpretation{{Policy: fmt.Sprintf("doc-%06d", max(0, i-3)), Form: disclosure.TextForm}}}
	}
	return d
}

var words = strings.Fields("城市绿化 高龄津贴 停车收费 住房保障 学前教育 医疗服务 养老机构 公共交通 水环境治理 安全生产 食品监管 就业创业 乡村振兴 数据共享 招标投标 预算绩效")

func BenchmarkSite(b *testing.B) {
	auditor := newAuditor(b, nil)
	catalog := disclosure.BuiltinCatalog()
	documents := make([]disclosure.Document, 0, 2000)
	for d := range generated(2000) {
		documents = append(documents, d)
	}
	for b.Loop() {
		if _, err := auditor.Site(context.Background(), all(documents...), catalog, today, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(documents))*float64(b.N)/b.Elapsed().Seconds(), "documents/s")
}

// A hundred thousand documents stay below 512 MB. It takes a minute or more, so it runs only where AUDIT_LARGE is set.
func TestAHundredThousandDocumentsStayWithinMemory(t *testing.T) {
	if os.Getenv("AUDIT_LARGE") == "" {
		t.Skip("AUDIT_LARGE is not set")
	}
	const documents, most = 100_000, 512 << 20
	var heap uint64
	options := &audit.SiteOptions{Progress: func(n int) {
		if n%2000 == 0 {
			var stats runtime.MemStats
			runtime.ReadMemStats(&stats)
			heap = max(heap, stats.HeapAlloc)
		}
	}}
	report, err := newAuditor(t, nil).Site(context.Background(), generated(documents), disclosure.BuiltinCatalog(), today, options)
	if err != nil {
		t.Fatal(err)
	}
	resident := peakResident(t)
	t.Logf("%d documents: heap %d MB at most, resident %d MB at most", report.Documents, heap>>20, resident>>20)
	if report.Documents != documents || resident > most {
		t.Errorf("%d documents took %d MB", report.Documents, resident>>20)
	}
}

// peakResident returns the most memory that the process has had resident, in bytes, as Linux tells it.
func peakResident(t *testing.T) uint64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip("only Linux tells the resident memory")
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	number, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	kilobytes, err := strconv.ParseUint(number, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return kilobytes << 10
}
