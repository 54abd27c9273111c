package qa

import (
	_ "embed"
	"sync"
)

// weightTable holds one weight a feature, and one of the length for each kind of question.
type weightTable struct {
	values [spanFeatureCount]float64
	length [kindCount]float64
}

//go:embed readingweights.txt
var readingWeightsFile string

// readingWeights returns the fitted table, readingweights.txt.
var readingWeights = sync.OnceValue(func() *weightTable {
	t, err := readWeights(readingWeightsFile)
	if err != nil {
		panic(err) // the file is ours, and tested
	}
	return t
})

// readWeights reads a table; the weights of the length are named "kind: length".
func readWeights(file string) (*weightTable, error) {
	t := &weightTable{}
	return t, fillSlots(t.slots(), file)
}

// slots maps the name of each weight to its place.
func (t *weightTable) slots() map[string]*float64 {
	slots := map[string]*float64{}
	for i, name := range spanFeatureNames {
		slots[name] = &t.values[i]
	}
	for k := range t.length {
		slots[kinds[k].name+": length"] = &t.length[k]
	}
	return slots
}

func (t *weightTable) score(f *spanFeatures) float64 {
	sum := t.length[f.kind] * f.values[logLength]
	for i, v := range f.values {
		sum += t.values[i] * v
	}
	return sum
}
