package audit

import (
	"fmt"
	"html"
	"html/template"
	"strings"
)

// The charts are drawn by hand as SVG: a report must open without a network and print as it is seen.

// coverageColours are told apart in print too, by their lightness.
var coverageColours = []struct {
	state  CoverageState
	colour string
}{{Covered, "#1a7f4b"}, {Overdue, "#d9a400"}, {Incomplete, "#e07b39"}, {Uncovered, "#b3261e"}, {NotApplicable, "#b8bec6"}, {NotOccurred, "#dfe3e8"}}

// domainCount counts the items of a domain by state.
type domainCount struct {
	name   string
	states map[CoverageState]int
	total  int
}

func domainCounts(items []ItemReport) []domainCount {
	var domains []domainCount
	place := map[string]int{}
	for _, item := range items {
		name := item.Domain
		if name == "" {
			name = "其他"
		}
		i, there := place[name]
		if !there {
			i = len(domains)
			place[name] = i
			domains = append(domains, domainCount{name: name, states: map[CoverageState]int{}})
		}
		domains[i].states[item.State]++
		domains[i].total++
	}
	return domains
}

// coverageChart draws one bar for each domain, parted by the states of its items.
func coverageChart(items []ItemReport) template.HTML {
	domains := domainCounts(items)
	const row, left, width = 26, 150, 430
	var b strings.Builder
	openSVG(&b, 640, 30+row*len(domains), "各领域目录事项的公开情况")
	x := left
	for _, c := range coverageColours {
		fmt.Fprintf(&b, `<rect x="%d" y="4" width="10" height="10" fill="%s"/><text x="%d" y="13" font-size="11">%s</text>`, x, c.colour, x+14, c.state)
		x += 68
	}
	for i, domain := range domains {
		y := 28 + row*i
		fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="end" font-size="13">%s</text>`, left-8, y+14, html.EscapeString(shorten(domain.name, 10)))
		x := float64(left)
		for _, c := range coverageColours {
			n := domain.states[c.state]
			if n == 0 {
				continue
			}
			w := float64(width) * float64(n) / float64(domain.total)
			fmt.Fprintf(&b, `<rect x="%.1f" y="%d" width="%.1f" height="18" fill="%s"><title>%s：%s%d项</title></rect>`, x, y, w, c.colour, html.EscapeString(domain.name), c.state, n)
			x += w
		}
		fmt.Fprintf(&b, `<text x="%d" y="%d" font-size="12">%d/%d</text>`, left+width+8, y+14, domain.states[Covered], domain.total)
	}
	return closeSVG(&b)
}

func openSVG(b *strings.Builder, width, height int, label string) {
	fmt.Fprintf(b, `<svg viewBox="0 0 %d %d" role="img" aria-label="%s" xmlns="http://www.w3.org/2000/svg">`, width, height, html.EscapeString(label))
}

// closeSVG ends a drawing. What goes into it is escaped where it is written.
func closeSVG(b *strings.Builder) template.HTML {
	b.WriteString("</svg>")
	return template.HTML(b.String())
}

// timeColours run from in time to late, then grey for what cannot be told.
var timeColours = []string{"#1a7f4b", "#4c9a6f", "#8cbf9f", "#e07b39", "#b3261e", "#b8bec6", "#dfe3e8"}

// timelinessChart draws one bar for each bucket.
func timelinessChart(buckets []TimeBucket) template.HTML {
	const row, left, width = 26, 150, 400
	most := 1
	for _, bucket := range buckets {
		most = max(most, bucket.Count)
	}
	var b strings.Builder
	openSVG(&b, 640, row*len(buckets)+6, "自成文至发布的时间")
	for i, bucket := range buckets {
		y := 4 + row*i
		w := float64(width) * float64(bucket.Count) / float64(most)
		fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="end" font-size="13">%s</text>`, left-8, y+14, html.EscapeString(bucket.Name))
		fmt.Fprintf(&b, `<rect x="%d" y="%d" width="%.1f" height="18" fill="%s"/>`, left, y, w, timeColours[i%len(timeColours)])
		fmt.Fprintf(&b, `<text x="%.1f" y="%d" font-size="12">%d</text>`, float64(left)+w+6, y+14, bucket.Count)
	}
	return closeSVG(&b)
}

// trendChart draws the publications of each month as columns.
func trendChart(months []MonthCount) template.HTML {
	const width, height, bottom = 640, 180, 150
	most := 1
	for _, month := range months {
		most = max(most, month.Count)
	}
	var b strings.Builder
	openSVG(&b, width, height, "每月公开的文件数")
	step := float64(width-20) / float64(max(1, len(months)))
	for i, month := range months {
		h := float64(bottom-24) * float64(month.Count) / float64(most)
		x := 10 + step*float64(i)
		fmt.Fprintf(&b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="#2b5c9e"><title>%s：%d份</title></rect>`, x+2, bottom-h, step-4, h, month.Month, month.Count)
		if month.Count > 0 {
			fmt.Fprintf(&b, `<text x="%.1f" y="%.1f" text-anchor="middle" font-size="11">%d</text>`, x+step/2, bottom-h-4, month.Count)
		}
		if i%3 == 0 {
			fmt.Fprintf(&b, `<text x="%.1f" y="%d" text-anchor="middle" font-size="11">%s</text>`, x+step/2, bottom+16, month.Month)
		}
	}
	fmt.Fprintf(&b, `<line x1="10" y1="%d" x2="%d" y2="%d" stroke="#888"/>`, bottom, width-10, bottom)
	return closeSVG(&b)
}
