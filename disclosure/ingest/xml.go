package ingest

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// maxDepth is how deep elements may stand in one another. Real files stay below 60.
const maxDepth = 256

// xmlReader pulls elements out of XML without building a tree. Namespaces are not looked at: writers disagree on them,
// and no two names that matter here differ only in theirs. Entities beyond XML's five are not expanded.
type xmlReader struct {
	decoder *xml.Decoder
	name    string
	depth   int
}

// xml reads one part of an archive with fn.
func (a *archive) xml(ctx context.Context, name string, fn func(*xmlReader) error) (err error) {
	part, err := a.open(ctx, name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, part.Close()) }()
	return fn(newXMLReader(part, name))
}

func newXMLReader(r io.Reader, name string) *xmlReader {
	decoder := xml.NewDecoder(r)
	decoder.Strict = false
	decoder.CharsetReader = charsetReader
	return &xmlReader{decoder: decoder, name: name}
}

func (x *xmlReader) next() (xml.Token, error) {
	token, err := x.decoder.Token()
	var syntax *xml.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return nil, fmt.Errorf("%w: %s: %w", ErrDamaged, x.name, err)
	case err != nil:
		return nil, err
	}
	switch token.(type) {
	case xml.StartElement:
		if x.depth++; x.depth > maxDepth {
			return nil, fmt.Errorf("%w: %s: elements stand over %d deep in one another", ErrTooLarge, x.name, maxDepth)
		}
	case xml.EndElement:
		x.depth--
	}
	return token, nil
}

// children calls fn for each element inside the one that is open, or for the root. What fn does not read of an element
// is passed over.
func (x *xmlReader) children(fn func(xml.StartElement) error) error {
	inside := x.depth
	for {
		token, err := x.next()
		if err == io.EOF && inside == 0 {
			return nil
		}
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if err := fn(token); err != nil {
				return err
			}
			if err := x.leave(inside); err != nil {
				return err
			}
		case xml.EndElement:
			if x.depth < inside {
				return nil
			}
		}
	}
}

// leave passes over what is left until so many elements are open.
func (x *xmlReader) leave(depth int) error {
	for x.depth > depth {
		if _, err := x.next(); err != nil {
			return err
		}
	}
	return nil
}

// content returns the text in the element that is open, of the elements in it too.
func (x *xmlReader) content() (string, error) {
	var b strings.Builder
	for inside := x.depth; x.depth >= inside; {
		token, err := x.next()
		if err != nil {
			return "", err
		}
		if data, ok := token.(xml.CharData); ok {
			b.Write(data)
		}
	}
	return b.String(), nil
}

// attr returns an attribute by its name without namespace.
func attr(element xml.StartElement, name string) string {
	for _, a := range element.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
