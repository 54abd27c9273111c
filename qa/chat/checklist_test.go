package chat_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// checklist is the security list of a public chat and where each item is held: tests by folder and name, from here, or the
// reason why there is none.
var checklist = []struct {
	item, what string
	tests      map[string][]string
	reason     string
}{
	{item: "C1", what: "exact origins, refused before the upgrade", tests: here("HostileOriginsAreRefusedBeforeTheUpgrade", "ByDefaultOnlyTheSameOriginMayConnect", "ProgramsAreLetInOnlyWhereTheHostSaysSo")},
	{item: "C2", what: "TLS only, subprotocol, no compression", tests: here("SecureServersRefusePlainConnections", "SubprotocolIsAgreedAndNothingIsCompressed")},
	{item: "C3", what: "8 KiB a message", tests: here("LongMessagesCloseWith1009", "AHugeFrameTakesNoMemory")},
	{item: "C4", what: "broken frames", tests: here("BrokenFramesCloseWithTheirCode", "RandomBytesDoNoHarm")},
	{item: "C5", what: "slow handshakes", tests: here("SlowLorisSocketsDoNotStopANewVisitor", "TheNumbersAreTheDesigns"),
		reason: "the limits of headers are http.Server's: the portal takes 48 KiB, not 16, to answer an address of 5,000 characters with a page"},
	{item: "C6", what: "ping, pong, idle, age", tests: here("ClientsThatDoNotAnswerPingsAreDropped", "IdleConnectionsAreClosedThoughTheyAnswerPings", "OldConnectionsAreClosedThoughTheyAreBusy", "TheNumbersAreTheDesigns")},
	{item: "C7", what: "slow clients", tests: here("ASlowClientIsDroppedAndDelaysNobody", "ASlowClientThatReadsAgainSees1013"),
		reason: "that nobody is delayed is shown by every answer arriving, not by a time: tests hold no times"},
	{item: "C8", what: "connections", tests: here("ConnectionsAreLimited", "AnAddressGetsItsPlacesBack", "AConversationIsOpenThreeTimesAtMost", "ForwardedAddressesAreBelievedFromProxiesOnly")},
	{item: "C9", what: "rates and violations", tests: here("AConnectionThatAsksTooFastIsToldAndThenClosed", "AnAddressHasItsMessagesAMinute", "PingFloodsAreClosed", "ABadMessageIsAnsweredAndTheTenthClosesTheConnection")},
	{item: "C10", what: "strict JSON, once an id", tests: here("MessagesAreReadStrictly", "DuplicateIDsAreAskedAndAnsweredOnce", "TheNumbersAreTheDesigns")},
	{item: "C11", what: "what a question may hold", tests: map[string][]string{".": {"InvisibleCharactersAreTakenOut"}, "..": {"HostileQuestionsGetPoliteBoundedAnswers", "WhatExceedsTheBoundIsNotRead"},
		"../../search": {"WhatIsTypedIsNeverAPattern", "AQueryBeyondItsBoundsIsRefused"}}, reason: "50 ms is not asserted: tests hold no times"},
	{item: "C12", what: "pages of hits", tests: map[string][]string{"../../search": {"AQueryBeyondItsBoundsIsRefused"}}},
	{item: "C13", what: "searches at once", tests: map[string][]string{"../../search": {"TooManySearchesAtOnceAreTurnedAway"}, ".": {"WithoutCapacityAQuestionIsRefusedNotQueued"}},
		reason: "no query of the engine is made from what is typed, so its own clause count has nothing to limit"},
	{item: "C14", what: "time and memory of one question", tests: map[string][]string{".": {"LateAnswersAreLeftBehindAndCounted"}, "../../examples/chatserver": {"OneQuestionTakesBoundedMemory"}}},
	{item: "C15", what: "60 payloads", tests: map[string][]string{".": {"UnsafeAddressesAreNotSent", "TheWidgetHasNoWayToMakeMarkupOrCode"}, "../../examples/chatserver": {"PayloadsStayText", "ThePayloadsAreSixtyAtLeast"}}},
	{item: "C16", what: "policy of the pages", tests: map[string][]string{".": {"TheChatPagesCarryAStrictPolicy"}, "../../examples/chatserver": {"PagesCarryTheirPolicyAndMeta", "PayloadsStayText"}}},
	{item: "C17", what: "integrity of the widget", tests: map[string][]string{".": {"TheWidgetIsOneSmallImmutableModule"}, "../../examples/chatserver": {"TheIframePageIsForListedOriginsOnly"}}},
	{item: "C18", what: "no secret, no administration", tests: here("ThereIsNothingToAdminister")},
	{item: "C19", what: "imports", tests: map[string][]string{"../../disclosure/ingest": {"LimitsHold", "HostilePDFsEndInAnError"}}},
	{item: "C20", what: "nothing is fetched", tests: here("ThePackageReachesOutToNothing")},
	{item: "C21", what: "personal data", tests: map[string][]string{".": {"MaskFindsGeneratedPersonalData", "MaskHidesWhatItShouldAndNoMore", "MaskHandlerMasksWhereverTextStands"}, "../../disclosure": {"MaskHidesGeneratedPersonalData"}}},
	{item: "C22", what: "logs", tests: map[string][]string{".": {"LogsHoldNoBodiesAndVisitorsSeeNoInternals", "TheSecurityLogShowsTampering"}, "../../examples/chatserver": {"AFullSecurityLogIsSetAsideAndEachFileVerifiesByItself"},
		"../../disclosure/store": {"QuestionsEndByAgeAndByConversation"}},
		reason: "the chat keeps no log of questions itself: feedback goes to the host, masked, and conversations end in memory after two hours or at the visitor's word"},
	{item: "C23", what: "addresses", tests: here("AddressesAreKeyedHashes")},
	{item: "C24", what: "language models", reason: "there is none: answers are extracts"},
	{item: "C25", what: "injection into a language model", reason: "there is none"},
	{item: "C26", what: "limits of a language model", reason: "there is none"},
	{item: "C27", what: "word list", tests: here("TheWordListRefusesBothWays")},
	{item: "C28", what: "emergencies first, no promises", tests: here("EmergenciesGetANumberFirst"), reason: "what is said on handing over is fixed text that names an office and promises nothing"},
	{item: "C29", what: "dependencies", reason: "held by the build: pinned and verified modules, govulncheck; the list of what a program holds is in the program, go version -m"},
	{item: "C30", what: "errors", tests: here("LogsHoldNoBodiesAndVisitorsSeeNoInternals")},
}

func here(names ...string) map[string][]string { return map[string][]string{".": names} }

func TestEveryItemOfTheChecklistHasATestOrAReason(t *testing.T) {
	sources := make(map[string]string)
	for _, item := range checklist {
		if len(item.tests) == 0 && item.reason == "" {
			t.Errorf("%s %s has neither", item.item, item.what)
		}
		for folder, names := range item.tests {
			if sources[folder] == "" {
				sources[folder] = testSources(t, folder)
			}
			for _, name := range names {
				if !regexp.MustCompile(`(?m)^func Test` + name + `\(t \*testing\.T\)`).MatchString(sources[folder]) {
					t.Errorf("%s %s: there is no test %s in %s", item.item, item.what, name, folder)
				}
			}
		}
	}
	if len(checklist) != 30 {
		t.Errorf("%d items", len(checklist))
	}
}

func testSources(t *testing.T, folder string) (all string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(filepath.FromSlash(folder), "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all += string(data)
	}
	return all
}
