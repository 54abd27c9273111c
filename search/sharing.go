package search

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// share does n pieces of work, some at a time, on two processors where there are two: on more, one question would take
// them from the others. It returns when all is done; a panic of any piece is the caller's.
func share(n, some int, work func(from, to int)) {
	if n <= some || runtime.GOMAXPROCS(0) < 2 {
		work(0, n)
		return
	}
	var next atomic.Int64
	run := func() {
		for {
			to := int(next.Add(int64(some)))
			if to-some >= n {
				return
			}
			work(to-some, min(to, n))
		}
	}
	var fault any
	var other sync.WaitGroup
	other.Go(func() {
		defer func() { fault = recover() }()
		run()
	})
	func() {
		defer other.Wait() // the caller's memory is at work until then
		run()
	}()
	if fault != nil {
		panic(fault)
	}
}
