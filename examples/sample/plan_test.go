package sample_test

import (
	"strings"
	"testing"
)

// plan lists the fields of the 2025 work plan (政务公开工作实施方案) and the
// documents that fill them.
var plan = []struct{ field, documents string }{
	{"一般公共预算", "budget-2025-general final-2024-general final-2023-general"},
	{"政府性基金预算", "budget-2025-fund final-2024-fund"},
	{"国有资本经营预算", "budget-2025-capital final-2024-capital"},
	{"社会保险基金预算", "budget-2025-social final-2024-social"},
	{"人大批准、调整、执行", "budget-resolution-2025 debt-limit-2025 execution-2025h1"},
	{"部门预算", "department-budget-2025-civil"},
	{"三公经费", "sangong-2025"},
	{"转移支付分地区分项目", "transfer-2025 transfer-2024-final"},
	{"政府债务", "debt-2024 debt-limit-2025"},
	{"专项资金分配、拨付、效果", "fund-elder-2024-allocation fund-elder-2024-payment fund-elder-2024-effect"},
	{"绩效目标、自评、重点评价", "performance-2025-goals fund-elder-2024-effect"},
	{"审计公开", "audit-2024"},
	{"行政事业性收费", "fee-catalog-2025"},
	{"政府采购", "procurement-catalog-2025 procure-notice procure-result procure-contract procure-acceptance"},
	{"土地使用权出让", "land-notice land-correction-2025 land-deal"},
	{"矿业权出让", "mining-notice mining-deal"},
	{"交易主体信用", "green-finance-credit"},
	{"保障性住房五阶段", "housing-plan-2025 public-rental-2023 housing-applicants-2025 housing-source-2025 housing-result-2025"},
	{"重大项目批准", "road-proposal road-site road-eia road-feasibility road-design road-permit"},
	{"重大项目征收", "road-land-plan road-house-expropriation"},
	{"重大项目招标投标", "road-tender road-candidates road-award road-contract"},
	{"重大项目实施", "road-progress-2024 road-quality road-completion"},
	{"教育招生", "edu-admission-2025 edu-district-2025 edu-highschool-2025 edu-result-2025"},
	{"教育收费", "edu-fees-2025"},
	{"医疗服务、收费、药价", "hospital-guide hospital-fees-2025 drug-price-2025"},
	{"医疗质量和纠纷处理", "hospital-quality-2024"},
	{"养老机构", "elder-filing-2025 elder-institutions-2025"},
	{"养老政策和补贴", "elder-subsidy-2023 elder-allowance-2024"},
	{"政策解读：文字、图解、问答、访谈", "elder-allowance-jd-text elder-allowance-jd-picture elder-allowance-jd-qa interview-medical-2025"},
	{"废止及后继", "elder-allowance-2019 elder-allowance-2024"},
	{"试行期满", "charger-trial-2023"},
	{"修改", "elevator-2022 elevator-amend-2025"},
	{"部分失效", "construction-waste-2019 rules-waste-2020"},
	{"尚未生效", "parking-2025"},
	{"规范性文件清理", "cleanup-2025 taxi-2019"},
	{"热点回应", "hotspot-water-2025 hotspot-afterclass-2025"},
	{"意见征集", "property-consult-2025 parking-consult-2025 parking-consult-result"},
	{"网上调查", "bus-survey-2025 bus-survey-result"},
	{"政府开放日", "openday-2025 openday-summary-2025"},
	{"建议提案办理", "proposal-reply-2025"},
	{"信息公开年报、指南", "annual-report-2024 disclosure-guide request-guide"},
	{"依申请公开（仅目录）", "minutes-48"},
	{"机构职能、统计、规划", "office-functions stats-2024 plan-14th-mid"},
	{"行政处罚、监督抽检、环境质量", "penalty-2025 food-sampling-2025 air-2025-09 water-quality-2025"},
	{"招考、应急预案", "recruit-2025 emergency-flood-2024"},
	{"公积金", "gjj-withdraw-2024 gjj-loan-2025 gjj-base-2025"},
	{"医保", "medical-reimburse-2023 medical-remote-2024 medical-resident-2026 maternity-allowance-2023 chronic-disease-2024"},
	{"就业和社保", "unemployment-guide-2025 flexible-insurance-2025 startup-loan-2024 talent-2024 resident-pension-2025"},
	{"户籍和证件", "hukou-2023 residence-permit-guide idcard-guide"},
	{"救助和残疾人", "dibao-rules-2022 dibao-standard-2025 temporary-relief-2024 disabled-allowance-2025"},
	{"住房和登记", "realestate-guide deed-tax-2025 renovation-list-2025"},
	{"公用事业和价格", "heating-2024 water-price-2023 parking-2020"},
	{"企业和消费", "license-guide food-licence-guide tax-preferential-2025 nev-subsidy-2025"},
	{"涉农补贴", "farm-subsidy-2025"},
	{"安全生产", "safety-report-2025h1"},
	{"解读专家库", "expert-list-2025 parking-jd-expert"},
	{"便民热线", "hotline-rules-2022"},
}

func TestEveryFieldOfTheWorkPlanIsCovered(t *testing.T) {
	all := byID(t)
	for _, entry := range plan {
		for _, id := range strings.Fields(entry.documents) {
			if _, ok := all[id]; !ok {
				t.Errorf("%s: no document %s", entry.field, id)
			}
		}
	}
}
