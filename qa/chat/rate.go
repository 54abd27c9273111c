package chat

import (
	"container/list"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// addresses counts, for each address, its open connections and its messages. The least recently seen address
// without a connection is forgotten first.
type addresses struct {
	mu      sync.Mutex
	limits  Limits
	entries map[netip.Addr]*list.Element
	order   *list.List // *addressEntry, most recently seen first
}

type addressEntry struct {
	address     netip.Addr
	connections int
	messages    *rate.Limiter
	suggestions *rate.Limiter
}

func newAddresses(limits Limits) *addresses {
	return &addresses{limits: limits, entries: make(map[netip.Addr]*list.Element), order: list.New()}
}

// entry is called with mu held.
func (a *addresses) entry(address netip.Addr) *addressEntry {
	address = bucket(address)
	if element, ok := a.entries[address]; ok {
		a.order.MoveToFront(element)
		return element.Value.(*addressEntry)
	}
	entry := &addressEntry{
		address:  address,
		messages: rate.NewLimiter(rate.Limit(float64(a.limits.PerMinute)/60), a.limits.PerMinute),
		// As-you-type suggestions cost little; they have their own, ten times wider measure.
		suggestions: rate.NewLimiter(rate.Limit(float64(a.limits.PerMinute)/6), a.limits.PerMinute),
	}
	a.entries[address] = a.order.PushFront(entry)
	a.forget()
	return entry
}

func (a *addresses) forget() {
	for element := a.order.Back(); element != nil && len(a.entries) > maxAddresses; {
		previous := element.Prev()
		if entry := element.Value.(*addressEntry); entry.connections == 0 && previous != nil {
			a.order.Remove(element)
			delete(a.entries, entry.address)
		}
		element = previous
	}
}

// connect takes a place for a connection, or returns nil where the address has none left. disconnect gives it back.
func (a *addresses) connect(address netip.Addr) *addressEntry {
	a.mu.Lock()
	defer a.mu.Unlock()
	entry := a.entry(address)
	if entry.connections >= a.limits.PerAddress {
		return nil
	}
	entry.connections++
	return entry
}

func (a *addresses) disconnect(entry *addressEntry) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.entry(entry.address).connections-- // it is there: what has connections is not forgotten
}

// take takes a message's turn; wait is 0 when it has one, else how long until the next.
func (a *addresses) take(address netip.Addr, kind string) (wait time.Duration) {
	a.mu.Lock()
	entry := a.entry(address)
	a.mu.Unlock()
	return entry.take(kind, time.Now())
}

func (e *addressEntry) take(kind string, now time.Time) (wait time.Duration) {
	if kind == "suggest" {
		return turn(e.suggestions, now)
	}
	return turn(e.messages, now)
}

// turn takes one turn of a limiter without waiting for it.
func turn(limiter *rate.Limiter, now time.Time) (wait time.Duration) {
	reservation := limiter.ReserveN(now, 1)
	if wait = reservation.DelayFrom(now); wait > 0 {
		reservation.CancelAt(now)
	}
	return wait
}

// pace limits one connection. Its limiters are made with the first message: most connections never send one.
type pace struct {
	messages    *rate.Limiter
	suggestions *rate.Limiter
	control     *rate.Limiter
}

func (p *pace) take(kind string, perSecond float64, now time.Time) time.Duration {
	if p.messages == nil {
		p.messages = rate.NewLimiter(rate.Limit(perSecond), 5)
		p.suggestions = rate.NewLimiter(rate.Limit(5*perSecond), 10)
	}
	if kind == "suggest" {
		return turn(p.suggestions, now)
	}
	return turn(p.messages, now)
}

// takeControl limits pings of the client: one a second is more than any honest client sends.
func (p *pace) takeControl() bool {
	if p.control == nil {
		p.control = rate.NewLimiter(1, 20)
	}
	return p.control.Allow()
}
