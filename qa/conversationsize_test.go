package qa

import (
	"fmt"
	"strings"
	"testing"
	"unsafe"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

func TestAConversationOfFiveThousandTurnsStaysWithinFourKiB(t *testing.T) {
	index, err := search.Open("", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer index.Close()
	a, err := New(index, []disclosure.FAQ{{ID: "a", Question: "高龄津贴怎么申请？", Answer: "向街道申请。"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	id := strings.Repeat("c", maxIDBytes)
	for i := range 5000 {
		text := fmt.Sprintf("第%d个问题，我叫王五，电话13812345678，高龄津贴怎么申请%s", i, strings.Repeat("呀", i%300))
		switch i % 4 {
		case 1:
			text = "那需要什么材料"
		case 2:
			text = fmt.Sprintf("手机号13812345678的第%d家%s呢", i, strings.Repeat("呀", i%10))
		}
		if _, err := a.Ask(t.Context(), Question{Text: text, Conversation: id}); err != nil {
			t.Fatal(err)
		}
	}
	c := a.conversations.get(id)
	if size := int(unsafe.Sizeof(c)) + len(c.id) + len(c.topic) + len(c.asked) + len(c.document) + len(c.faq) + len(strings.Join(c.focus[:], "")); size > 4<<10 {
		t.Errorf("%d bytes", size)
	}
	if n := a.conversations.recent.Len(); n != 1 {
		t.Errorf("%d conversations", n)
	}
	if kept := c.topic + c.asked; kept == "" || strings.Contains(kept, "13812345678") {
		t.Errorf("kept %q", kept)
	}
}
