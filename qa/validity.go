package qa

import (
	"context"
	"fmt"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

// maxBearing bounds how many documents are looked at that bear on the validity of one, and of those that took its place.
const maxBearing = 16

// bearing is a document and what the index holds that bears on its validity.
type bearing struct {
	*disclosure.ValidityGraph
	documents map[string]disclosure.Document
}

// bearingOn gathers the documents that repeal, replace or change a document, and those that do so to them. Relations
// name their target by id, 文号 or title.
func (a *Assistant) bearingOn(ctx context.Context, d *disclosure.Document) (bearing, error) {
	b := bearing{disclosure.NewValidityGraph(), map[string]disclosure.Document{d.ID: *d}}
	b.Add(d)
	for queue := []disclosure.Document{*d}; len(queue) > 0; queue = queue[1:] {
		for _, name := range []string{queue[0].ID, queue[0].Number.String(), queue[0].Title} {
			if name == "" {
				continue
			}
			links, err := a.index.LinksTo(ctx, name, disclosure.Repeals, disclosure.Replaces, disclosure.PartlyRepeals, disclosure.Amends)
			if err != nil {
				return b, fmt.Errorf("qa: ask: %w", err)
			}
			for _, link := range links {
				if _, known := b.documents[link.From]; known || len(b.documents) == maxBearing {
					continue
				}
				from, ok, err := a.document(ctx, link.From)
				if err != nil {
					return b, fmt.Errorf("qa: ask: %w", err)
				}
				if ok {
					b.documents[from.ID] = from
					b.Add(&from)
					queue = append(queue, from)
				}
			}
		}
	}
	return b, nil
}

// addNotice puts a warning before an answer that rests on a document not in force, or not as it was written, on the day.
// Where that cannot be looked up, the warning says so.
func (a *Assistant) addNotice(ctx context.Context, answer *Answer, d *disclosure.Document, on disclosure.Date) {
	b, err := a.bearingOn(ctx, d)
	if err != nil {
		answer.partial = true
		answer.warn(fmt.Sprintf("请注意：未能核对《%s》目前是否有效，请以现行文件为准。", bareTitle(d.Title)))
		return
	}
	state := b.ValidAt(d.ID, on)
	notice := b.notice(d, state)
	if notice == "" {
		return
	}
	if next, ok := b.documents[state.Successor]; ok && next.ID != d.ID {
		notice += fmt.Sprintf("现行文件为《%s》。", bareTitle(next.Title))
		answer.Related = append(answer.Related, Related{next.ID, next.Title, next.URL})
	}
	answer.warn(notice)
}

// notice says what a reader must know of a document's validity before its text, "" where nothing.
func (b bearing) notice(d *disclosure.Document, state disclosure.ValidityState) string {
	title := bareTitle(d.Title)
	by, known := b.documents[state.By]
	switch {
	case state.Status.Lapsed():
		return fmt.Sprintf("请注意：《%s》%s，以下内容仅供参考。", title, lapsedWord(state.Status))
	case state.Status == disclosure.NotYetInForce && !state.Since.IsZero():
		return fmt.Sprintf("请注意：《%s》自%s起施行，目前尚未生效。", title, state.Since.Chinese())
	case state.Status == disclosure.NotYetInForce:
		return fmt.Sprintf("请注意：《%s》目前尚未生效。", title)
	case state.Status == disclosure.PartlyInForce:
		return fmt.Sprintf("请注意：《%s》部分内容已失效。", title)
	case state.Status == disclosure.Amended && known:
		return fmt.Sprintf("请注意：《%s》已由《%s》修改，请以修改后的内容为准。", title, bareTitle(by.Title))
	}
	return ""
}

func lapsedWord(v disclosure.Validity) string {
	if v == disclosure.Repealed {
		return "已经废止"
	}
	return "已经失效"
}

func bareTitle(title string) string { return strings.Trim(title, "《》") }
