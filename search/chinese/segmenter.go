package chinese

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"
)

// Options for New. The zero value and nil are the defaults.
type Options struct {
	// Words are kept whole like those of AddWords. Default: none.
	Words []string
	// Plain leaves the lexicon of public disclosure out: the words are
	// exactly gse's, but for Words. Default: false.
	Plain bool
}

// Analyzer turns text into terms. It is safe for concurrent use.
type Analyzer struct {
	base *dictionary
	over atomic.Pointer[overlay]
	add  sync.Mutex // held while over is replaced
	pool sync.Pool  // of *scratch
}

// New makes an Analyzer. It takes a few milliseconds; nearly all memory is
// shared between analyzers. The error names a word that is not valid UTF-8.
func New(opts *Options) (*Analyzer, error) {
	if opts == nil {
		opts = &Options{}
	}
	for i, w := range opts.Words {
		if !utf8.ValidString(w) {
			return nil, fmt.Errorf("chinese: word %d (%q) is not valid UTF-8; convert the list first", i+1, w)
		}
	}
	a := &Analyzer{base: loadDictionary()}
	if !opts.Plain {
		a.over.Store(lexicon())
	}
	a.AddWords(opts.Words...)
	return a, nil
}

var shared = sync.OnceValue(func() *Analyzer {
	a, err := New(nil)
	if err != nil {
		panic(err) // New fails on words only
	}
	return a
})

// Default is the shared Analyzer with default options, made at the first call.
// Words that are added to it are there for everybody who uses it.
func Default() *Analyzer { return shared() }

// AddWords adds words of the host: names of agencies, places, programmes. They
// are normalised first. Texts analysed from now on keep them whole. Words of
// one character or of more than 32 are left out; words that are already cut
// out change nothing. Each call compiles the overlay anew (some 5 ms per thousand
// words in it), so add many at once.
func (a *Analyzer) AddWords(words ...string) {
	if len(words) == 0 {
		return
	}
	folded := make([]string, 0, len(words))
	for _, w := range words {
		if w = strings.TrimSpace(Fold(w)); w != "" && utf8.ValidString(w) {
			folded = append(folded, w)
		}
	}
	a.add.Lock()
	defer a.add.Unlock()
	a.over.Store(a.over.Load().with(a.base, folded, hostWeight))
}

// IsWord says whether normalised text is a word of the dictionary, the lexicon
// or the host, as a whole.
func (a *Analyzer) IsWord(normalized string) bool {
	if normalized == "" {
		return false
	}
	s := a.scratch()
	defer a.release(s)
	p := &s.path
	p.over = a.over.Load()
	if p.split(normalized) != len(normalized) || len(p.units) > maxWord {
		return false
	}
	p.walk(p.base.words, 0, 0)
	if p.over != nil {
		p.walk(p.over.words, 0, 0)
	}
	return p.units[0].starts&(1<<(len(p.units)-1)) != 0
}

// Cut appends the spans of the best path over all of the text as it is, spaces
// and punctuation included, without gaps: the segmentation alone. It is what
// gse's Segment yields for each sentence, with the overlay's words on top
// unless the Analyzer is Plain. It allocates nothing but dst.
func (a *Analyzer) Cut(dst []Span, text string) []Span {
	s := a.scratch()
	p := &s.path
	p.over = a.over.Load()
	for from := 0; from < len(text); {
		size := p.split(text[from:])
		p.best()
		for i := 0; i < len(p.units); {
			next := i + int(p.units[i].back)
			dst = append(dst, Span{from + p.begin(i), from + p.begin(next)})
			i = next
		}
		from += size
	}
	a.release(s)
	return dst
}

// scratch is the memory that one call works in.
type scratch struct {
	path   path
	fold   folder
	wholes wholes
}

func (a *Analyzer) scratch() *scratch {
	if s, ok := a.pool.Get().(*scratch); ok {
		return s
	}
	return &scratch{path: path{base: a.base}}
}

// maxKept bounds the memory in bytes of text that a scratch keeps for the next
// call.
const maxKept = 1 << 20

// release gives the memory back, without holding on to the text.
func (a *Analyzer) release(s *scratch) {
	if len(s.fold.text) > maxKept {
		return
	}
	s.path.text, s.fold.text, s.wholes.text = "", "", ""
	clear(s.wholes.found)
	a.pool.Put(s)
}
