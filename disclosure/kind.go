package disclosure

// Kind is the genre of a document (体裁, 文种). The code is the Chinese term itself, as portals write it, so an
// unlisted term of a host is kept as it is.
type Kind string

// The fifteen kinds of official document (党政机关公文处理工作条例, 中办发〔2012〕14号, Art. 8).
const (
	KindResolution    Kind = "决议"
	KindDecision      Kind = "决定"
	KindOrder         Kind = "命令(令)"
	KindCommunique    Kind = "公报"
	KindProclamation  Kind = "公告"
	KindPublicNotice  Kind = "通告"
	KindOpinion       Kind = "意见"
	KindNotice        Kind = "通知"
	KindCircular      Kind = "通报"
	KindReport        Kind = "报告"
	KindRequestUpward Kind = "请示"
	KindReply         Kind = "批复"
	KindMotion        Kind = "议案"
	KindLetter        Kind = "函"
	KindMinutes       Kind = "纪要"
)

// Kinds of disclosed information beyond the fifteen.
const (
	KindRules          Kind = "规章"
	KindPlan           Kind = "规划"
	KindPublicDisplay  Kind = "公示"
	KindInterpretation Kind = "解读"
	KindResponse       Kind = "回应"
	KindSolicitation   Kind = "征集"
	KindAnnualReport   Kind = "年报"
	KindBudget         Kind = "预算"
	KindFinalAccounts  Kind = "决算"
	KindGuide          Kind = "指南"
	KindOther          Kind = "其他"
)
