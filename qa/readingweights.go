package qa

import (
	_ "embed"
	"sync"
)

//go:embed readingweights.txt
var readingWeightsFile string

// readingWeights returns the fitted table, readingweights.txt: one weight a feature.
var readingWeights = sync.OnceValue(func() *spanFeatures {
	w, err := readWeights(readingWeightsFile)
	if err != nil {
		panic(err) // the file is ours, and tested
	}
	return w
})

func readWeights(file string) (*spanFeatures, error) {
	w := &spanFeatures{}
	slots := map[string]*float64{}
	for i, name := range spanFeatureNames {
		slots[name] = &w[i]
	}
	return w, fillSlots(slots, file)
}

// score weighs the features of a stretch.
func (w *spanFeatures) score(f *spanFeatures) float64 {
	sum := 0.0
	for i, v := range f {
		sum += w[i] * v
	}
	return sum
}
