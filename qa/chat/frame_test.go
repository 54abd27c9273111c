package chat_test

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/zwgk/zwgk/qa/chat"
)

// raw is a client that writes whatever bytes it likes after the handshake.
func raw(t testing.TB, web *httptest.Server) (net.Conn, *bufio.Reader) {
	t.Helper()
	conn, err := net.Dial("tcp", web.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	conn.SetDeadline(time.Now().Add(10 * time.Second))
	fmt.Fprintf(conn, "GET /chat HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
		web.Listener.Addr(), web.URL)
	reader := bufio.NewReader(conn)
	for {
		line, err := reader.ReadString('\n')
		if err != nil {
			t.Fatalf("handshake: %v", err)
		}
		if strings.TrimSpace(line) == "" {
			return conn, reader
		}
	}
}

// frame builds a frame of at most 125 bytes; first is FIN, RSV and opcode.
func frame(first byte, masked bool, payload []byte) []byte {
	b := []byte{first, byte(len(payload))}
	if masked {
		b[1] |= 0x80
		b = append(b, 0, 0, 0, 0) // a mask of zeros
	}
	return append(b, payload...)
}

// closeFrame reads frames until a close frame and returns its code, 0 for a connection that was cut.
func closeFrame(reader *bufio.Reader) int {
	for {
		var head [2]byte
		if _, err := io.ReadFull(reader, head[:]); err != nil {
			return 0
		}
		length := int(head[1] & 0x7f)
		if length == 126 {
			var extended [2]byte
			if _, err := io.ReadFull(reader, extended[:]); err != nil {
				return 0
			}
			length = int(binary.BigEndian.Uint16(extended[:]))
		}
		payload := make([]byte, length)
		if _, err := io.ReadFull(reader, payload); err != nil {
			return 0
		}
		if head[0]&0x0f == 8 {
			if len(payload) < 2 {
				return 1005
			}
			return int(binary.BigEndian.Uint16(payload))
		}
	}
}

// C4: frames that break the protocol close with the code RFC 6455 names.
func TestBrokenFramesCloseWithTheirCode(t *testing.T) {
	_, web := start(t, &fake{}, generous(), chat.Clocks{})
	for name, c := range map[string]struct {
		bytes []byte
		code  int
	}{
		"binary":                  {frame(0x82, true, []byte("{}")), 1003},
		"invalid UTF-8":           {frame(0x81, true, []byte("\xff\xfe")), 1007},
		"cut UTF-8":               {frame(0x81, true, []byte("\xe9\xab")), 1007},
		"unmasked":                {frame(0x81, false, []byte("{}")), 1002},
		"reserved bit 1":          {frame(0xc1, true, []byte("{}")), 1002},
		"reserved bit 2":          {frame(0xa1, true, []byte("{}")), 1002},
		"reserved bit 3":          {frame(0x91, true, []byte("{}")), 1002},
		"fragmented ping":         {frame(0x09, true, nil), 1002},
		"ping of 126 bytes":       {append([]byte{0x89, 0xfe, 0, 126, 0, 0, 0, 0}, make([]byte, 126)...), 1002},
		"unknown opcode 3":        {frame(0x83, true, nil), 1002},
		"unknown opcode 11":       {frame(0x8b, true, nil), 1002},
		"continuation of nothing": {frame(0x80, true, []byte("x")), 1002},
		"text within a text":      {append(frame(0x01, true, []byte("{")), frame(0x81, true, []byte("}"))...), 1002},
		"close of one byte":       {frame(0x88, true, []byte{3}), 1005}, // gorilla reads it as a close without a code
		"close with a bad code":   {frame(0x88, true, []byte{0, 1}), 1002},
		"close with bad UTF-8":    {frame(0x88, true, []byte{3, 232, 0xff}), 1002},
		"16 EiB":                  {[]byte{0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0}, 1009},
	} {
		conn, reader := raw(t, web)
		conn.Write(c.bytes)
		if code := closeFrame(reader); code != c.code && !(name == "16 EiB" && (code == 1002 || code == 0)) {
			t.Errorf("%s: closed with %d, want %d", name, code, c.code)
		}
		conn.Close()
	}
}

// FuzzFrames throws bytes at an open connection. Nothing may panic, and a visitor beside it is still answered.
func FuzzFrames(f *testing.F) {
	f.Add(frame(0x81, true, []byte(`{"type":"ask","id":"1","text":"a"}`)))
	f.Add(frame(0x82, true, []byte("x")))
	f.Add([]byte{0x81, 0xff, 0, 0, 0, 0, 1, 0, 0, 0, 1, 2, 3, 4})
	f.Add(append(frame(0x01, true, []byte(`{"type":`)), frame(0x80, true, []byte(`"history"}`))...))
	_, web := start(f, &fake{}, generous(), chat.Clocks{})
	visitor := connect(f, web)
	n := 0
	f.Fuzz(func(t *testing.T, data []byte) {
		conn, reader := raw(t, web)
		conn.SetDeadline(time.Now().Add(2 * time.Second))
		conn.Write(data)
		conn.(*net.TCPConn).CloseWrite()
		io.Copy(io.Discard, reader)
		conn.Close()
		n++
		if n%50 == 0 {
			visitor.t = t
			if m := visitor.exchange(fmt.Sprintf(`{"type":"ask","id":"%d","text":"高龄津贴"}`, n)); m["type"] != "answer" {
				t.Fatalf("the visitor beside got %v", m)
			}
		}
	})
}

// TestRandomBytesDoNoHarm is a short run of the same for every build: 300 connections of seeded noise.
func TestRandomBytesDoNoHarm(t *testing.T) {
	server, web := start(t, &fake{}, generous(), chat.Clocks{})
	noise := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		conn, reader := raw(t, web)
		data := make([]byte, noise.IntN(200))
		for i := range data {
			data[i] = byte(noise.Uint32())
		}
		conn.Write(bytes.Join([][]byte{frame(0x81, true, data[:min(len(data), 100)]), data}, nil))
		conn.(*net.TCPConn).CloseWrite()
		io.Copy(io.Discard, reader)
		conn.Close()
	}
	if m := connect(t, web).exchange(`{"type":"ask","id":"1","text":"高龄津贴"}`); m["type"] != "answer" {
		t.Errorf("after the noise: %v", m)
	}
	eventually(t, "all are gone", func() bool { return server.Connections() == 1 })
}
