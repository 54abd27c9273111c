package ingest_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	article1 = "第一条　为了保障老年人基本生活，弘扬敬老传统，根据有关法律法规，结合本市实际，制定本办法。本办法所称高龄津贴，是指由市、县（区）财政安排，按月向本市户籍高龄老年人发放的生活补贴，不计入家庭收入。\n"
	article2 = "第二条　年满80周岁的本市户籍老年人，每月发给100元；年满90周岁的，每月发给200元；年满100周岁的，每月发给500元。𠮷县另行规定，见 GB/T 33190-2016 Electronic document fixed layout。\n"
	article3 = "第三条　本办法自2024年5月1日起施行。"
	name     = "澄江市高龄津贴发放办法"
)

// What an office program writes: the same regulation as .docx and as .pdf, and a list as .xlsx.
var office = map[string]struct{ title, text string }{
	"办法.docx": {name, name + "\n" + article1 + article2 + "年龄\t标准（元/月）\t备注\n80—89周岁\t100\t按月\n90—99周岁\t200\n" +
		"1.申请人向社区提出申请\n2.社区在5个工作日内审核\n" + article3},
	"办法.pdf": {name, name + "\n" + article1 + article2 + "年龄\t标准（元/月）\t备注\n80—89周岁\t100\t按月\n90—99周岁\t200\n" +
		"1. 申请人向社区提出申请\n2. 社区在5个工作日内审核\n" + article3},
	"目录.xlsx": {"目录", "编号\t名称\t发文字号\t公开日期\t金额\n1\t高龄津贴发放办法\t澄民〔2024〕5号\t2024-03-05\t1234.5\n2\t临时救助办法\t澄民〔2024〕6号\t2024-03-06"},
}

func TestFilesOfAnOfficeProgramAreRead(t *testing.T) {
	for file, want := range office {
		data, err := os.ReadFile(filepath.Join("testdata", file))
		if err != nil {
			t.Fatal(err)
		}
		content := read(t, file, data)
		if diff := cmp.Diff(want.text, content.Text); diff != "" || content.Title != want.title || content.Warnings != nil {
			t.Errorf("%s: %q %v -want +got:\n%s", file, content.Title, content.Warnings, diff)
		}
	}
}
