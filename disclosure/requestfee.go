package disclosure

// The tariff for the processing of information (信息处理费; 国办函〔2020〕109号). An agency charges by item or by page,
// never both, and by excess: each part of the number at its own rate.

// FeeByItems returns the fee for the items that one applicant requests in a calendar month: ten are free, those to
// thirty cost 100 yuan each, and each further ten 100 yuan more each. A number below zero counts as none; beyond a
// million items it is ErrOverflow.
func FeeByItems(items int) (Fen, error) {
	const yuan = 100
	if items > 1_000_000 {
		return 0, ErrOverflow
	}
	fee := Fen(max(0, min(items, 30)-10)) * 100 * yuan
	for band := Fen(2); items > 30; band++ {
		step := min(items-30, 10)
		fee += Fen(step) * band * 100 * yuan
		items -= step
	}
	return fee, nil
}

// FeeByPages returns the fee for the pages of one request: thirty are free, those to a hundred cost 10 yuan each, to
// two hundred 20, beyond 40. A number below zero counts as none.
func FeeByPages(pages int) Fen {
	const yuan = 100
	fee := Fen(max(0, min(pages, 100)-30)) * 10 * yuan
	fee += Fen(max(0, min(pages, 200)-100)) * 20 * yuan
	return fee + Fen(max(0, pages-200))*40*yuan
}
