// Package chat puts an assistant on a portal's pages: a websocket server, the same questions over plain HTTP for
// networks that cut websockets, and the widget <zwgk-chat> that a page embeds.
//
//	server := chat.NewServer(assistant, nil)
//	server.Routes(mux)               // /chat, /ask, /suggest, /feedback, the widget, /healthz, /readyz
//	defer server.Close(ctx)          // open conversations are finished and closed with 1001
//
// A host that wants the websocket alone mounts the Server itself: mux.Handle("/chat", server).
//
// # Protocol
//
// Protocol zwgk.v1 (the websocket subprotocol, optional). One JSON object a text frame, at most 8 KiB from a client.
// An object may state "v":1; another version is refused. Unknown types and fields are refused.
//
//	→ {"type":"hello","conversation":"…","last":3}            go on with a conversation after a reconnect
//	→ {"type":"ask","id":"1","text":"高龄津贴怎么申请？"}
//	→ {"type":"suggest","id":"2","text":"高龄"}
//	→ {"type":"feedback","id":"3","message_id":"…","helpful":false,"reason":"内容过时"}
//	→ {"type":"history","id":"4"}
//	→ {"type":"forget","id":"5"}                              the server forgets the conversation
//	← {"type":"hello","v":1,"conversation":"…","welcome":"…","questions":["…"],…}
//	← {"type":"answer","id":"1","message_id":"…","seq":1,"outcome":"answered","text":"…","citations":[…],…}
//	← {"type":"suggest","id":"2","suggestions":["…"]}
//	← {"type":"feedback_ack","id":"3","message_id":"…"}
//	← {"type":"history","id":"4","turns":[{"question":"…","answer":{…}}]}
//	← {"type":"forgotten","id":"5","conversation":"…"}
//	← {"type":"error","id":"1","code":"rate_limited","message":"…","retry_ms":1000}
//
// The id of an ask is the client's own. Asking again under the same id, as a client does that is unsure whether its
// question arrived, never asks twice: on a new connection the stored answer is sent again, on the same one the
// second ask is an error "duplicate". A conversation id is an unguessable value made by the server; whoever holds it
// may go on with the conversation, so it is a secret of the visitor's tab and stands in no log and no address.
//
// # What it is not
//
// It keeps conversations in memory only, for at most two hours. It sets no cookie, knows no user, and has no
// administration: what must outlive the process (feedback, unanswered questions) is handed to the host.
package chat
