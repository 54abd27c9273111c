package chat

import (
	"bytes"
	"crypto/sha512"
	"embed"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
)

//go:embed widget
var widgetFiles embed.FS

// widgetParts are the pieces of the widget in the order in which they stand in its one module. They share its scope;
// the style sheet becomes the constant STYLE before them.
var widgetParts = []string{"words.js", "element.js", "session.js", "transport.js", "answer.js", "composer.js", "chat.js"}

// Asset is a file that pages load: what to write into their script tag, and what to serve there.
type Asset struct {
	Path      string // /chat/zwgk-chat.<hash>.js; another content has another path
	Integrity string // sha384-…, for the integrity attribute
	Content   []byte
}

var widget = sync.OnceValue(func() Asset {
	read := func(name string) []byte {
		data, err := widgetFiles.ReadFile("widget/" + name)
		if err != nil {
			panic("chat: " + err.Error()) // embedded
		}
		return data
	}
	var b bytes.Buffer
	b.WriteString("// <zwgk-chat>: the chat of a government portal. One ES module, no dependency.\nconst STYLE = ")
	style := json.NewEncoder(&b)
	style.SetEscapeHTML(false)
	if err := style.Encode(string(read("style.css"))); err != nil {
		panic("chat: " + err.Error())
	}
	for _, name := range widgetParts {
		b.WriteByte('\n')
		b.Write(read(name))
	}
	sum := sha512.Sum384(b.Bytes())
	name := base64.RawURLEncoding.EncodeToString(sum[:9])
	return Asset{"/chat/zwgk-chat." + name + ".js", "sha384-" + base64.StdEncoding.EncodeToString(sum[:]), b.Bytes()}
})

// Widget returns the widget <zwgk-chat> as one ES module without dependencies, for a page to load:
//
//	<script type="module" src="{Path}" integrity="{Integrity}" crossorigin="anonymous"></script>
//	<zwgk-chat><a href="/chat">在线问答</a></zwgk-chat>
//
// The link inside is what a visitor without script sees. See widget/README.md for its attributes.
func Widget() Asset { return widget() }

// serveWidget serves the module under its path for ever, and under /chat/zwgk-chat.js afresh each time.
func serveWidget(w http.ResponseWriter, r *http.Request) {
	asset := Widget()
	name := r.PathValue("file")
	switch {
	case strings.HasSuffix(asset.Path, "/"+name):
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	case name == "zwgk-chat.js":
		w.Header().Set("Cache-Control", "no-cache")
	default:
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Access-Control-Allow-Origin", "*") // public code; integrity needs CORS
	w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
	w.Write(asset.Content)
}
