package main

import (
	"math/rand/v2"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/examples/sample"
)

// questions are what is asked, in an order that is the same in every run.
type questions struct {
	bases []string // as an FAQ, a variant or the title of a document words them
	order []int    // which question is asked at each place; nil: each once, in turn
}

// What people write before and behind a question. Each makes another question of it, for a cache too.
var (
	openings = []string{"", "请问", "你好，", "我想问一下，", "想咨询：", "麻烦问下", "老师您好，", "帮我查查", "急，", "再问一个，"}
	closings = []string{"", "谢谢", "，在哪里看", "，求解答", "？？", "，我是外地来的", "，今年的", "，帮我妈问的", "啊", "，说详细点"}
)

// newQuestions prepares n questions: all different where kinds is 0, else of so many kinds, the k-th asked in proportion to
// 1/k (Zipf's law), as the hot questions of a portal are.
func newQuestions(kinds, n int) (*questions, error) {
	q := &questions{bases: []string{"今天天气怎么样", "火星上怎么落户", "哈哈"}}
	faqs, err := sampleFAQs()
	if err != nil {
		return nil, err
	}
	for _, faq := range faqs {
		q.bases = append(append(q.bases, faq.Question), faq.Variants...)
	}
	for document, err := range disclosure.DecodeDocuments(sample.Documents()) {
		if err != nil {
			return nil, err
		}
		q.bases = append(q.bases, document.Title+"是什么时候发布的", document.Title+"主要讲什么")
	}
	random := rand.New(rand.NewPCG(6, 9))
	random.Shuffle(len(q.bases), func(i, j int) { q.bases[i], q.bases[j] = q.bases[j], q.bases[i] })
	if kinds > 0 {
		zipf := rand.NewZipf(random, 1.0001, 1, uint64(kinds-1))
		for range n {
			q.order = append(q.order, int(zipf.Uint64()))
		}
	}
	return q, nil
}

// at returns the n-th question.
func (q *questions) at(n int) string {
	if q.order != nil {
		n = q.order[n%len(q.order)]
	}
	base, frame := q.bases[n%len(q.bases)], n/len(q.bases)
	return openings[frame%len(openings)] + base + closings[frame/len(openings)%len(closings)]
}

// different counts the different ones among n from the place from on.
func (q *questions) different(from, n int) int {
	seen := make(map[string]bool)
	for i := range n {
		seen[q.at(from+i)] = true
	}
	return len(seen)
}
