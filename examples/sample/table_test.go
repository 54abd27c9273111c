package sample_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
)

// table is a run of "a|b|c" lines; its first row is the heading.
type table struct {
	id   string
	rows [][]string
}

func tables(d document) []table {
	var found []table
	var rows [][]string
	flush := func() {
		if len(rows) > 1 {
			found = append(found, table{fmt.Sprintf("%s, table %q", d.ID, strings.Join(rows[0], "|")), rows})
		}
		rows = nil
	}
	for _, line := range strings.Split(d.Text, "\n") {
		cells := strings.Split(line, "|")
		if len(cells) == 1 || len(rows) > 0 && len(rows[0]) != len(cells) {
			flush()
		}
		if len(cells) > 1 {
			rows = append(rows, cells)
		}
	}
	flush()
	return found
}

// hundredths reads an amount of at most two decimals as an integer.
func hundredths(cell string) (int64, bool) {
	whole, part, _ := strings.Cut(cell, ".")
	if len(part) > 2 {
		return 0, false
	}
	n, err := strconv.ParseInt(whole+part+strings.Repeat("0", 2-len(part)), 10, 64)
	return n, err == nil && whole != ""
}

func isBudget(t table) bool { return t.rows[0][0] == "科目编码" }

// TestTotalsAddUp checks every table that ends in a total, column by column.
// Rows that begin with 其中 belong to the row above them.
func TestTotalsAddUp(t *testing.T) {
	checked := 0
	for _, d := range documents(t) {
		for _, table := range tables(d) {
			last := table.rows[len(table.rows)-1]
			if isBudget(table) || last[0] != "合计" {
				continue
			}
			for column := 1; column < len(last); column++ {
				total, ok := hundredths(last[column])
				sum, numeric := int64(0), true
				for _, row := range table.rows[1 : len(table.rows)-1] {
					if strings.HasPrefix(row[0], "其中") {
						continue
					}
					n, isNumber := hundredths(row[column])
					numeric = numeric && isNumber
					sum += n
				}
				if !ok || !numeric {
					continue
				}
				checked++
				if sum != total {
					t.Errorf("%s, column %s: rows add up to %d, total is %d (hundredths)", table.id, table.rows[0][column], sum, total)
				}
			}
		}
	}
	if checked < 60 {
		t.Errorf("only %d totals checked", checked)
	}
}

// TestRowsAddUp checks every table whose last column is a total of the others.
func TestRowsAddUp(t *testing.T) {
	checked := 0
	for _, d := range documents(t) {
		for _, table := range tables(d) {
			heading := table.rows[0]
			if name := heading[len(heading)-1]; name != "合计" && name != "总计" {
				continue
			}
			for _, row := range table.rows[1:] {
				total, ok := hundredths(row[len(row)-1])
				sum := int64(0)
				for _, cell := range row[1 : len(row)-1] {
					n, isNumber := hundredths(cell)
					ok = ok && isNumber
					sum += n
				}
				if d.ID == "edu-highschool-2025" { // its second column counts classes
					classes, _ := hundredths(row[1])
					sum -= classes
				}
				checked++
				if !ok || sum != total {
					t.Errorf("%s, row %s: cells add up to %d, total is %d (hundredths)", table.id, row[0], sum, total)
				}
			}
		}
	}
	if checked < 60 {
		t.Errorf("only %d rows checked", checked)
	}
}

// TestBudgetSubjectsAddUp checks every budget table: a class (类, three
// digits) is the sum of its sections (款, five), a section that of its items
// (项, seven), and the total that of the classes.
func TestBudgetSubjectsAddUp(t *testing.T) {
	count := 0
	for _, d := range documents(t) {
		for _, table := range tables(d) {
			if !isBudget(table) {
				continue
			}
			count++
			for column := 2; column < len(table.rows[0]); column++ {
				checkSubjects(t, table, column)
			}
			checkLeaves(t, table)
		}
	}
	if count < 18 {
		t.Errorf("%d budget tables, want at least 18: revenue and expenditure of four accounts, two years, and 2023", count)
	}
}

func checkSubjects(t *testing.T, table table, column int) {
	t.Helper()
	values, children := map[string]int64{}, map[string]int64{}
	parents := map[string]bool{}
	for _, row := range table.rows[1:] {
		n, ok := hundredths(row[column])
		if !ok {
			t.Errorf("%s: %s has no amount", table.id, row[0])
		}
		code := row[0]
		values[code] = n
		switch len(code) {
		case 3:
			children["合计"] += n
			parents["合计"] = true
		case 5, 7:
			children[code[:len(code)-2]] += n
			parents[code[:len(code)-2]] = true
		}
	}
	for parent := range parents {
		if _, listed := values[parent]; !listed || values[parent] != children[parent] {
			t.Errorf("%s, %s: %s is %d, its parts are %d (hundredths)",
				table.id, table.rows[0][column], parent, values[parent], children[parent])
		}
	}
}

// checkLeaves holds expenditure by function to items (项); revenue, expenditure
// by economic class (301…), and the reserve (预备费 227) end earlier.
func checkLeaves(t *testing.T, table table) {
	t.Helper()
	if first := table.rows[1][0]; first[0] != '2' {
		return
	}
	for i, row := range table.rows[1:] {
		next := ""
		if i+2 < len(table.rows) {
			next = table.rows[i+2][0]
		}
		if row[0] != "合计" && row[0] != "227" && len(row[0]) < 7 && !strings.HasPrefix(next, row[0]) {
			t.Errorf("%s: %s %s is not broken down to items", table.id, row[0], row[1])
		}
	}
}
