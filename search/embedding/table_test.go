package embedding_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/zwgk/zwgk/search/embedding"
)

func near(a, b string) float64 {
	x, y := embedding.Default().Of(a), embedding.Default().Of(b)
	return embedding.Cosine(&x, &y)
}

func TestWhatPeopleSayIsNearerToWhatAgenciesWriteForItThanToOtherThings(t *testing.T) {
	for _, c := range []struct{ said, written, other string }{
		{"老板", "用人单位", "不动产"},
		{"娃", "未成年子女", "机动车"},
		{"驾照", "机动车驾驶证", "营业执照"},
		{"房本", "不动产权证书", "车辆购置税"},
		{"老人钱", "高龄津贴", "取水许可"},
	} {
		if close, far := near(c.said, c.written), near(c.said, c.other); close < far+0.15 {
			t.Errorf("%s is %.2f near to %s and %.2f to %s", c.said, close, c.written, far, c.other)
		}
	}
}

func TestAnUnknownWordIsMadeUpOfItsCharacters(t *testing.T) {
	if n := near("高龄津贴款", "高龄津贴"); n < 0.6 {
		t.Errorf("%.2f", n)
	}
}

func TestWhatHoldsNoKnownCharacterIsNearNothing(t *testing.T) {
	for _, word := range []string{"", "\xff", "☃", "#", "\n"} {
		if n := near(word, "高龄津贴"); n != 0 {
			t.Errorf("%q: %.2f", word, n)
		}
	}
}

func TestTheVectorsStayUnderSixMegabytes(t *testing.T) {
	info, err := os.Stat("vectors.bin")
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > 6<<20 {
		t.Errorf("%d bytes", info.Size())
	}
}

func TestADamagedFileIsRefused(t *testing.T) {
	whole, err := os.ReadFile("vectors.bin")
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string]string{
		"empty":           "",
		"short":           string(whole[:30]),
		"cut off":         string(whole[:len(whole)-1]),
		"another version": "zwgk vectors 65\n" + string(whole[16:]),
		"fewer names":     strings.Replace(string(whole), "\n#", "##", 1),
	} {
		if _, err := embedding.Read(file); err == nil {
			t.Errorf("%s: read", name)
		}
	}
}

func FuzzOfReadsAnyFileAndWord(f *testing.F) {
	f.Add("zwgk vectors 128\n\x01\x00\x00\x00\x04\x00\x00\x00"+"老\n"+strings.Repeat("\x01", 132), "老板")
	f.Add("", "")
	f.Fuzz(func(t *testing.T, file, word string) {
		if table, err := embedding.Read(file); err == nil {
			table.Of(word)
		}
	})
}

func BenchmarkOf(b *testing.B) {
	for b.Loop() {
		embedding.Default().Of("高龄津贴")
	}
}

func ExampleTable_Of() {
	table := embedding.Default()
	said, written, other := table.Of("开店"), table.Of("市场主体登记"), table.Of("最低生活保障")
	fmt.Println(embedding.Cosine(&said, &written) > embedding.Cosine(&said, &other))
	// Output: true
}
