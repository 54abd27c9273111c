package ingest

import (
	"context"
	"encoding/xml"
	"strconv"
	"strings"
)

// numbering makes the numbers that a word processor draws in front of paragraphs and does not keep in their text
// (ISO/IEC 29500-1, 17.9): without them 第三条 has no 第三条.
type numbering struct {
	lists  map[string]string         // list → its pattern
	starts map[string]map[int]int    // list → level → where it begins anew
	levels map[string][9]numberLevel // pattern → levels
	styles map[string]listPlace      // paragraph style → list
	counts map[string]*[9]int        // pattern → the newest number of each level, one below its start before the first
}

// numberLevel is one level of a pattern: text holds %1 to %9 for the numbers of levels.
type numberLevel struct {
	format, text string
	start        int
	arabic       bool // isLgl: numbers of levels above are written 1, 2, 3
}

// listPlace says which list a paragraph belongs to, by itself or by its style.
type listPlace struct {
	style    string
	id       string
	level    int
	levelled bool
}

// readNumbering reads the lists and the styles that use them. Without them there are no numbers.
func readNumbering(ctx context.Context, a *archive) (*numbering, error) {
	n := &numbering{map[string]string{}, map[string]map[int]int{}, map[string][9]numberLevel{}, map[string]listPlace{}, map[string]*[9]int{}}
	for part, read := range map[string]func(*xmlReader, xml.StartElement) error{
		"word/numbering.xml": n.readPart, "word/styles.xml": n.readStyle,
	} {
		if !a.has(part) {
			continue
		}
		err := a.xml(ctx, part, func(x *xmlReader) error {
			return x.children(func(xml.StartElement) error {
				return x.children(func(e xml.StartElement) error { return read(x, e) })
			})
		})
		if err := tooLarge(err); err != nil {
			return nil, err
		}
	}
	return n, nil
}

func (n *numbering) readPart(x *xmlReader, e xml.StartElement) error {
	switch e.Name.Local {
	case "abstractNum":
		id := attr(e, "abstractNumId")
		levels := n.levels[id]
		err := x.children(func(e xml.StartElement) error {
			if i, err := strconv.Atoi(attr(e, "ilvl")); e.Name.Local == "lvl" && err == nil && i >= 0 && i < len(levels) {
				return readLevel(x, &levels[i])
			}
			return nil
		})
		n.levels[id] = levels
		return err
	case "num":
		id := attr(e, "numId")
		return x.children(func(e xml.StartElement) error {
			switch e.Name.Local {
			case "abstractNumId":
				n.lists[id] = attr(e, "val")
			case "lvlOverride":
				level, _ := strconv.Atoi(attr(e, "ilvl"))
				return x.children(func(e xml.StartElement) error {
					if start, err := strconv.Atoi(attr(e, "val")); e.Name.Local == "startOverride" && err == nil {
						if n.starts[id] == nil {
							n.starts[id] = map[int]int{}
						}
						n.starts[id][level] = start
					}
					return nil
				})
			}
			return nil
		})
	}
	return nil
}

func readLevel(x *xmlReader, level *numberLevel) error {
	level.start = 1
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "start":
			if start, err := strconv.Atoi(attr(e, "val")); err == nil && start >= 0 && start < 1<<20 {
				level.start = start
			}
		case "numFmt":
			level.format = attr(e, "val")
		case "lvlText":
			level.text = attr(e, "val")
		case "isLgl":
			level.arabic = true
		}
		return nil
	})
}

func (n *numbering) readStyle(x *xmlReader, e xml.StartElement) error {
	if e.Name.Local != "style" {
		return nil
	}
	id := attr(e, "styleId")
	return x.children(func(e xml.StartElement) error {
		if e.Name.Local != "pPr" {
			return nil
		}
		var place listPlace
		err := readParagraphProperties(x, &place)
		if place.id != "" {
			n.styles[id] = place
		}
		return err
	})
}

// next returns the number in front of a paragraph and counts it; "" where the paragraph is in no list.
func (n *numbering) next(place listPlace) string {
	if n == nil {
		return ""
	}
	if styled, ok := n.styles[place.style]; ok && place.id == "" {
		if place.levelled {
			styled.level = place.level
		}
		place = styled
	}
	pattern, ok := n.lists[place.id]
	if levels := n.levels[pattern]; !ok || place.level < 0 || place.level > 8 || levels[place.level].text == "" {
		return ""
	}
	levels, counts := n.levels[pattern], n.counts[pattern]
	if counts == nil {
		counts = new([9]int)
		for i := range counts {
			counts[i] = levels[i].start - 1
		}
		n.counts[pattern] = counts
	}
	if start, ok := n.starts[place.id][place.level]; ok {
		counts[place.level] = start - 1
		delete(n.starts[place.id], place.level)
	}
	counts[place.level]++
	for i := place.level + 1; i < 9; i++ {
		counts[i] = levels[i].start - 1
	}
	return drawNumber(levels, counts, place.level)
}

func drawNumber(levels [9]numberLevel, counts *[9]int, level int) string {
	text := levels[level].text
	if levels[level].format == "bullet" {
		return "" // a bullet is an ornament
	}
	for i := level; i >= 0; i-- {
		mark := "%" + strconv.Itoa(i+1)
		if !strings.Contains(text, mark) {
			continue
		}
		format, count := levels[i].format, counts[i]
		if i < level {
			count = max(count, levels[i].start) // a level above that was never used
		}
		if levels[level].arabic {
			format = "decimal"
		}
		text = strings.ReplaceAll(text, mark, formatNumber(format, count))
	}
	return text
}
