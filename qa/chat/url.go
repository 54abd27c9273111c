package chat

import (
	"net/url"
	"strings"
)

// safeURL returns the address if a page may link to it: http, https, tel, or a path of the same site; otherwise "".
// Browsers skip control characters inside a scheme and read \ as /, so an address that has either is no link.
func safeURL(address string) string {
	if address == "" || strings.ContainsFunc(address, func(r rune) bool { return r < ' ' || r == '\\' || r == 0x7f }) {
		return ""
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	switch {
	case u.Scheme == "http" || u.Scheme == "https":
		if u.Host == "" || u.User != nil {
			return ""
		}
		return address
	case u.Scheme == "tel":
		return address
	case u.Scheme == "" && u.Host == "" && strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//"):
		return address
	}
	return ""
}
