package qa

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/zwgk/zwgk/search"
	"github.com/zwgk/zwgk/search/chinese"
)

// Cluster is a group of questions that mean the same, by what they say and by synonyms.
type Cluster struct {
	Question string  // the one asked most
	Count    int     // how often any of them was asked
	Variants []Asked // the others, most asked first
}

// Asked is a question and how often it was asked.
type Asked struct {
	Text  string
	Count int
}

// clusterLikeness is the least likeness, 0 to 1, of a question to the one that leads its cluster.
const clusterLikeness = 0.5

// clusterHolders is how many clusters may hold a pair of characters for it to lead to them: a more frequent one tells nothing.
const clusterHolders = 400

// ClusterUnanswered groups questions by meaning, the largest groups first. Personal information is masked before
// anything else. Each question joins the cluster whose leading question it is most like, the most asked ones leading; so
// the result does not depend on the order of the questions.
func ClusterUnanswered(questions []string) []Cluster {
	all := countAsked(questions)
	c := clusterer{holders: map[string][]int{}}
	contents := make([]grams, len(all))
	for i, q := range all {
		contents[i] = gramsOf(canonical(q.Text))
		c.idf.add(contents[i])
	}
	for i, q := range all {
		w := c.idf.weigh(contents[i])
		if at := c.nearest(&w); at >= 0 {
			c.clusters[at].Variants = append(c.clusters[at].Variants, q)
			c.clusters[at].Count += q.Count
			continue
		}
		c.lead(q, w)
	}
	slices.SortStableFunc(c.clusters, func(a, b Cluster) int {
		return cmp.Or(b.Count-a.Count, strings.Compare(a.Question, b.Question))
	})
	return c.clusters
}

// countAsked counts equal questions, most asked first. What cannot be looked up is left out.
func countAsked(questions []string) []Asked {
	place := map[string]int{}
	var all []Asked
	for _, text := range questions {
		masked := maskedQuestion(text)
		if !askable(masked) {
			continue
		}
		key := strings.Trim(chinese.Fold(masked), " ,.。!?？！~")
		i, ok := place[key]
		if !ok {
			i = len(all)
			place[key] = i
			all = append(all, Asked{Text: masked})
		}
		all[i].Count++
		all[i].Text = min(all[i].Text, masked)
	}
	slices.SortFunc(all, func(a, b Asked) int { return cmp.Or(b.Count-a.Count, strings.Compare(a.Text, b.Text)) })
	return all
}

// canonical returns what carries content of a question with each word that has synonyms replaced by one of them, the same
// for all of them.
func canonical(text string) string {
	content := search.Content(text)
	for _, r := range search.DefaultSynonyms().Rewrites(chinese.Default(), content) {
		least := r.Word
		for _, word := range r.Also {
			least = min(least, word)
		}
		content = strings.ReplaceAll(content, r.Word, least)
	}
	return content
}

// clusterer grows clusters one question at a time.
type clusterer struct {
	idf      gramIDF
	clusters []Cluster
	leaders  []weighed
	holders  map[string][]int // pair of characters → clusters whose leader holds it
	met      []bool           // per cluster, by nearest
}

func (c *clusterer) lead(q Asked, w weighed) {
	at := len(c.clusters)
	c.clusters, c.leaders, c.met = append(c.clusters, Cluster{Question: q.Text, Count: q.Count}), append(c.leaders, w), append(c.met, false)
	for _, gram := range w.grams {
		if len(gram) > 4 { // a pair, not a single character
			c.holders[gram] = append(c.holders[gram], at)
		}
	}
}

// nearest returns the cluster whose leader is most like a question, -1 where none is like it.
func (c *clusterer) nearest(w *weighed) (best int) {
	var met []int
	for _, gram := range w.grams {
		for _, at := range c.holders[gram][:min(len(c.holders[gram]), clusterHolders)] {
			if !c.met[at] {
				met = append(met, at)
			}
			c.met[at] = true
		}
	}
	best, likeness := -1, clusterLikeness
	for _, at := range met {
		c.met[at] = false
		leader := &c.leaders[at]
		if l := w.like(leader); l > likeness+1e-12 || math.Abs(l-likeness) <= 1e-12 && (best < 0 || at < best) {
			best, likeness = at, l
		}
	}
	return best
}

// like returns the mass that two texts share against the geometric mean of theirs, 0 to 1.
func (w *weighed) like(other *weighed) float64 {
	if w.mass == 0 || other.mass == 0 {
		return 0
	}
	sum := 0.0
	for i, j := 0, 0; i < len(w.grams) && j < len(other.grams); {
		switch strings.Compare(w.grams[i], other.grams[j]) {
		case -1:
			i++
		case 1:
			j++
		default:
			sum += w.weights[i]
			i, j = i+1, j+1
		}
	}
	return sum / math.Sqrt(w.mass*other.mass)
}
