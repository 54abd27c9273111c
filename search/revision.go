package search

// Revision returns a number that grows whenever what a search would find may have changed: behind each batch of an Import,
// each Delete, and what the engine tidies up afterwards. While it stays the same, so do the results of a query on one day.
// It begins anew when an index is opened. It fails with ErrClosed only, and where the index cannot be read.
func (x *Index) Revision() (uint64, error) {
	v, err := x.acquire()
	if err != nil {
		return 0, err
	}
	defer v.release()
	return v.revision, nil
}
