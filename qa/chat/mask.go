package chat

import "github.com/zwgk/zwgk/disclosure"

// Mask hides personal data in a text that is logged, stored or passed on; see disclosure.Mask.
func Mask(text string) string { return disclosure.Mask(text) }
