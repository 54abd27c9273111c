package qa

// The features of a stretch that may be an answer.
const (
	insideCover   = iota // share of the question's mass in the stretch
	beforeCover          // further share in its unit before it
	afterCover           // further share in its unit behind it
	unitCover            // share in the whole first unit
	unitLead             // that against the best unit's
	clauseCover          // share in the clause that holds the beginning
	clauseLead           // that against the unit's
	globalCover          // share in the first unit, by the collection's weights
	untitledCover        // share in it of what the text does not begin with
	untitledLead         // that against the best unit's
	contextCover         // share in the unit, the one before and its heading
	longestRun           // longest run of the question in the unit, against the question's length
	echoedShare          // share of the stretch's characters that repeat the question
	unitEchoed           // the same of its first unit
	addedLength          // log of the number of characters that do not
	density              // inside cover against length
	focusInside          // share of what stands near the word that asks
	focusBefore
	focusPrevious
	focusHeading
	hingeLeft  // what stands right before the word that asks stands right before the stretch
	hingeRight // the same behind
	hingeBoth  // the lesser of the two
	logLength
	under8 // characters
	under16
	over60
	over120
	over240
	startsUnit // by startKind
	startsClause
	startsBehindLead
	startsBehindNumber
	startsPhrase
	endsUnit
	endsAtComma
	endsEtc    // 等
	announces  // ends with ： or 如下, so that what counts follows
	endsAmount // 元, 补贴, 个月 …
	runsOn
	unitsMore      // up to 5
	crossesHeading // headings within, up to 3
	endsSection    // a heading follows
	startsHeading
	numberedWhole // begins numbered and no number follows
	isHeading
	isSignature
	position // 0 at the beginning of the text, 1 at its end
	firstUnit
	nearEnd
	previousColon
	previousAsks     // the unit before is a question
	holdsBoilerplate // words of speeches and reports, up to 3
	focusLead        // what stands near the word that asks in its first unit, against the best unit's
	sequence         // longest common subsequence of the question and the first unit, against the question's length
	sequenceLead     // that against the best unit's
	fits             // it holds a word or phrase that answers of the kind hold
	fitsNear         // share of what stands near the word that asks that stands near such a word in it
	fitsEarly        // it begins with such a word or close to it
	nearCover        // share of the question's words that the first unit holds the like of (readingmeaning.go)
	nearLead         // that against the best unit's
	nearAround       // the same with its heading and the unit before
	nearAroundLead
	nearFocus // the same of what stands near the word that asks
	nearFocusLead
	nearMissing     // the same by other words only
	nearMissingLead // that less the best unit's
	alike           // cosine of the first unit and the question
	alikeLead       // that less the best unit's
	nearHeading     // near cover of the heading it stands under
	nearPrevious    // near cover of the unit before
	nearInside      // share of the question's words that the stretch itself holds the like of
	nearFocusInside // the same of what stands near the word that asks
	nearClause      // the same of the clause that holds the beginning
	nearFocusClause
	alikeClause     // cosine of the clause that holds the beginning and the question
	alikeClauseLead // that less the best clause's
	items           // log of how many things it lists
	itemsAsked      // the same where a list is asked for
	usual           // 1, so that scores of all questions mean the same
	spanFeatureCount
)

var spanFeatureNames = [spanFeatureCount]string{"inside cover", "before cover", "after cover", "unit cover", "unit lead",
	"clause cover", "clause lead", "global cover", "untitled cover", "untitled lead",
	"context cover", "longest run", "echoed share", "unit echoed", "added length",
	"density", "focus inside", "focus before", "focus previous", "focus heading", "hinge left", "hinge right", "hinge both",
	"log length", "under 8", "under 16", "over 60", "over 120", "over 240", "starts unit", "starts clause",
	"starts behind lead", "starts behind number", "starts phrase", "ends unit", "ends at comma", "ends etc", "announces",
	"ends amount", "runs on", "units more", "crosses heading", "ends section", "starts heading", "numbered whole",
	"is heading", "is signature", "position", "first unit", "near end", "previous colon", "previous asks", "holds boilerplate",
	"focus lead", "sequence", "sequence lead", "fits", "fits near", "fits early",
	"near cover", "near lead", "near around", "near around lead", "near focus", "near focus lead", "near missing", "near missing lead", "alike",
	"alike lead", "near heading", "near previous", "near inside", "near focus inside", "near clause", "near focus clause", "alike clause", "alike clause lead", "items", "items asked", "usual"}

// spanFeatures are the values of one stretch.
type spanFeatures [spanFeatureCount]float64
