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
// The records that stand in Document.Records, and what judges them:
//
//	四本账, 预决算        BudgetTable       Check adds it up at every level
//	类, 款, 项, 目        SubjectLevel      of a code by its length
//	三公经费              PublicExpenses
//	转移支付, 专项资金    Transfer, SpecialFund
//	预算绩效              Performance
//	债务限额, 余额        DebtStatement
//	政府采购支出          Procurement
//	公共资源交易          Trade             TradeGaps finds missing stages
//	土地和矿业权出让      LandDeal          OpenParcels finds notices without outcome
//	保障性住房            Housing           HousingGaps
//	重大建设项目          Project           Timeline shows the life and its gaps
//	项目统一代码          CheckProjectCode
//	收费, 补贴            Fee, Subsidy      Missing names absent elements
//	政策解读, 专家库      Interpretation, Expert
//	热点回应              Hotspot           Clocks
//	意见征集, 开放日      Consultation, Opinion
//	三审, 保密审查        ReviewTrail       a hash chain
//	金额                  Fen               int64 分, exact
//
// Time, validity and completeness:
//
//	工作日, 调休          Calendar          yearly notices; an unknown year is ErrUnknownYear
//	时限, 到期日          Calendar.DueDate  with the steps of the count
//	依申请公开            Request           Clocks, FeeByItems, FeeByPages
//	有效性 on a day       ValidityGraph     ValidAt gives state, reason and successor
//	有效期, 废止条款      ValidityClause    found in text by FindValidityClauses
//	标准目录              Catalog           items with 要素 (Element) and 公开时限 (Deadline)
//	栏目                  Column
//	问题                  Finding           what a rule found
//	个人信息              Personal          FindPersonal finds it, Mask blots it out
//
// # Conventions
//
// A zero value means "not stated". Codes are stable strings, never counters: they are stored and exported. What an
// agency printed is kept as printed (Number.Raw, IndexNumber.Raw, Attributes); what was read from it stands beside
// it. Dates are civil dates without a zone. Everything may be read from several goroutines at once.
//
// Caveats: where a 文号 begins in running text is a guess (FindNumbers); two-digit years (〔98〕) are left unread; the built-in
// catalogue is a beginning, not an official one; limits that agencies name without a number (及时) are left to a profile.
package disclosure
