// Package search finds documents of public disclosure (政务公开) and the passages in them.
//
// Open an Index, Import documents into it, Search:
//
//	index, err := search.Open("data/index", nil)
//	report, err := index.Import(ctx, disclosure.DecodeDocuments(file))
//	result, err := index.Search(ctx, search.Query{
//		Text:   `公积金 提取 -异地 标题:办法`,
//		Filter: search.Filter{Agency: "市住房公积金管理中心"},
//		Facets: []search.Facet{search.ByAgency, search.ByYear},
//	})
//
// # The types to know
//
//   - Index holds documents. Search is for people: pages, facets, marks; Retrieve is for programs that answer: ranked
//     documents and passages for a question. Suggest completes what is being typed, Related leads on from a document,
//     LinksTo says who repeals, replaces or interprets it, Get returns it whole.
//   - Query is what is asked; Parse documents what people may type. Result and Hit are what comes back; Hit.Explain says
//     in Chinese why. Where nothing fits, Result.Help and Result.DidYouMean lead on.
//   - Synonyms are words that find each other; a host adds its own with ReadSynonyms and With.
//   - Curation is what editors decide for one query; Index.Curate puts it to work.
//   - Completer completes any strings, such as questions of a FAQ.
//   - SavedQueries match new documents against many saved queries, for subscriptions.
//
// # How it ranks
//
// Stage one is BM25F over documents and passages (scorer.go), stage two scores the best hundred again by features of
// the text itself (rerank.go), among them, where a question is asked in everyday words, how near title and passage stand to
// it in meaning (meaning.go). Equal queries over an equal index give equal orders: by score, then date, then id.
// What editors pinned comes first, then the document whose 文号 was asked for, then what agrees with a date in the text.
//
// # Caveats
//
// The index is derived: keep documents elsewhere, and import them anew after ErrFormat or ErrDamaged. One process opens
// a folder at a time. A single character is found in titles only. A document matches a long word or a question when it
// holds the greater part of it, so Result.Total counts more than literal matches. An abbreviation of two characters
// (国办) is also found inside other words (全国办公), behind what it means. Spelling knows the words of titles and facets,
// not all of the texts'. Titles of a large import can be suggested some seconds later than they can be found.
package search
