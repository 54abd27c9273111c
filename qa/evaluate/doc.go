// Package evaluate measures how well documents are found, how well questions are answered, and whether the
// assistant knows what it does not know.
//
// The common path: read the questions (DecodeQuestions) and what is right for them (Gold, from DecodeJudgements and
// DecodeReferences), put every question to an assistant (Run), add each row to a Score, and print its Report.
// Folders are laid out as BEIR lays them out: queries.jsonl, qrels.tsv and answers.jsonl beside a corpus.
//
// The measures stand alone as functions over plain values: NDCG, ReciprocalRank, Recall and Hit for rankings;
// ExactMatch, CharacterF1 and RougeL for wording; AUROC, PrecisionAtCoverage, RiskCoverage and RiskArea for
// confidence. Each names its definition, for several are in use under the same name.
//
// Rows stream: what is kept per question is a few numbers. A bad line never stops a reader; it is yielded as a
// *disclosure.RowError and the next one is read.
//
// Caveats: wording is compared character by character, so a right answer in other words scores low; a document
// nobody judged counts as not relevant.
package evaluate
