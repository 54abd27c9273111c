package qa

// beside does some work beside what its caller goes on with, and returns how to wait for what it makes. A panic there is the
// waiting one's, whose caller may recover from it: elsewhere it would end the host.
func beside[T any](work func() T) (wait func() T) {
	var made T
	var fault any
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { fault = recover() }()
		made = work()
	}()
	return func() T {
		<-done
		if fault != nil {
			panic(fault)
		}
		return made
	}
}
