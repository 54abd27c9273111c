// Package disclosure is the domain of government information disclosure (政务公开): the documents that agencies
// publish, the records in them, and the arithmetic of numbers, dates, validity and deadlines. It rests on the
// standard library alone and knows nothing of files, indexes or web pages.
//
// Begin with Document, FAQ and DecodeDocuments, which reads what another system exports:
//
//	mapping, err := disclosure.ReadMapping(mapFile) // {"issuers":"department","published":"date"}
//	for document, err := range mapping.Documents(export) {
//		for _, fault := range disclosure.RowErrors(err) {
//			log.Print(fault) // line, field and reason
//		}
//	}
//
// Rules over documents are in package audit, reading of office files in package ingest, keeping in package store.
//
// # Glossary
//
// What portals and standards call things, and the Go name:
//
//	政府信息        Document              what a portal shows on one page
//	名称            Document.Title
//	正文            Document.Text         plain text; byte ranges elsewhere point into it
//	内容概述        Document.Summary
//	索引号          IndexNumber           unchanging catalogue number, 000014349/2022-00172
//	文号, 发文字号  Number                issue number, 国办发〔2024〕5号
//	机关代字        Number.Agency         国办发 in 国办发〔2024〕5号
//	发布机构        Document.Issuers      []Agency; the first leads (联合发文的牵头机关)
//	统一社会信用代码 USCC                  eighteen characters with a check character
//	体裁, 文种      Kind                  通知, 意见, 公告 …
//	主题分类        Document.Subjects
//	主题词, 关键词  Document.Keywords
//	服务对象        Document.Audiences
//	栏目, 信息分类  Document.Category     a path, levels parted by "/"
//	成文日期        Document.Formed       the day it was signed
//	发布日期        Document.Published    the day it was put on the portal
//	施行日期        Document.Effective
//	失效日期        Document.Expires      the last day in force
//	公开属性        Openness              主动公开, 依申请公开, 不予公开
//	有效性          Validity              有效, 废止, 失效, 已修改, 部分失效, 尚未生效
//	废止, 代替      Repeals, Replaces     RelationType
//	解读            Interprets            RelationType; KindInterpretation the genre
//	附件            Attachment
//	常见问题        FAQ
//	相似问法        FAQ.Variants
//	对照表          Mapping               a host's field names for ours
//
// # Conventions
//
// A zero value means "not stated". Codes are stable strings, never counters: they are stored and exported. What an
// agency printed is kept as printed (Number.Raw, IndexNumber.Raw, Attributes); what was read from it stands beside
// it. Dates are civil dates without a zone. Everything is safe for concurrent reading; nothing here locks.
package disclosure
