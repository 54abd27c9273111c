package disclosure

import (
	"encoding/json"
	"strings"
)

// Agency is an administrative organ or institution that discloses (发布机构, 行政机关). In JSON it may be a
// plain string, its name.
type Agency struct {
	ID        string `json:"id,omitempty"`
	Name      string `json:"name"`                 // 全称
	ShortName string `json:"short_name,omitempty"` // 规范化简称
	USCC      string `json:"uscc,omitempty"`       // 统一社会信用代码 (GB 32100-2015)
	Region    string `json:"region,omitempty"`     // 行政区划
	Level     string `json:"level,omitempty"`      // 国家, 省, 市, 县, 乡
	Parent    string `json:"parent,omitempty"`     // name of the organ above
	Phone     string `json:"phone,omitempty"`      // published office telephone
}

// MarshalJSON writes an agency of which only the name is known as a plain string.
func (a Agency) MarshalJSON() ([]byte, error) {
	if a == (Agency{Name: a.Name}) && strings.TrimSpace(a.Name) != "" {
		return json.Marshal(a.Name)
	}
	return json.Marshal(plainAgency(a))
}

// UnmarshalJSON reads an object or a plain string, the name.
func (a *Agency) UnmarshalJSON(data []byte) error {
	var s string
	if json.Unmarshal(data, &s) == nil {
		*a = Agency{Name: s}
		return nil
	}
	return json.Unmarshal(data, (*plainAgency)(a))
}

// plainAgency is the type without its JSON methods.
type plainAgency Agency
