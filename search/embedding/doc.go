// Package embedding knows which words stand near each other in meaning (词向量): what people say (酒驾, 拖走) and what
// agencies write for it (饮酒驾驶, 拖吊).
//
//	table := embedding.Default()
//	said, written := table.Of("拖走"), table.Of("拖吊")
//	near := embedding.Cosine(&said, &written)
//
// A word's vector is what was learned for the word itself and half of what was learned for each of its characters; a
// word that was never seen is made up of its characters alone. Vectors are not of unit length: the length says how much
// a word tells of what is asked. The vector of a text is the sum of those of its words, each times its rarity.
//
// # How the vectors came about
//
// "go test -tags fit" in this folder makes vectors.bin (fit_test.go): first from statutes, whose text is outside
// copyright, by positive pointwise mutual information of words near each other, factored by truncated singular value
// decomposition (Levy and Goldberg: Neural Word Embedding as Implicit Matrix Factorization, 2014; Halko, Martinsson and
// Tropp: Finding Structure with Randomness, 2011). From there on the table of colloquial words and pairs of questions in
// people's words with the official question and answer, written for this project (testdata/pairs.jsonl), move them:
// what belongs together is drawn nearer than what does not, over batches (van den Oord, Li and Vinyals: Representation
// Learning with Contrastive Predictive Coding, 2018), by Adagrad (Duchi, Hazan and Singer, 2011), with a fifth of the rows of
// each text left out at random (Srivastava and others: Dropout, 2014). Of words, those that two texts hold are learned; others
// are their characters.
//
// # Caveats
//
// Nearness is relatedness: opposites (开户, 销户) stand near each other too. It is one feature among others, never a
// reason to answer by itself.
package embedding
