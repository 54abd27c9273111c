package main

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
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

// widgetAnswers are questions whose answers look different: a table, a timeline, a choice, nothing found.
var widgetAnswers = []struct{ name, question string }{
	{"table", "2024年一般公共预算支出多少"},
	{"timeline", "环湖快速路建到哪一步了"},
	{"choice", "补贴"},
	{"nothing", "火星上怎么落户"},
	{"lapsed", "高龄老人生活补贴制度2019年的标准是多少"},
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

func TestTheWidgetShowsTablesTimelinesAndChoices(t *testing.T) {
	for _, w := range widths {
		b := newTab(t, w.width, w.height)
		b.visit(portalURL(t) + "/")
		b.do("chat().open()")
		for i, answer := range widgetAnswers {
			b.ask(answer.question, i+1)
			time.Sleep(300 * time.Millisecond)
			b.shoot("widget-"+answer.name+"-"+w.name, false)
			b.do("part('.log').scrollTop += 400")
			b.shoot("widget-"+answer.name+"-"+w.name+"-below", false)
			if over := eval[int](b, "part('.log').scrollWidth - part('.log').clientWidth"); over > 0 {
				t.Errorf("%s at %s: the log is %d px too wide", answer.name, w.name, over)
			}
		}
		b.check()
	}
}

func TestWithoutScriptThePagesWorkAndTheChatIsAPage(t *testing.T) {
	b := newTab(t, 390, 844)
	send(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	b.run(chromedp.Navigate(portalURL(t) + "/"))
	b.shoot("home-plain-phone", false)
	for _, step := range []struct {
		click, want string // what is followed, and what the page after it holds
	}{
		{"zwgk-chat a", "请用一句话描述"},
		{".hot li a", "高龄津贴"},
		{".sources a", "发布机构"},
	} {
		next := eval[string](b, fmt.Sprintf("document.querySelector(%q).href", step.click))
		b.run(chromedp.Navigate(next))
		if page := eval[string](b, "document.body.innerHTML"); !strings.Contains(page, step.want) {
			t.Fatalf("%s leads to %s, which does not hold %q", step.click, next, step.want)
		}
	}
	if display := eval[string](b, "getComputedStyle(document.querySelector('.minor')).display"); display != "none" {
		t.Errorf("minor facts are shown as %s", display)
	}
	b.run(chromedp.Click("label.unfold"))
	if display := eval[string](b, "getComputedStyle(document.querySelector('.minor')).display"); display == "none" {
		t.Error("minor facts do not unfold without script")
	}
	b.shoot("policy-plain-phone", true)
}

func TestAPrintedDocumentHoldsItsFactsAndNothingToClick(t *testing.T) {
	b := newTab(t, 718, 1000) // A4 less its margins
	send(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	b.visit(portalURL(t) + "/doc/elder-allowance-2019")
	for selector, shown := range map[string]bool{".facts .minor": true, ".banner": true, ".paper h1": true, ".masthead .name": true,
		"zwgk-chat": false, "nav": false, ".foot": false, ".actions": false, "label.unfold": false} {
		if display := eval[string](b, fmt.Sprintf("getComputedStyle(document.querySelector(%q)).display", selector)); (display != "none") != shown {
			t.Errorf("%s is printed as %s", selector, display)
		}
	}
	b.shoot("policy-print", true)
}
