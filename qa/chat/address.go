package chat

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"
)

// remote returns the address of the peer, or the zero Addr where the server runs on something without one.
func remote(r *http.Request) netip.Addr {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	return peer.Addr().Unmap()
}

func (a Access) trusts(address netip.Addr) bool {
	for _, prefix := range a.Proxies {
		if address.IsValid() && prefix.Contains(address) {
			return true
		}
	}
	return false
}

// visitor returns the address of the person: the peer, or where the peer is a trusted proxy the last address in
// X-Forwarded-For that is not one. Whatever stands left of that was written by the visitor and is not believed.
func (a Access) visitor(r *http.Request) netip.Addr {
	address := remote(r)
	if !a.trusts(address) {
		return address
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		address = hop.Unmap().WithZone("")
		if !a.trusts(address) {
			break
		}
	}
	return address
}

// bucket is what shares one limit: an IPv4 address, or the /64 that a provider hands to one IPv6 customer.
func bucket(address netip.Addr) netip.Addr {
	if address.Is6() {
		if prefix, err := address.Prefix(64); err == nil {
			return prefix.Addr()
		}
	}
	return address
}

// pseudonyms turns addresses into keyed hashes for logs. The key is random, lives in memory and changes every day,
// so that a log alone neither names a visitor nor follows one for longer than a day.
type pseudonyms struct {
	mu  sync.Mutex
	day string
	key [32]byte
}

func (p *pseudonyms) of(address netip.Addr, now time.Time) string {
	p.mu.Lock()
	if day := now.UTC().Format(time.DateOnly); day != p.day {
		p.day = day
		rand.Read(p.key[:]) // never fails since Go 1.24
	}
	mac := hmac.New(sha256.New, p.key[:])
	p.mu.Unlock()
	mac.Write(address.AsSlice())
	return hex.EncodeToString(mac.Sum(nil)[:8])
}
