// Package doctor looks at the machine and at the installation, and says what
// is here, what is missing and how to mend it.
package doctor
