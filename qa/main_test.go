package qa_test

import (
	"testing"

	"go.uber.org/goleak"
)

// tests are the tests of the package; the town that they share is closed behind them.
type tests struct{ *testing.M }

func (m tests) Run() int {
	code := m.M.Run()
	if made, err := theTown(); err == nil {
		made.index.Close()
	}
	return code
}

// TestMain fails when a test leaves a goroutine behind. The engine's analysis workers are started once for the process.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(tests{m}, goleak.IgnoreTopFunction("github.com/blevesearch/bleve_index_api.AnalysisWorker"))
}
