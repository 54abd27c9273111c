package chinese_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sentences are written for these tests: notices, rules, questions, news.
var sentences = []string{
	"为进一步规范政务公开工作，根据《中华人民共和国政府信息公开条例》，制定本办法。",
	"市人民政府办公室关于印发2024年政务公开工作要点的通知",
	"各区县人民政府，市政府各部门，各有关单位：现将实施方案印发给你们，请认真贯彻执行。",
	"申请人应当自收到补正通知书之日起十五个工作日内提交补正材料；逾期不补正的，视为放弃申请。",
	"高龄津贴怎么申请？八十周岁以上的老人带身份证到社区就能办吗？",
	"退役军人创业担保贷款贴息政策的申报条件、办理流程和咨询电话是什么",
	"全年一般公共预算收入完成1234.5亿元，比上年增长6.8%，其中税收收入占比82.3%。",
	"本次招标采用资格后审方式，投标人须具备建筑工程施工总承包二级及以上资质。",
	"孩子户口不在学区，能不能就近入学？需要准备居住证和社保缴费证明吗？",
	"结婚的和尚未结婚的都应当登记，研究生命起源的人说服务态度很重要。",
	"乒乓球拍卖完了，南京市长江大桥上的行人络绎不绝。",
	"4S店卖的A股上市公司的B超机和卡拉OK设备都有3C认证，T恤不在内。",
	"γ射线、X光和α粒子的防护距离不少于3.5m，β系数为0.8。",
	"犇骉羴鱻麤猋皛淼焱垚都不是常用字，㙟㝉更不是，𠮷野家的𠮷也不是。",
	"ＡＢＣ１２３全角字符　和半角abc123混排，İstanbul、Ünïcode也有。",
	"\xff\xfe坏的字节\xe4\xb8夹在中间\x80。",
	"住房公积金提取材料：身份证、银行卡、购房合同（原件及复印件）。",
	"。。。！！？？；；\n\n，，、、",
	"一二三四五六七八九十百千万亿元角分",
	"第七百一十一号令自2019年5月15日起施行，第三十八条所称日期以受理之日为准。",
}

// laws yields texts of the laws corpus in the folder ZWGK_DATA, at most limit
// (0: all). Without the folder it skips the test.
func laws(t testing.TB, limit int) []string {
	dir := os.Getenv("ZWGK_DATA")
	if dir == "" {
		t.Skip("set ZWGK_DATA to a folder that holds laws/docs.jsonl.gz to run this over real text")
	}
	f, err := os.Open(filepath.Join(dir, "laws", "docs.jsonl.gz"))
	if err != nil {
		t.Skipf("ZWGK_DATA holds no laws corpus: %v", err)
	}
	defer f.Close()
	unzip, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	in := bufio.NewReader(unzip)
	for limit == 0 || len(texts) < limit {
		line, err := in.ReadBytes('\n')
		if len(line) > 0 {
			var row struct{ Text string }
			if err := json.Unmarshal(line, &row); err != nil {
				t.Fatal(err)
			}
			texts = append(texts, row.Text)
		}
		if err != nil {
			break
		}
	}
	return texts
}

// chunks cuts a text as the best path is cut: after sentence ends.
func chunks(text string) []string {
	var parts []string
	start := 0
	for i, r := range text {
		if strings.ContainsRune("。！？；!?;\n", r) {
			end := i + len(string(r))
			parts = append(parts, text[start:end])
			start = end
		}
	}
	return append(parts, text[start:])
}
