package main

import (
	"fmt"
	"net/url"
	"testing"
	"time"
)

// samplePages are the pages of the portal by name.
var samplePages = []struct{ name, path string }{
	{"home", "/"},
	{"results", "/?q=" + url.QueryEscape("住房公积金 提取")},
	{"filtered", "/?q=" + url.QueryEscape("补贴") + "&kind=" + url.QueryEscape("通知") + "&year=2024"},
	{"nothing", "/?q=zzzqqq"},
	{"policy", "/doc/elder-allowance-2019"},
	{"project", "/doc/road-design"},
	{"categories", "/categories"},
	{"answer", "/answer?q=" + url.QueryEscape("高龄津贴怎么申请？")},
	{"missing", "/nope"},
}

// widths are a desktop, a common phone and the narrowest phone (WCAG 1.4.10).
var widths = []struct {
	name          string
	width, height int64
}{{"desktop", 1280, 900}, {"phone", 390, 844}, {"narrow", 320, 640}}

func TestPagesFitEveryWidth(t *testing.T) {
	for _, w := range widths {
		b := newTab(t, w.width, w.height)
		for _, p := range samplePages {
			b.visit(portalURL(t) + p.path)
			if over := eval[int](b, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
				t.Errorf("%s is %d px too wide at %d", p.name, over, w.width)
			}
			b.shoot(fmt.Sprintf("%s-%s", p.name, w.name), true)
		}
		b.check()
	}
}

func TestTheWidgetFitsEveryWidth(t *testing.T) {
	for _, w := range widths {
		for _, elder := range []bool{false, true} {
			b := newTab(t, w.width, w.height)
			b.visit(portalURL(t) + "/")
			name := w.name
			if elder {
				name += "-elder"
				b.do("chat().open(); parts('.tools button').find((x) => x.textContent === '大字版').click()")
			}
			b.do("chat().open()")
			b.until("parts('.greeting .choices button').length > 0")
			b.shoot("widget-greeting-"+name, false)
			b.ask("高龄津贴怎么申请？", 1)
			time.Sleep(300 * time.Millisecond) // a picture without the caret's and scroll's motion
			b.shoot("widget-answer-"+name, false)
			if over := eval[int](b, "part('.log').scrollWidth - part('.log').clientWidth"); over > 0 {
				t.Errorf("%s: the log is %d px too wide", name, over)
			}
			b.check()
		}
	}
}
