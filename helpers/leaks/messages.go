package leaks

import "fmt"

func notWritten(err error) string {
	return fmt.Sprintf("La liste des goroutines n’a pas pu être écrite\u00a0: %v.", err)
}
