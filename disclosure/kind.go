package disclosure

// Kind is the genre of a document (体裁, 文种). The code is the Chinese term itself, as portals write it, so an
// unlisted term of a host is kept as it is.
type Kind string

// The fifteen kinds of official document (党政机关公文处理工作条例, 中办发〔2012〕14号, Art. 8).
const (
	Resolution    Kind = "决议"
	Decision      Kind = "决定"
	Order         Kind = "命令(令)"
	Communique    Kind = "公报"
	Proclamation  Kind = "公告"
	PublicNotice  Kind = "通告"
	Opinion       Kind = "意见"
	Notice        Kind = "通知"
	Circular      Kind = "通报"
	Report        Kind = "报告"
	RequestUpward Kind = "请示"
	Reply         Kind = "批复"
	Motion        Kind = "议案"
	Letter        Kind = "函"
	Minutes       Kind = "纪要"
)

// Kinds of disclosed information beyond the fifteen.
const (
	Rules          Kind = "规章"
	Plan           Kind = "规划"
	PublicDisplay  Kind = "公示"
	Interpretation Kind = "解读"
	Response       Kind = "回应"
	Solicitation   Kind = "征集"
	AnnualReport   Kind = "年报"
	Budget         Kind = "预算"
	FinalAccounts  Kind = "决算"
	Guide          Kind = "指南"
	Other          Kind = "其他"
)

// Openness says how a document may be had (公开属性; 条例 Art. 13–16).
type Openness string

const (
	Proactive   Openness = "主动公开"
	OnRequest   Openness = "依申请公开"
	Undisclosed Openness = "不予公开"
)
