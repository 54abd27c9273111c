package disclosure_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/disclosure"
)

// The numbers in these tests are made up; their check characters are computed.
func TestFindPersonal(t *testing.T) {
	type hit struct{ Kind, Text, Masked string }
	for _, c := range []struct {
		text string
		want []hit
	}{
		{"申请人张三丰，身份证号990102199003071233。", []hit{{"姓名加证件", "张三丰", "张**"}, {"身份证号", "990102199003071233", "99*************233"}}},
		{"编码：990102199003071230", nil}, // no label, wrong check character
		{"请打13812345678找我", []hit{{"手机号", "13812345678", "138****5678"}}},
		{"我的手机 +86 138-1234-5678", []hit{{"手机号", "138-1234-5678", "138-****-5678"}}},
		{"手机１３８１２３４５６７８", []hit{{"手机号", "１３８１２３４５６７８", "１３８****５６７８"}}},
		{"家里座机0199-6555123", []hit{{"固定电话", "0199-6555123", "0199-***5123"}}},
		{"卡号6222 0212 3456 7890，户名李四", nil}, // wrong Luhn digit
		{"卡号6222 0212 3456 7894，户名李四", []hit{{"银行卡号", "6222 0212 3456 7894", "6222 **** **** 7894"}}},
		{"护照号码E12345678", []hit{{"护照号", "E12345678", "E******78"}}},
		{"肇事车辆冀A8K123已扣留", []hit{{"车牌号", "冀A8K123", "冀A***23"}}},
		{"新能源车冀AD12345", []hit{{"车牌号", "冀AD12345", "冀A****45"}}},
		{"发到zhang.san@mail.example即可", []hit{{"电子邮箱", "zhang.san@mail.example", "z********@mail.example"}}},
		{"家住澜川市澜城区学府街道柳浪路29号3单元501室", []hit{{"详细地址", "澜川市澜城区学府街道柳浪路29号3单元501室", "澜川市澜城区学府街道***"}}},
		{"统一社会信用代码91990100MA3113736D", nil},
		{"服务热线12345、4008123456", nil},
		{"已遮盖：138****1234，35*************123", nil},
		{"澜政办发〔2024〕12号、LC0010010/2019-00018", nil},
		{"投资13812345678元，编号13812345678", nil},
	} {
		var got []hit
		for _, p := range disclosure.FindPersonal(c.text) {
			got = append(got, hit{string(p.Kind), p.Text, p.Masked})
			if c.text[p.Start:p.End] != p.Text {
				t.Errorf("%s: the range %d-%d is not %q", c.text, p.Start, p.End, p.Text)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s\n%s", c.text, diff)
		}
	}
}

func TestWhatAnOfficePublishesIsTold(t *testing.T) {
	for text, published := range map[string]bool{
		"咨询电话：0199-65551008":                    true,
		"联系电话：0199-65551008":                    true,
		"市财政局，0199-65551022":                    true,
		"联系人：王某某0199-65551008，李某某0199-65551009": true,
		"0199-65551008（市政府办公室）":                 true,
		"意见请发送至opinion@lanchuan.example":        true,
		"电子邮箱：a@lanchuan.gov.cn":                true,
		"办公地址：澜川市湖滨大道1号市政府大楼5层501室":             true,
		"申请人王小明，联系电话：13812345678":               false,
		"王小明，联系电话：13812345678":                  false,
		"我的电话是0199-65551008":                    false,
		"手机号13812345678":                        false,
	} {
		found := disclosure.FindPersonal(text)
		if len(found) == 0 {
			t.Errorf("%s: nothing is found", text)
			continue
		}
		for _, p := range found {
			if (p.Publishing != "") != published {
				t.Errorf("%s: %s is published %q", text, p.Text, p.Publishing)
			}
		}
	}
}

func TestMask(t *testing.T) {
	for text, want := range map[string]string{
		"我叫王小明，电话13812345678，怎么办低保":     "我叫王小明，电话138****5678，怎么办低保",
		"咨询电话0199-65551008是哪里的":         "咨询电话0199-65551008是哪里的",
		"联系电话13812345678":               "联系电话138****5678",
		"手机138 1234 5678":               "手机138******5678",   // as many characters as before
		"编号：13812345678；其他":             "编号：138****5678；其他", // rather too much
		"信用代码９１９９０１００ＭＡ３１１３７３６Ｄ":        "信用代码９１**************６Ｄ",
		"信用代码9199 0100 MA31 1373 6D":    "信用代码91******************6D",
		"信用代码91990100MA31137360":        "信用代码91990100MA31137360", // wrong check character
		"意见请发送至opinion@a.gov.cn":        "意见请发送至o***************",
		"ｚhang１@mail.example":           "ｚ******************",
		"驾驶冀A8K123":                     "驾驶冀A****3",
		"护照E12345678":                   "护照E******78",
		"家住澜川市澜城区学府街道柳浪路29号3单元501室":     "家住澜川市澜城区学府街道*************",
		"申请人张三丰，身份证号990102199003071233": "申请人张**，身份证号99*************233",
		"没有什么要遮盖":                       "没有什么要遮盖",
	} {
		if got := disclosure.Mask(text); got != want {
			t.Errorf("%s becomes %s, want %s", text, got, want)
		}
	}
}

// A thousand generated lines: 600 with personal information, 400 with numbers that look like it.
func TestRecallAndFalseAlarmsOnGeneratedLines(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 7))
	missed, lines := 0, 0
	for i := range 600 {
		line, secret := personalLine(random, i)
		lines++
		if !covers(disclosure.FindPersonal(line), secret, line) {
			missed++
			t.Logf("missed: %s", line)
		}
	}
	alarms := 0
	for i := range 400 {
		line := harmlessLine(random, i)
		for _, p := range disclosure.FindPersonal(line) {
			if p.Publishing == "" {
				alarms++
				t.Logf("false alarm: %s %s in %s", p.Kind, p.Text, line)
				break
			}
		}
	}
	t.Logf("missed %d of 600, %d false alarms in 400", missed, alarms)
	if missed > 6 || alarms > 4 {
		t.Errorf("recall must be 99%% and false alarms 1%% at most")
	}
}

