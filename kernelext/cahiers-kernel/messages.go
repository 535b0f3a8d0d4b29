package main

import "errors"

func errUsage() error {
	return errors.New("Utilisation\u00a0: cahiers-kernel fichier-de-connexion. C’est Jupyter qui démarre le noyau\u202f; vous cherchez sans doute «\u00a0go run ./kernelext lab\u00a0».")
}
