package gotool

import "fmt"

func noGo() string {
	return "Le programme «\u00a0go\u00a0» est introuvable\u00a0: installez Go (https://go.dev/dl/), puis relancez «\u00a0go run ./kernelext lab\u00a0»."
}

const noCompiler = "Il faut ici un compilateur C\u00a0: installez gcc (ou clang), puis réessayez. Les autres cellules n’en ont pas besoin."

const (
	noNetwork = "Ce paquet n’est pas sur cette machine, et le réseau ne répond pas\u00a0: connectez-vous, puis réessayez."
	noPackage = "Aucun paquet public ne porte ce nom\u00a0: vérifiez l’orthographe de l’import."
)

func goimportsMoved(path string) string {
	return fmt.Sprintf("Le programme «\u00a0goimports\u00a0» n’est plus à sa place (%s)\u00a0: relancez «\u00a0go run ./kernelext lab\u00a0», qui le refera.", path)
}

func goMoved(path string) string {
	return fmt.Sprintf("Le programme «\u00a0go\u00a0» n’est plus à sa place (%s)\u00a0: relancez «\u00a0go run ./kernelext lab\u00a0», qui trouvera le nouveau.", path)
}
