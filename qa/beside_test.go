package qa

import "testing"

func TestWhatIsMadeBesideIsWaitedFor(t *testing.T) {
	if made := beside(func() string { return "made" })(); made != "made" {
		t.Errorf("%q", made)
	}
}

func TestAFaultBesideIsTheWaitingOnes(t *testing.T) {
	defer func() {
		if fault := recover(); fault != "fault" {
			t.Errorf("%v", fault)
		}
	}()
	beside(func() int { panic("fault") })()
	t.Error("it went on")
}
