package disclosure

import (
	"slices"
	"strings"
)

// HousingStage is one of the five publications on a batch of affordable housing (保障性住房).
type HousingStage string

// The five stages.
const (
	HousingPlan      HousingStage = "计划"
	HousingPolicy    HousingStage = "政策"
	HousingEligible  HousingStage = "对象"
	HousingAvailable HousingStage = "房源"
	HousingAllocated HousingStage = "结果"
)

// HousingStages lists the five stages in order.
func HousingStages() []HousingStage {
	return []HousingStage{HousingPlan, HousingPolicy, HousingEligible, HousingAvailable, HousingAllocated}
}

// Housing is one stage of one batch of affordable housing. Allocations name people and are published masked only.
type Housing struct {
	Program     string        `json:"program"`         // 公租房, 保障性租赁住房, 配售型保障房 …
	Batch       string        `json:"batch,omitempty"` // e.g. 2024年第一批
	Stage       HousingStage  `json:"stage"`
	Document    string        `json:"document,omitempty"`
	On          Date          `json:"on,omitzero"`
	PublicFrom  Date          `json:"public_from,omitzero"` // 公示期, first day
	PublicTo    Date          `json:"public_to,omitzero"`   // 公示期, last day
	Units       []HousingUnit `json:"units,omitempty"`
	Allocations []Allocation  `json:"allocations,omitempty"`
}

// HousingUnit is a group of like dwellings. Area is in square metres.
type HousingUnit struct {
	Location string  `json:"location"`
	Layout   string  `json:"layout,omitempty"`
	Area     float64 `json:"area,omitempty"`
	Count    int     `json:"count"`
	Rent     Fen     `json:"rent,omitempty"`  // a month
	Price    Fen     `json:"price,omitempty"` // a square metre
}

// Allocation is one masked entry of a result list.
type Allocation struct {
	Name string `json:"name"`         // masked: 张*
	ID   string `json:"id,omitempty"` // masked identity number: 35*************123
	Unit string `json:"unit,omitempty"`
}

// Masked says whether the name and the identity number both have characters blotted out.
func (a Allocation) Masked() bool {
	const blots = "*＊×某"
	return strings.ContainsAny(a.Name, blots) && (a.ID == "" || strings.ContainsAny(a.ID, blots))
}

// UnitCount returns the number of dwellings.
func (h *Housing) UnitCount() int {
	count := 0
	for _, unit := range h.Units {
		count += unit.Count
	}
	return count
}

// HousingGaps returns the stages that a batch's records lack, in order.
func HousingGaps(records []Housing) []HousingStage {
	return slices.DeleteFunc(HousingStages(), func(stage HousingStage) bool {
		return slices.ContainsFunc(records, func(h Housing) bool { return h.Stage == stage })
	})
}
