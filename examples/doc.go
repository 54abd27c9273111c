// Package examples holds thin programs that show how the library is embedded; nothing imports them. Its tests hold the
// tree to its architecture.
package examples
