package explain

import "fmt"

func directiveIgnored(n int) string {
	if n == 1 {
		return "Une directive n’a pas eu d’effet"
	}
	return fmt.Sprintf("%d directives n’ont pas eu d’effet", n)
}

func unknownDirective(d string) string {
	return fmt.Sprintf("«\u00a0//cahiers:%s\u00a0» n’existe pas\u00a0: les directives sont //cahiers:race, //cahiers:leaks et //cahiers:film, seules sur leur ligne.", d)
}

func directiveWithoutMain(d string) string {
	return fmt.Sprintf("«\u00a0//cahiers:%s\u00a0» demande une fonction main\u00a0: elle ne vaut pas pour une cellule de tests.", d)
}

func directiveUnfinished(d string) string {
	return fmt.Sprintf("«\u00a0//cahiers:%s\u00a0» n’a rien à montrer\u00a0: le programme n’est pas arrivé à la fin de main.", d)
}
