// Le programme increments compte avec deux goroutines, et il est fautif exprès :
// le cahier 03 le donne à lire au détecteur de conditions de course.
package main

import (
	"fmt"
	"time"
)

var counter int

func increment() {
	for range 1000 {
		counter++
	}
}

func main() {
	go increment()
	go increment()
	time.Sleep(time.Second) // attendre un peu, est-ce attendre ?
	fmt.Println("Total :", counter)
}
