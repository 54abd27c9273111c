// Package sample is the disclosure of a fictional city, Lanchuan (澜川市),
// written for this project so that search, answers, the audit and the portal
// page can be shown over a complete, coherent set of documents.
//
// [Documents] and [FAQs] are JSON Lines in the field names of
// disclosure.Document and disclosure.FAQ; [ReadCity] gives the agencies, what
// each of them answers for, and the questions people ask most. Documents that
// publish budgets, trades, stages of a project, housing, fees and the like carry
// them as typed records (disclosure.Records) beside the text. The package
// depends on nothing but the standard library.
//
// Everything in it is invented: the city, its streets, companies, projects,
// amounts, telephone numbers (area code 0199 is not assigned) and the host
// name (the top-level domain .example is reserved). National laws and
// standards that the documents refer to are real; the local rules are not, and
// nobody should rely on them. Persons appear only masked (张**). In the
// sample's world it is October 2025.
//
// The texts are coherent, and the tests of this package hold them to it: the
// lines of every budget table add up at each level, balances roll forward,
// relations and citations lead to documents, and each figure in an answer
// stands in a document that the answer cites.
package sample
