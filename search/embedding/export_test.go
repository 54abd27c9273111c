package embedding

// Read is read, for tests.
var Read = read
