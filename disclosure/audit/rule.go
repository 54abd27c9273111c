package audit

import (
	"slices"
	"sync"

	"github.com/zwgk/zwgk/disclosure"
)

// Rule is one rule with what a profile says of it.
type Rule struct {
	ID string `json:"id"`
	Setting
	Site bool `json:"site"` // it needs more than one document: Gate does not check it
}

// check is a rule's ID with what it does: to one document, to a whole site, or to both.
type check struct {
	id       string
	document func(*inspection)
	site     func(*survey)
}

// checks lists every rule in the order of reports. A rule without a function is reported by another's: see its file.
func checks() []check {
	return []check{
		{"META-001", checkTitle, nil}, {"META-002", checkIndexNumber, nil}, {"META-003", checkIssuer, nil},
		{"META-004", checkFormed, nil}, {"META-005", checkPublished, nil}, {"META-006", checkOpenness, nil},
		{"META-007", checkSubjects, nil}, {"META-008", checkKind, nil}, {"META-009", checkText, nil},
		{"META-010", checkDates, nil}, {"META-011", checkIndexProfile, nil}, {"META-012", nil, surveyIndexNumbers},
		{"META-013", checkSummary, nil}, {"META-020", checkNormativeSet, nil},
		{"NUM-001", checkNumberForm, nil}, {"NUM-002", checkNumberYear, nil}, {"NUM-003", checkLeadingZero, nil},
		{"NUM-004", checkOrdinal, nil}, {"NUM-005", checkAgencyCode, nil}, {"NUM-006", nil, surveyNumbers},
		{"NUM-007", checkNumberAgainstFormed, nil},
		{"VAL-001", nil, surveyDangling}, {"VAL-002", nil, surveyCycles}, {"VAL-003", checkStatedValidity, surveyConflicts},
		{"VAL-004", checkTerm, nil}, {"VAL-005", nil, surveyRepealNotes}, {"VAL-006", checkPartialRepeal, surveyPartialRepeals},
		{"VAL-007", nil, surveyUnlinkedRepeals},
		{"TIME-001", checkDisclosureLimit, nil}, {"TIME-002", checkDecisionLimit, nil}, {"TIME-003", nil, surveyItemLimits},
		{"TIME-004", checkKnownYear, nil},
		{"CAT-001", nil, surveyMissingItems}, {"CAT-002", nil, surveyElements}, {"CAT-003", nil, surveyChannels},
		{"CAT-004", nil, surveyOwners}, {"CAT-005", nil, surveyExcuses},
		{"COL-001", nil, surveyHome}, {"COL-002", nil, surveyNews}, {"COL-003", nil, surveyNotices},
		{"COL-004", nil, surveyPersonnel}, {"COL-005", nil, surveyBlank}, {"COL-006", nil, surveyColumnSums},
		{"COL-007", nil, surveyOtherColumns},
		{"FIN-001", nil, surveyAccounts}, {"FIN-002", checkDepth, nil}, {"FIN-003", checkSums, nil},
		{"FIN-004", checkPublicExpenses, nil}, {"FIN-005", checkEmptyTables, nil}, {"FIN-006", checkTransfers, nil},
		{"FIN-007", checkBudgetLimit, nil}, {"FIN-008", checkDebts, nil}, {"FIN-009", checkDebtPlans, nil},
		{"FIN-010", nil, surveyPerformances}, {"FIN-011", checkSpecialFunds, nil},
		{"PRJ-001", checkApprovals, nil}, {"PRJ-002", nil, surveyProjects}, {"PRJ-003", checkProjectCodes, nil},
		{"TRD-001", nil, surveyTradeOrder}, {"TRD-002", nil, surveyTradeResults}, {"TRD-003", checkNotices, nil},
		{"TRD-004", checkCeilings, nil}, {"TRD-005", checkParties, nil},
		{"HSG-001", nil, surveyHousing}, {"HSG-002", checkDisplayTime, nil}, {"HSG-003", checkAllocations, nil},
		{"SOC-001", checkFees, nil}, {"SOC-002", checkSubsidies, nil},
		{"INT-001", checkPlans, surveyPlans}, {"INT-002", nil, surveyInterpretationTime}, {"INT-003", nil, surveyLinks},
		{"INT-004", checkPoints, nil}, {"INT-005", checkAlternatives, nil}, {"INT-006", nil, surveyCopies},
		{"INT-007", nil, surveyExperts},
		{"HOT-001", checkOwners, nil}, {"HOT-002", checkResponseTime, nil}, {"HOT-003", checkReplies, nil},
		{"CON-001", checkConsultationTime, nil}, {"CON-002", checkConsultationResult, nil}, {"CON-003", checkReasons, nil},
		{"MSG-001", checkSimpleMessages, nil}, {"MSG-002", checkOldMessages, nil},
		{"PII-001", personal(disclosure.PersonalIdentity), nil}, {"PII-002", personal(disclosure.PersonalMobile), nil},
		{"PII-003", personal(disclosure.PersonalLandline), nil}, {"PII-004", personal(disclosure.PersonalBankCard), nil},
		{"PII-005", personal(disclosure.PersonalPassport), nil}, {"PII-006", personal(disclosure.PersonalAddress), nil},
		{"PII-007", personal(disclosure.PersonalEmail), nil}, {"PII-008", personal(disclosure.PersonalName), nil},
		{"PII-009", personal(disclosure.PersonalPlate), nil},
		{"SEC-001", checkSecretWords, nil}, {"SEC-002", checkSecrecyReview, nil},
		{"TXT-001", checkTerms, nil}, {"TXT-002", checkEncoding, nil}, {"TXT-003", nil, surveyDeadLinks},
		{"TXT-004", nil, surveyInconsistencies}, {"TXT-005", checkPlaceholders, nil}, {"TXT-006", nil, surveyTexts},
		{"REV-001", checkReviewSteps, nil}, {"REV-002", checkSamePerson, nil}, {"REV-003", checkReviewChain, nil},
		{"REV-004", checkLaterEdits, nil},
		{"FAQ-001", nil, surveyCitations}, {"FAQ-002", nil, surveyCitedValidity}, {"FAQ-003", nil, surveyReviewDates},
		{"FAQ-004", nil, surveyNearQuestions}, {"FAQ-005", nil, surveyAnswerNumbers},
	}
}

// allChecks is made once: a function, so that the checks may refer to what refers to them.
var allChecks = sync.OnceValue(checks)

// RuleIDs lists the IDs of all rules in the order of reports.
func RuleIDs() []string {
	ids := make([]string, 0, 120)
	for _, c := range allChecks() {
		ids = append(ids, c.id)
	}
	return ids
}

func ruleByID(id string) *check {
	all := allChecks()
	if i := slices.IndexFunc(all, func(c check) bool { return c.id == id }); i >= 0 {
		return &all[i]
	}
	return nil
}

// Rules lists every rule with its settings in the auditor's profile, in the order of reports.
func (a *Auditor) Rules() []Rule {
	var rules []Rule
	for _, c := range allChecks() {
		rules = append(rules, Rule{ID: c.id, Setting: a.profile.Rules[c.id], Site: c.document == nil})
	}
	return rules
}
