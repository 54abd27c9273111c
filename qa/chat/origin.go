package chat

import (
	"net/http"
	"net/url"
	"strings"
)

// originAllowed says whether the page that sent the request may talk to us. A missing Origin is the caller's matter.
//
// Same-origin compares the Origin byte for byte with what a browser would send for this host, in lower case and
// without a default port. An https page may talk to a plain-http server of its own host, which is how a server
// behind a TLS proxy looks from inside; an http page may not talk to an https server.
func (a Access) originAllowed(r *http.Request, secure bool) bool {
	origins := r.Header.Values("Origin")
	if len(origins) != 1 {
		return false
	}
	origin := origins[0]
	if len(a.Origins) > 0 {
		for _, allowed := range a.Origins {
			if origin == allowed {
				return true
			}
		}
		return false
	}
	u, err := url.Parse(origin)
	if err != nil || u.Host == "" || origin != u.Scheme+"://"+u.Host {
		return false
	}
	host := strings.ToLower(r.Host)
	switch u.Scheme {
	case "https":
		return u.Host == strings.TrimSuffix(host, ":443")
	case "http":
		return !secure && u.Host == strings.TrimSuffix(host, ":80")
	}
	return false
}

// secure says whether the request arrived over TLS, as we see it or as a trusted proxy tells.
func (a Access) secure(r *http.Request) bool {
	return r.TLS != nil || a.trusts(remote(r)) && r.Header.Get("X-Forwarded-Proto") == "https"
}
