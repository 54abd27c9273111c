// Package qa answers questions from disclosed documents and reviewed FAQs, cites what it says, and says so when it
// does not know.
//
//	assistant, err := qa.New(index, faqs, nil)
//	answer, err := assistant.Ask(ctx, qa.Question{Text: "高龄津贴怎么申请？"})
//	switch answer.Outcome {
//	case qa.Answered:   // answer.Notice first, then answer.Text, then answer.Citations
//	case qa.Clarify:    // answer.Suggestions: what may have been meant; or what may bear on it, behind answer.Notice
//	case qa.Unanswered: // answer.Related and answer.Contact: where to go on
//	}
//
// An [Assistant] holds an index and the FAQs; a [Question] is what a citizen typed, of any length and content; an
// [Answer] is a value to show, also where it says that nothing was found. [Verify] checks the citations of an answer
// again, now or years later. Any index that can do what [Retriever] asks will serve; *search.Index is one.
//
// # How an answer comes about
//
// The question is matched with the wordings and the answers of the FAQs and looked up in the index. An FAQ that fits
// answers in its own, reviewed words. Otherwise the best document is read: the stretch of clauses or sentences that says
// most of what is asked for, and of the kind that is asked for, is the answer, word for word. Where neither reaches the
// threshold of [Options], near questions or an uncertain passage are offered, marked as such, or it is said that nothing
// was found, with the office that is responsible for the topic.
//
// What typed records tell (Document.Records: budgets, 三公经费, debt, transfers, special funds, scores, projects, trades,
// housing, fees, subsidies) is told from them, of the year, place and thing that are asked for and of no other: in fixed
// sentences filled with the records' values, with Tables and Timelines beside. Nothing else is composed: what an answer
// says stands in a document, in a record or in an FAQ. A year that no record is of is said to be missing, with those that
// are there. Explain says in Chinese what decided.
//
// Within a conversation (Question.Conversation) a question that leans on the one before (那需要什么材料) is read together
// with it; 去年的呢 asks the same of another year, and 农村的呢 of something else, which takes the place of the matter before
// where a document's title or an FAQ names it. What is remembered of a conversation is its last whole question, masked, its
// topic, the ids of what was answered with and a counter, in memory, for the last 10,000 of them.
//
// Answers to questions that stand by themselves are remembered (Options.Remember), and so is what was read of documents:
// in memory, within bounds, under a hash of the question, not where it holds personal data, and only while the index tells
// that it holds what it held (Revision of *search.Index). A remembered answer is the one that would be found again.
//
// [ClusterUnanswered], [Drafts], [Accept] and [Stale] work on plain values and close the loop: what was not answered
// becomes suggested FAQs, accepted questions become variants, and FAQs that rest on lapsed documents are flagged.
//
// # What holds
//
//   - An answer from documents cites them: id, 文号, title, heading, byte range, quote and a hash of the text; one from
//     records cites the record and its hash too.
//   - A document that states that it is repealed or in force only in part, that has expired or is not yet in force on the
//     day of the question, never answers without a Notice to be shown first; a successor that the index knows is named.
//   - The same question to the same index and FAQs gets the same answer, byte for byte, from any number of goroutines;
//     within a conversation, behind the same questions.
//   - No question is an error. Ask fails when its context ends or the index fails, and only then.
//
// # Caveats
//
// Confidence is an estimate, not a measurement, and for answers from records it is a constant: measure the threshold on questions of your own with package evaluate.
// Validity is what a document states of itself: one whose repeal nobody recorded in it is taken to be in force, also
// where another document's relations repeal it. An FAQ without documents is answered without a citation, on
// the word of whoever reviewed it. The FAQs are read once, by New; when they change, make another Assistant.
package qa
