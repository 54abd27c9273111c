package chat_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/gorilla/websocket"

	"github.com/zwgk/zwgk/qa/chat"
)

// A portal mounts the chat's routes and closes the server when it goes down. Here one visitor asks one question.
func ExampleNewServer() {
	server := chat.NewServer(&fake{}, nil) // a host passes its *qa.Assistant
	mux := http.NewServeMux()
	server.Routes(mux)
	portal := httptest.NewServer(mux)
	defer portal.Close()
	defer server.Close(context.Background())

	ws, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(portal.URL, "http")+"/chat", http.Header{"Origin": {portal.URL}})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer ws.Close()
	var hello chat.HelloMessage
	var answer chat.AnswerMessage
	if err := ws.ReadJSON(&hello); err != nil {
		fmt.Println(err)
		return
	}
	if err := ws.WriteMessage(websocket.TextMessage, []byte(`{"type":"ask","id":"1","text":"高龄津贴怎么申请？"}`)); err != nil {
		fmt.Println(err)
		return
	}
	if err := ws.ReadJSON(&answer); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(answer.Outcome, answer.Text)
	fmt.Println(answer.Citations[0].Number, answer.Citations[0].Title)
	// Output:
	// answered 向户籍所在地村（社区）提出申请。
	// 云民发〔2024〕3号 高龄津贴发放办法
}

func ExampleMask() {
	fmt.Println(chat.Mask("我的电话是13800138000，身份证11010519491231002X"))
	// Output: 我的电话是138****8000，身份证11*************02X
}
