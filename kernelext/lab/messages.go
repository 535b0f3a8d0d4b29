package lab

import "fmt"

const (
	advicePortBusy   = "Choisissez-en un autre (--port 9000, par exemple), ou laissez « lab » en prendre un de libre : sans l’option --port."
	adviceServerDied = "Le journal de JupyterLab en donne la raison."
)

func msgReady(address, log string) string {
	return fmt.Sprintf(`
JupyterLab est prêt. S’il ne s’ouvre pas tout seul, ouvrez cette adresse dans un navigateur :

    %s

Pour tout arrêter : Ctrl-C dans ce terminal (enregistrez d’abord vos cahiers).
Journal de JupyterLab : %s`, address, log)
}

func msgPortBusy(port int) string {
	return fmt.Sprintf("Le port %d est déjà pris par un autre programme.", port)
}

func msgNoPort(first, last int) string {
	return fmt.Sprintf("Aucun port n’est libre entre %d et %d.", first, last)
}

func msgPortsTaken(attempts int) string {
	return fmt.Sprintf("D’autres programmes ont pris, à %d reprises, le port que JupyterLab allait ouvrir.", attempts)
}

func msgServerDied(err error) string {
	return fmt.Sprintf("JupyterLab s’est arrêté de lui-même (%v).", err)
}
