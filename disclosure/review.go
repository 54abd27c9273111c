package disclosure

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// The steps of review before publication (三审制 and 保密审查; 政府信息公开条例 Art. 17).
const (
	FirstReview   = "一审"
	SecondReview  = "二审"
	ThirdReview   = "三审"
	SecrecyReview = "保密审查"
)

// Verdict is how a review ended.
type Verdict string

// The verdicts.
const (
	Passed   Verdict = "通过"
	Returned Verdict = "退回"
)

// ReviewStep is one act of review. Content is the hash of what was reviewed, Prev the hash of the step before and
// Hash that of this one, so that a step altered or taken out later is noticed.
type ReviewStep struct {
	Step    string    `json:"step"`
	By      string    `json:"by"`
	Verdict Verdict   `json:"verdict"`
	Note    string    `json:"note,omitempty"`
	At      time.Time `json:"at"`
	Content string    `json:"content"`
	Prev    string    `json:"prev,omitempty"`
	Hash    string    `json:"hash"`
}

// ReviewTrail is the chain of a document's reviews, oldest first.
type ReviewTrail []ReviewStep

// Append returns the trail with a step on the document as it now is; Content, Prev and Hash are set here.
func (t ReviewTrail) Append(step ReviewStep, d *Document) ReviewTrail {
	step.Content, step.Prev = ContentHash(d), ""
	if len(t) > 0 {
		step.Prev = t[len(t)-1].Hash
	}
	step.Hash = step.digest()
	return append(slices.Clip(t), step)
}

// digest is the SHA-256 of the step but for its Hash, in hexadecimal.
func (s ReviewStep) digest() string {
	s.Hash = ""
	s.At = s.At.UTC() // the same moment is the same step, in whatever zone it was stored
	data, err := json.Marshal(s)
	if err != nil {
		return "" // a time outside the years of RFC 3339; Verify reports it
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Verify returns an error that names the first step whose hash or link does not fit; nil where the chain is whole.
func (t ReviewTrail) Verify() error {
	prev := ""
	for i, step := range t {
		if digest := step.digest(); digest == "" || step.Hash != digest {
			return fmt.Errorf("disclosure: review step %d (%s) was altered", i+1, step.Step)
		}
		if step.Prev != prev {
			return fmt.Errorf("disclosure: review step %d (%s) does not follow the step before", i+1, step.Step)
		}
		prev = step.Hash
	}
	return nil
}

// Missing returns the steps, of those required, that the document as it now is has not passed. A step counts by its
// last verdict, and only where it was given on the present content: an edit after approval (REV-004) undoes it.
func (t ReviewTrail) Missing(d *Document, required ...string) []string {
	passed := map[string]bool{}
	content := ContentHash(d)
	for _, step := range t {
		passed[step.Step] = step.Verdict == Passed && step.Content == content
	}
	return slices.DeleteFunc(slices.Clone(required), func(step string) bool { return passed[step] })
}

// SamePerson returns the people who passed more than one kind of step, in order of appearance.
func (t ReviewTrail) SamePerson() []string {
	first := map[string]string{}
	var same []string
	for _, step := range t {
		if step.Verdict != Passed || step.By == "" {
			continue
		}
		if earlier, ok := first[step.By]; !ok {
			first[step.By] = step.Step
		} else if earlier != step.Step && !slices.Contains(same, step.By) {
			same = append(same, step.By)
		}
	}
	return same
}

// ContentHash returns the SHA-256, in hexadecimal, of what a reviewer answers for: the document without its
// Attributes, which hold counters and the like, and without its review trail.
func ContentHash(d *Document) string {
	content := *d
	content.Attributes = nil
	if content.Records != nil {
		records := *content.Records
		records.Review = nil
		content.Records = &records
		if len(records.Kinds()) == 0 {
			content.Records = nil
		}
	}
	var line bytes.Buffer
	if err := EncodeDocument(&line, content); err != nil {
		return "" // an invalid time in a record; nothing equals it
	}
	sum := sha256.Sum256(line.Bytes())
	return hex.EncodeToString(sum[:])
}
