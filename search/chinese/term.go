package chinese

// Class says what kind of term a Term is. Classes are bits, so that a set of
// them is a Class too.
type Class uint8

// The classes of terms.
const (
	// Word is a dictionary word on the best path, or a Han character that no
	// word covers.
	Word Class = 1 << iota
	// Subword is a dictionary word of two or more characters inside a longer
	// Word: 公积金 in 住房公积金.
	Subword
	// Bigram is two adjacent Han characters, never across punctuation or
	// white space.
	Bigram
	// Character is one Han character.
	Character
	// Whole is a document number (文号), a date, an amount, a percentage, an
	// e-mail address, a URL, an identifier (1.2.3, gb/t9704-2012, project
	// codes), a Latin word or a number, in canonical form, and the parts of
	// it that people search for: 2024年 in 2024-03-05.
	Whole
)

// AllClasses is every class.
const AllClasses = Word | Subword | Bigram | Character | Whole

// Term is a piece of a text that can be indexed or searched.
type Term struct {
	// Text is normalised, see Normalize; for Whole it is the canonical form.
	Text string
	// Start and End are byte offsets into the original text, on rune
	// boundaries.
	Start, End int
	// Class is exactly one class.
	Class Class
}

// Span is a piece of a text as byte offsets on rune boundaries.
type Span struct{ Start, End int }
