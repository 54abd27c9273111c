package chinese_test

import (
	"fmt"

	"github.com/zwgk/zwgk/search/chinese"
)

func ExampleAnalyzer_Append() {
	const text = "住房公積金按國辦發[2024]３號提取"
	for _, t := range chinese.Default().Append(nil, text, chinese.Word|chinese.Subword|chinese.Whole) {
		fmt.Println(t.Text, "←", text[t.Start:t.End])
	}
	// Output:
	// 住房公积金 ← 住房公積金
	// 住房 ← 住房
	// 公积金 ← 公積金
	// 公积 ← 公積
	// 积金 ← 積金
	// 按 ← 按
	// 国办发〔2024〕3号 ← 國辦發[2024]３號
	// 国办发 ← 國辦發
	// 国办发 ← 國辦發
	// 国办 ← 國辦
	// 办发 ← 辦發
	// 〔2024〕3号 ← [2024]３號
	// 2024 ← 2024
	// 3 ← ３
	// 号 ← 號
	// 提取 ← 提取
}

func ExampleNormalize() {
	n := chinese.Normalize("自二〇二四年三月五日起施行")
	fmt.Println(n.Text)
	start, end := n.Original(3, 7)
	fmt.Println("自二〇二四年三月五日起施行"[start:end])
	// Output:
	// 自2024年3月5日起施行
	// 二〇二四
}

func ExampleSentences() {
	const text = "他问：“怎么办？”带身份证到窗口。"
	for _, s := range chinese.Sentences(text) {
		fmt.Println(text[s.Start:s.End])
	}
	// Output:
	// 他问：“怎么办？”
	// 带身份证到窗口。
}

func ExampleAnalyzer_AddWords() {
	a, err := chinese.New(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	a.AddWords("青云里便民驿站")
	for _, t := range a.Append(nil, "青云里便民驿站在哪里", chinese.Word) {
		fmt.Println(t.Text)
	}
	// Output:
	// 青云里便民驿站
	// 在
	// 哪里
}
