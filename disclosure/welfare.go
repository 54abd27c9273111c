package disclosure

// Fee is a charge with the three things that must be published of it: the item, the standard, and the basis (收费项目,
// 收费标准, 收费依据), or the price of a service.
type Fee struct {
	Item     string `json:"item"`
	Standard string `json:"standard,omitempty"` // in words, e.g. 每学期1200元
	Amount   Fen    `json:"amount,omitempty"`   // where it is one sum
	Unit     string `json:"unit,omitempty"`     // per what: 元/学期, 元/床·日
	Basis    string `json:"basis,omitempty"`    // the document it rests on, with 文号
	From     Date   `json:"from,omitzero"`
	To       Date   `json:"to,omitzero"`
}

// Missing names what the fee lacks of its three parts. An amount counts as a standard.
func (f Fee) Missing() []string {
	var missing []string
	for _, part := range []struct {
		name  string
		there bool
	}{{"收费项目", f.Item != ""}, {"收费标准", f.Standard != "" || f.Amount != 0}, {"收费依据", f.Basis != ""}} {
		if !part.there {
			missing = append(missing, part.name)
		}
	}
	return missing
}

// School is what is published of a school for an enrolment year (教育): policy, plan, area, admission, fees. People
// admitted are counted, not listed.
type School struct {
	Name     string `json:"name"`
	Kind     string `json:"kind,omitempty"` // 幼儿园, 小学, 初中, 高中 …
	Operator string `json:"operator,omitempty"`
	Year     int    `json:"year"`
	Policy   string `json:"policy,omitempty"`    // 招生政策, document id
	Area     string `json:"area,omitempty"`      // 招生范围, 学区
	Migrants string `json:"migrants,omitempty"`  // 随迁子女入学政策
	Planned  int    `json:"planned,omitempty"`   // 招生计划
	Admitted int    `json:"admitted,omitempty"`  // 录取人数
	Result   string `json:"result,omitempty"`    // 录取结果, document id
	Fees     []Fee  `json:"fees,omitempty"`      // none at all is a statement only with FreeNote
	FreeNote string `json:"free_note,omitempty"` // why nothing is charged
	Phone    string `json:"phone,omitempty"`
}

// Hospital is what is published of a medical institution (医疗卫生机构).
type Hospital struct {
	Name     string         `json:"name"`
	Level    string         `json:"level,omitempty"` // 三级甲等 …
	Licence  string         `json:"licence,omitempty"`
	Operator string         `json:"operator,omitempty"`
	Address  string         `json:"address,omitempty"`
	Phone    string         `json:"phone,omitempty"`
	Insured  bool           `json:"insured,omitempty"` // 医保定点
	Services []string       `json:"services,omitempty"`
	Fees     []Fee          `json:"fees,omitempty"`     // 医疗服务价格, 药品和耗材价格
	Events   []QualityCount `json:"events,omitempty"`   // aggregated only
	Reviewed Date           `json:"reviewed,omitzero"`  // when these contents were last confirmed
	Document string         `json:"document,omitempty"` // where they stand
}

// QualityCount counts events of one kind in a period (医疗事故, 医疗纠纷) with how they were dealt with: totals only,
// for a single case points at a person.
type QualityCount struct {
	Kind    string `json:"kind"`
	Period  string `json:"period"` // e.g. 2024年
	Count   int    `json:"count"`
	Settled int    `json:"settled"`
	Note    string `json:"note,omitempty"`
}

// ElderCare is what is published of an elder-care institution (养老机构).
type ElderCare struct {
	Name     string   `json:"name"`
	Filed    string   `json:"filed,omitempty"` // 备案编号
	FiledOn  Date     `json:"filed_on,omitzero"`
	Operator string   `json:"operator,omitempty"`
	Manager  string   `json:"manager,omitempty"` // who runs it: 公办, 公建民营, 民办
	Address  string   `json:"address,omitempty"`
	Phone    string   `json:"phone,omitempty"`
	Beds     int      `json:"beds"`
	Occupied int      `json:"occupied,omitempty"`
	Services []string `json:"services,omitempty"`
	Fees     []Fee    `json:"fees,omitempty"`
	Rating   string   `json:"rating,omitempty"` // 等级评定, 质量评估
}

// Subsidy is a grant to people or institutions (补贴) with the elements that people need to get it.
type Subsidy struct {
	Name      string `json:"name"`
	Audience  string `json:"audience,omitempty"`  // 补贴对象
	Condition string `json:"condition,omitempty"` // 申请条件
	Standard  string `json:"standard,omitempty"`  // 补贴标准, in words
	Amount    Fen    `json:"amount,omitempty"`    // where it is one sum
	Unit      string `json:"unit,omitempty"`      // per what: 元/月
	Materials string `json:"materials,omitempty"` // 申请材料
	Procedure string `json:"procedure,omitempty"` // 办理流程
	Limit     string `json:"limit,omitempty"`     // 办理时限
	Phone     string `json:"phone,omitempty"`     // 咨询电话
	Basis     string `json:"basis,omitempty"`     // 政策依据
	From      Date   `json:"from,omitzero"`
	To        Date   `json:"to,omitzero"`
}

// Missing names the elements that the subsidy lacks: 对象, 条件, 标准, 材料, 流程, 时限 and 电话 are required.
func (s Subsidy) Missing() []string {
	var missing []string
	for _, element := range []struct{ name, value string }{
		{"补贴对象", s.Audience}, {"申请条件", s.Condition}, {"补贴标准", s.Standard + s.amount()}, {"申请材料", s.Materials},
		{"办理流程", s.Procedure}, {"办理时限", s.Limit}, {"咨询电话", s.Phone},
	} {
		if element.value == "" {
			missing = append(missing, element.name)
		}
	}
	return missing
}

func (s Subsidy) amount() string {
	if s.Amount == 0 {
		return ""
	}
	return s.Amount.String()
}
