package qa

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

//go:embed readingrarity.txt
var readingRarityFile string

// rarestCharacter is the rarity of a character that readingrarity.txt does not hold.
const rarestCharacter = 8

// characterRarities returns the table of readingrarity.txt.
var characterRarities = sync.OnceValue(func() map[string]float64 {
	rarities := map[string]float64{}
	for line := range strings.Lines(readingRarityFile) {
		number, characters, ok := strings.Cut(strings.TrimSpace(line), "\t")
		value, err := strconv.ParseFloat(number, 64)
		if !ok || err != nil {
			continue // a comment
		}
		for _, c := range characters {
			rarities[string(c)] = value
		}
	}
	return rarities
})

// characterRarity returns how rare a character is in official texts.
func characterRarity(c string) float64 {
	if value, ok := characterRarities()[c]; ok {
		return value
	}
	return rarestCharacter
}
