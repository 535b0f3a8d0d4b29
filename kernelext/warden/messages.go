package warden

import (
	"fmt"
	"syscall"
)

func cannotStartGonb(err error) string {
	return fmt.Sprintf("GoNB n’a pas pu démarrer\u00a0: %v. Relancez «\u00a0go run ./kernelext lab\u00a0».", err)
}

func gonbEnded(status syscall.WaitStatus) string {
	if status.Signaled() {
		return fmt.Sprintf("GoNB a été arrêté par le signal «\u00a0%v\u00a0».", status.Signal())
	}
	return fmt.Sprintf("GoNB s’est arrêté avec l’état %d.", status.ExitStatus())
}
