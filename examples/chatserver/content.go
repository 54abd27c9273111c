package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"time"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/examples/internal/feed"
	"github.com/zwgk/zwgk/examples/sample"
	"github.com/zwgk/zwgk/qa"
	"github.com/zwgk/zwgk/qa/chat"
	"github.com/zwgk/zwgk/search"
)

// content is what the portal shows and answers from.
type content struct {
	name      string
	today     func() disclosure.Date
	index     *search.Index
	assistant answerer
	answers   io.Closer // what the assistant holds
	hot       []string  // questions often asked
	contact   *qa.Contact
	fictional bool // the sample city
}

func localToday() disclosure.Date { return disclosure.DateOf(time.Now()) }

// hotline is where everyone can be sent (国办发〔2020〕53号).
var hotline = qa.Contact{Department: "12345政务服务便民热线", Phone: "12345"}

// open reads the sample city, or the index that the command line names.
func open(ctx context.Context, c config, log *slog.Logger) (*content, error) {
	began := time.Now()
	content := &content{name: c.name, contact: &hotline, today: localToday}
	var faqs []disclosure.FAQ
	var departments []qa.Department
	var err error
	if c.index == "" {
		faqs, departments, err = content.openSample(ctx)
	} else {
		faqs, err = content.openFolder(c, log)
	}
	if err != nil {
		return nil, err
	}
	assistant, err := qa.New(content.index, faqs, &qa.Options{Contacts: departments, Today: content.today})
	if err != nil {
		return nil, errors.Join(err, content.Close())
	}
	content.answers, content.assistant = assistant, &guide{Assistant: assistant, index: content.index}
	count, err := content.index.Count()
	if err != nil {
		return nil, errors.Join(err, content.Close())
	}
	log.Info("ready", "documents", count, "faqs", len(faqs), "seconds", time.Since(began).Seconds())
	return content, nil
}

func (c *content) openSample(ctx context.Context) ([]disclosure.FAQ, []qa.Department, error) {
	city := sample.ReadCity()
	c.fictional = true
	c.name = cmp.Or(c.name, city.Portal)
	c.hot = city.HotQuestions
	c.contact = &qa.Contact{Department: city.Hotline.Name, Phone: city.Hotline.Number, Note: city.Hotline.Note}
	if today, err := disclosure.ParseDate(city.Today); err == nil {
		c.today = func() disclosure.Date { return today } // the sample's world stands still
	}
	departments := []qa.Department{{Contact: *c.contact}}
	for _, d := range city.Departments {
		departments = append(departments, qa.Department{Contact: qa.Contact{Department: d.Name, Phone: d.Phone, Address: d.Address}, Topics: d.Topics})
	}
	var faqs []disclosure.FAQ
	for faq, err := range disclosure.DecodeFAQs(sample.FAQs()) {
		if err != nil {
			return nil, nil, fmt.Errorf("sample FAQs: %w", err)
		}
		faqs = append(faqs, faq)
	}
	var err error
	if c.index, err = search.Open("", nil); err != nil {
		return nil, nil, err
	}
	report, err := c.index.Import(ctx, disclosure.DecodeDocuments(sample.Documents()))
	if err == nil && report.Rejected > 0 {
		err = fmt.Errorf("sample documents: %w", report.Problems[0])
	}
	if err != nil {
		return nil, nil, errors.Join(err, c.index.Close())
	}
	return faqs, departments, nil
}

func (c *content) openFolder(conf config, log *slog.Logger) ([]disclosure.FAQ, error) {
	c.name = cmp.Or(c.name, "政务公开信息检索")
	if _, err := os.Stat(conf.index); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no index in %s; make one with examples/load", conf.index)
	}
	faqs, err := readFAQs(conf.faq, log)
	if err != nil {
		return nil, err
	}
	for _, faq := range faqs[:min(len(faqs), 8)] {
		c.hot = append(c.hot, faq.Question)
	}
	c.index, err = search.Open(conf.index, nil)
	return faqs, err
}

// readFAQs reads a file of FAQs. Rows at fault are logged and left out.
func readFAQs(name string, log *slog.Logger) ([]disclosure.FAQ, error) {
	if name == "" {
		return nil, nil
	}
	file, err := feed.Open(name)
	if err != nil {
		return nil, fmt.Errorf("FAQs: %w", err)
	}
	defer file.Close()
	var faqs []disclosure.FAQ
	for faq, err := range disclosure.DecodeFAQs(file) {
		if err != nil {
			log.Warn("FAQ row", "file", name, "error", err)
		}
		if faq.ID != "" {
			faqs = append(faqs, faq)
		}
	}
	return faqs, nil
}

// Close releases assistant and index.
func (c *content) Close() error {
	var err error
	if c.answers != nil {
		err = c.answers.Close()
	}
	if c.index != nil {
		err = errors.Join(err, c.index.Close())
	}
	return err
}

func (c *content) chatOptions(conf config, addr net.Addr, log *slog.Logger, counters *chat.Counters, security *chat.SecurityLog) *chat.Options {
	opts := &chat.Options{
		Greeting: chat.Greeting{Title: "智能问答", Text: "您好，这里是" + c.name + "智能问答。请用一句话描述您想了解的事项，答复均引自已公开的文件。",
			Questions: c.hot, Contact: c.contact},
		Log: log, Metrics: counters, Security: security,
		Limits: chat.Limits{Rate: conf.rate},
	}
	if conf.rate == 0 {
		opts.Limits = chat.Limits{Rate: -1, PerMinute: -1, PerAddress: -1}
	}
	// On the loopback address only programs of this machine can connect: tools and tests, which send no Origin.
	if bound, err := netip.ParseAddrPort(addr.String()); err == nil && bound.Addr().IsLoopback() {
		opts.Access.Programs = true
	}
	return opts
}
