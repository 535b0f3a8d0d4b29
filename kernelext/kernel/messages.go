package kernel

import "fmt"

func gonbDied(how error) string {
	return fmt.Sprintf("Le noyau s’est arrêté (%v)\u202f; Jupyter en démarre un autre.", how)
}

func listensElsewhere(ip string) string {
	return fmt.Sprintf("Le fichier de connexion demande d’écouter sur «\u00a0%s\u00a0», que d’autres machines peuvent atteindre\u00a0: ce noyau n’écoute que sur 127.0.0.1. Relancez Jupyter sans changer l’adresse de ses noyaux.", ip)
}

func cannotListen() string {
	return "Le noyau n’a pas pu ouvrir les ports que Jupyter lui donne\u00a0: redémarrez-le, Jupyter en choisira d’autres."
}

const outputCut = "\n[La suite de l’affichage est coupée\u00a0: plus de 10\u00a0Mo ou de 200\u202f000 lignes. La cellule continue.]\n"

func banner(version, goVersion string) string {
	return fmt.Sprintf("Cahiers de concurrence Go %s, sur GoNB et %s", version, goVersion)
}

func helpLinks() []helpLink {
	return []helpLink{
		{"Documentation de Go", "https://go.dev/doc/"},
		{"Bibliothèque standard", "https://pkg.go.dev/std"},
		{"Le modèle mémoire de Go", "https://go.dev/ref/mem"},
		{"GoNB", "https://github.com/janpfeifer/gonb"},
	}
}

func untellable(line int) string {
	return fmt.Sprintf("GoNB ne sait pas lire la ligne %d de la cellule\u00a0: une commande «\u00a0%%\u00a0» ou «\u00a0!\u00a0» vide, une commande «\u00a0exec\u00a0» sans nom de fonction, ou un second «\u00a0%%%%\u00a0»", line)
}
