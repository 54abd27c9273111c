package disclosure

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
)

// Records are the typed records that a document publishes beside its text: budget tables, trades, project stages.
// In JSON each kind is a list under its own name; a single object stands for a list of one. Money may be written as
// whole 分 or as a string with its unit.
type Records struct {
	Budgets         []BudgetTable    `json:"budgets,omitempty"`
	PublicExpenses  []PublicExpenses `json:"public_expenses,omitempty"` // 三公经费
	Transfers       []Transfer       `json:"transfers,omitempty"`
	SpecialFunds    []SpecialFund    `json:"special_funds,omitempty"`
	Performances    []Performance    `json:"performances,omitempty"`
	Debts           []DebtStatement  `json:"debts,omitempty"`
	Procurements    []Procurement    `json:"procurements,omitempty"`
	Trades          []Trade          `json:"trades,omitempty"`
	LandDeals       []LandDeal       `json:"land_deals,omitempty"`
	Housing         []Housing        `json:"housing,omitempty"`
	Projects        []Project        `json:"projects,omitempty"`
	Schools         []School         `json:"schools,omitempty"`
	Hospitals       []Hospital       `json:"hospitals,omitempty"`
	ElderCare       []ElderCare      `json:"elder_care,omitempty"`
	Fees            []Fee            `json:"fees,omitempty"`
	Subsidies       []Subsidy        `json:"subsidies,omitempty"`
	Interpretations []Interpretation `json:"interpretations,omitempty"`
	Experts         []Expert         `json:"experts,omitempty"`
	Hotspots        []Hotspot        `json:"hotspots,omitempty"`
	Consultations   []Consultation   `json:"consultations,omitempty"`
	Review          ReviewTrail      `json:"review,omitempty"` // 三审三校, 保密审查
}

// Kinds returns the JSON names of the kinds that have a record, in the order of the fields.
func (rs *Records) Kinds() []string {
	if rs == nil {
		return nil
	}
	var kinds []string
	v := reflect.ValueOf(rs).Elem()
	for i := range v.NumField() {
		if v.Field(i).Len() > 0 {
			name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			kinds = append(kinds, name)
		}
	}
	return kinds
}

// readRecords reads the records field. A kind that is unknown or cannot be read stays in Attributes under
// "records", the others are taken.
func readRecords(r *row) *Records {
	field := r.take("records")
	if field == nil {
		return nil
	}
	if field.raw[0] != '{' {
		r.refuse(field, "is "+typeOf(field.raw)+", not an object of records by kind")
		return nil
	}
	records, found := &Records{}, false
	var left [][]byte
	for _, m := range members(field.raw) {
		if isBlank(m.raw) || m.raw[0] == '[' && len(elements(m.raw)) == 0 {
			continue
		}
		if err := records.add(m); err != nil {
			name := unquote(m.name)
			left = append(left, append(append(bytes.Clone(m.name), ':'), m.raw...))
			r.fault(field.name+"."+name, "cannot be read: "+strings.TrimPrefix(err.Error(), "json: "))
			continue
		}
		found = true
	}
	if len(left) > 0 {
		field.taken = false
		field.raw = append(append([]byte{'{'}, bytes.Join(left, []byte{','})...), '}')
	}
	if !found {
		return nil
	}
	return records
}

// add decodes the list of one kind, whole or not at all.
func (rs *Records) add(m member) error {
	raw := m.raw
	if raw[0] != '[' {
		raw = append(append([]byte{'['}, raw...), ']')
	}
	object := append(append(append(append([]byte{'{'}, m.name...), ':'), raw...), '}')
	var trial Records
	for _, target := range []*Records{&trial, rs} {
		decoder := json.NewDecoder(bytes.NewReader(object))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(target); err != nil {
			return err
		}
	}
	return nil
}
