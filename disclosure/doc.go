// Package disclosure is the domain model of government information disclosure (政务公开).
package disclosure
