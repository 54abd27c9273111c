// Package audit turns documents into findings: what is missing, late, wrong or must not be published. It serves in two
// ways.
//
// As a gate before one document is published:
//
//	auditor, err := audit.New(nil, nil) // the built-in profile
//	for _, finding := range auditor.Gate(&document) {
//		fmt.Println(finding.Rule, finding.Severity.Chinese(), finding.Message)
//	}
//
// As a quality report over a whole site, read as a stream:
//
//	report, err := auditor.Site(ctx, mapping.Documents(export), catalog, today, nil)
//	err = report.WriteHTML(w) // or WriteMarkdown, WriteJSON
//
// A rule (Rule) is an ID, a level, a basis and a check. IDs, levels, bases, numbers and word lists are data: the
// built-in Profile, which a province overrides in part with ReadProfile. What has not been read in an official text is
// marked so in the profile, in each finding (Finding.Unverified) and in the reports.
//
// # Families of rules
//
//	META  metadata            NUM   发文字号             VAL   validity
//	TIME  time limits         CAT   标准目录              COL   columns of the site
//	FIN   budgets             PRJ   projects            TRD   trades
//	HSG   housing             SOC   fees, subsidies     INT   interpretation
//	HOT   hot topics          CON   consultations       MSG   messages
//	PII   personal data       SEC   secrecy             TXT   text quality
//	REV   review              FAQ   questions and answers
//
// # Caveats
//
// A report says what documents show, not what is true. Rules on wording, personal data and copied or inconsistent text
// are heuristics with false alarms; each finding gives its evidence so that a person can decide. Findings quote
// personal data in masked form only. Of each rule a report keeps the first findings and the count of all;
// SiteOptions.Each receives every one.
package audit
