package main

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"

	"github.com/zwgk/zwgk/qa/chat"
)

// metricsHandler shows the chat's counters in the text exposition format 0.0.4 of Prometheus.
func metricsHandler(counters *chat.Counters) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		writeMetrics(w, counters.Snapshot())
	})
}

func writeMetrics(w io.Writer, s chat.Snapshot) {
	fmt.Fprintf(w, "# TYPE zwgk_chat_connections gauge\nzwgk_chat_connections %d\n", s.Connections)
	fmt.Fprintf(w, "# TYPE zwgk_chat_late_answers gauge\nzwgk_chat_late_answers %d\n", s.Late)
	counter(w, "zwgk_chat_received_total", "type", s.Received)
	counter(w, "zwgk_chat_refused_total", "reason", s.Refused)
	counter(w, "zwgk_chat_answered_total", "outcome", s.Answered)
	closed := make(map[string]int)
	for code, n := range s.Closed {
		closed[fmt.Sprint(code)] = n
	}
	counter(w, "zwgk_chat_closed_total", "code", closed)
	fmt.Fprint(w, "# TYPE zwgk_chat_answer_seconds histogram\n")
	total := 0
	for i, n := range s.Buckets {
		total += n
		bound := "+Inf"
		if i < len(chat.AnswerBuckets) {
			bound = fmt.Sprint(chat.AnswerBuckets[i].Seconds())
		}
		fmt.Fprintf(w, "zwgk_chat_answer_seconds_bucket{le=%q} %d\n", bound, total)
	}
	fmt.Fprintf(w, "zwgk_chat_answer_seconds_sum %g\nzwgk_chat_answer_seconds_count %d\n", s.Seconds, total)
}

// counter writes one counter. Labels come from fixed sets of this program, never from visitors.
func counter(w io.Writer, name, label string, counts map[string]int) {
	fmt.Fprintf(w, "# TYPE %s counter\n", name)
	for _, value := range slices.Sorted(maps.Keys(counts)) {
		fmt.Fprintf(w, "%s{%s=%q} %d\n", name, label, value, counts[value])
	}
}