// covers says whether a finding that is not taken for an office's covers the secret.
func covers(found []disclosure.Personal, secret, line string) bool {
	at := strings.Index(line, secret)
	for _, p := range found {
		if p.Publishing == "" && p.Start <= at && p.End >= at+len(secret) {
			return true
		}
	}
	return false
}

func digits(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte(byte('0' + r.IntN(10)))
	}
	return b.String()
}

func pick(r *rand.Rand, list ...string) string { return list[r.IntN(len(list))] }

func identityNumber(r *rand.Rand) string {
	id := fmt.Sprintf("99%s%04d%02d%02d%s", digits(r, 4), 1940+r.IntN(75), 1+r.IntN(12), 1+r.IntN(28), digits(r, 3))
	weight, sum := 1, 0
	for i := 16; i >= 0; i-- {
		weight = weight * 2 % 11
		sum += int(id[i]-'0') * weight
	}
	return id + "10X98765432"[sum%11:sum%11+1]
}

func cardNumber(r *rand.Rand) string {
	body := pick(r, "62", "6222", "621700", "4", "52")
	n := 15
	if body[0] == '6' {
		n = 15 + 3*r.IntN(2)
	}
	body += digits(r, n-len(body))
	sum := 0
	for i := range len(body) {
		d := int(body[len(body)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return body + fmt.Sprint((10-sum%10)%10)
}

func name(r *rand.Rand) string {
	return pick(r, "王", "李", "张", "欧阳", "孙", "何") + pick(r, "小明", "建国", "芳", "志强", "静怡")
}

func personalLine(r *rand.Rand, i int) (line, secret string) {
	switch i % 10 {
	case 0:
		secret = identityNumber(r)
		if r.IntN(4) == 0 {
			secret = strings.ToLower(secret)
		}
		return pick(r, "持证人身份证号：", "公民身份号码", "经查，", name(r)+"，") + secret + pick(r, "。", "，男", "办理"), secret
	case 1:
		secret = fmt.Sprintf("1%d%s", 3+r.IntN(7), digits(r, 9))
		if r.IntN(3) == 0 {
			secret = secret[:3] + pick(r, "-", " ") + secret[3:7] + pick(r, "-", " ") + secret[7:]
		}
		return pick(r, "手机号", "请打我手机", "申请人电话：", name(r)+"，联系电话：", "来电人") + secret + pick(r, "", "。", "，谢谢"), secret
	case 2:
		secret = pick(r, "010", "021", "0311", "0531") + pick(r, "-", "－", " ") + fmt.Sprint(2+r.IntN(7)) + digits(r, 7)
		return pick(r, "家里座机", "申请人电话：", "我的固话是", "宅电") + secret + pick(r, "", "，晚上在家"), secret
	case 3:
		secret = cardNumber(r)
		if len(secret) == 16 && r.IntN(2) == 0 {
			secret = secret[:4] + " " + secret[4:8] + " " + secret[8:12] + " " + secret[12:]
		}
		return pick(r, "银行卡号：", "打到我卡上", "卡号", "补贴发放账号：") + secret + pick(r, "", "，"+name(r)), secret
	case 4:
		secret = pick(r, "E", "G", "EA", "EK")
		secret += digits(r, 9-len(secret))
		return pick(r, "护照号", "护照：", "本人持", "证件号码为") + secret + pick(r, "。", "，请核实"), secret
	case 5:
		secret = pick(r, "冀", "京", "粤", "沪", "川") + pick(r, "A", "B", "F") + pick(r, "D"+digits(r, 5), digits(r, 5), digits(r, 2)+"K"+digits(r, 2), "F"+digits(r, 4))
		return pick(r, "车牌号", "违停车辆", "驾驶", "号牌为") + secret + pick(r, "的小型轿车", "。", ""), secret
	case 6:
		secret = pick(r, "zhang", "li.si", "wang_wu", "x") + digits(r, 3) + "@" + pick(r, "mail.example", "a.example.com", "post.example.net")
		return pick(r, "申请人邮箱：", "我的邮箱是", name(r)+"，邮箱：", "回复到") + secret + pick(r, "", "，谢谢"), secret
	case 7:
		secret = "澜川市" + pick(r, "澜城区", "棠溪县") + pick(r, "学府街道", "北岭镇", "") + pick(r, "柳浪路", "钟楼街") + digits(r, 2) + "号" + pick(r, "湖畔小区3号楼2单元", "7栋1单元", "12幢") + "50" + digits(r, 1) + "室"
		return pick(r, "家住", "申请人住址：", "收货地址为", "房屋位于", "") + secret + pick(r, "。", "，请上门"), secret
	case 8:
		secret = "棠溪县" + pick(r, "石门镇", "柳河乡") + pick(r, "王庄村", "前屯村") + digits(r, 1) + "组" + digits(r, 2) + "号"
		return pick(r, "户籍地址：", "申请人家住", "现居住于", "当事人"+name(r)+"，住") + secret + "。", secret
	}
	secret = name(r)
	return pick(r, "", "姓名：", "申请人", "1、") + secret + pick(r, "，身份证号", "，", " ", "（身份证号码：") + identityNumber(r), secret
}

func harmlessLine(r *rand.Rand, i int) string {
	switch i % 12 {
	case 0:
		return pick(r, "统一社会信用代码：", "信用代码") + pick(r, "91990100MA3113736D", "91990100MA3127468A", "91990100MA3141198G") + "，法定代表人见附件"
	case 1:
		return pick(r, "咨询电话：", "监督举报电话：", "联系电话：", "市民政局办公室：", "请拨打") + "0199-6555" + digits(r, 4) + pick(r, "", "（工作日）")
	case 2:
		return fmt.Sprintf("澜政办发〔20%02d〕%d号文件印发，索引号00001434%s/20%02d-%s", 10+r.IntN(15), 1+r.IntN(99), digits(r, 1), 10+r.IntN(15), digits(r, 5))
	case 3:
		return "总投资" + digits(r, 1) + "3" + digits(r, 9) + pick(r, "元", ".50元", "万元") + "，其中中央资金" + digits(r, 8) + "元"
	case 4:
		return fmt.Sprintf("项目统一代码20%02d-990100-48-01-%s，招标编号LCGC-2024-%s", 10+r.IntN(15), digits(r, 6), digits(r, 8))
	case 5:
		return pick(r, "订单编号", "流水号", "合同编号：", "许可证编号") + "2" + digits(r, 17)
	case 6:
		return pick(r, "意见请发送至", "投诉邮箱：", "电子邮箱：") + "service" + digits(r, 2) + "@" + pick(r, "lanchuan.gov.cn", "lanchuan.example")
	case 7:
		return pick(r, "办公地址：", "受理地点：", "地址：", "大厅位于") + "澜川市澜城区湖滨大道" + digits(r, 2) + "号" + pick(r, "市政务服务中心", "市政府大楼5层501室", "")
	case 8:
		return "中签人：" + pick(r, "张**", "李*", "王某") + "，电话138****" + digits(r, 4) + "，证号35*************" + digits(r, 3)
	case 9:
		return fmt.Sprintf("20%02d年%d月%d日至20%02d-0%d-1%d 08:30，共%s人次", 10+r.IntN(15), 1+r.IntN(12), 1+r.IntN(28), 10+r.IntN(15), 1+r.IntN(9), r.IntN(10), digits(r, 6))
	case 10:
		return pick(r, "拨打12345热线", "客服4008"+digits(r, 6), "报警110，火警119", "热线96"+digits(r, 3)) + "，全天24小时"
	}
	return pick(r, "执行GB/T 9704-2012、GB 11643-1999标准", "京津冀A级景区、川A股上市公司", "环湖快速路（北段）K1+200至K3+450段", "第三组第2号提案，三室一厅户型120套", "见附件第13812345678号表") +
		"，共" + digits(r, 3) + "项"
}

// What is stored is blotted wherever it stands: no line of personal data keeps its secret, no number behind 编号 either.
func TestMaskHidesGeneratedPersonalData(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 3))
	kept := 0
	for i := range 600 {
		line, secret := personalLine(random, i)
		if strings.Contains(disclosure.Mask("订单编号："+line), secret) {
			kept++
			t.Logf("kept: %s", line)
		}
	}
	if kept > 6 {
		t.Errorf("%d of 600 are kept, at most 1%% may be", kept)
	}
}

func FuzzFindPersonal(f *testing.F) {
	for _, seed := range []string{"申请人张三丰，身份证号990102199003071233", "＋86 138-1234-5678@x", "冀A", "家住澜川市1号2室", "(0199)65551008", "1@b.c\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, p := range disclosure.FindPersonal(text) {
			if p.Start < last || p.End <= p.Start || p.End > len(text) || text[p.Start:p.End] != p.Text {
				t.Fatalf("%q: %+v", text, p)
			}
			if utf8.ValidString(text) && !utf8.ValidString(p.Text+p.Masked) {
				t.Fatalf("%q: not on rune boundaries: %+v", text, p)
			}
			last = p.End
		}
		if masked := disclosure.Mask(text); utf8.RuneCountInString(masked) != utf8.RuneCountInString(text) {
			t.Fatalf("%q becomes %q", text, masked)
		}
	})
}

func ExampleMask() {
	fmt.Println(disclosure.Mask("我的手机是13812345678，低保怎么办？"))
	// Output: 我的手机是138****5678，低保怎么办？
}

func BenchmarkFindPersonal(b *testing.B) {
	text := strings.Repeat("第十二条 申请人应当自2024年5月1日起20个工作日内，向市民政局（联系电话：0199-65554180）提出申请，标准为每人每月100元。", 300)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		disclosure.FindPersonal(text)
	}
}
