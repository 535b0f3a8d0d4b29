package explain

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
)

// compileRules are the wordings of the compiler, of GoNB's parser (go/parser)
// and of the go command that are said in French. The first that matches holds.
// They are made when first asked for: two hundred patterns take 10 ms.
var compileRules = sync.OnceValue(func() []rule {
	return []rule{
		// What is declared or imported, and what is not.
		{regexp.MustCompile(`^declared and not used: (.+)$`), "la variable $1 est déclarée, mais jamais utilisée", "Utilisez-la, ou supprimez-la\u202f; une valeur dont vous n’avez pas besoin se reçoit dans _."},
		{regexp.MustCompile(`^(\S+) declared and not used$`), "la variable $1 est déclarée, mais jamais utilisée", "Utilisez-la dans un case, ou écrivez le switch sans elle."},
		{regexp.MustCompile(`^"(.+)" imported as (\S+) and not used$`), "le paquet $1, importé sous le nom $2, n’est pas utilisé", "Supprimez cette importation."},
		{regexp.MustCompile(`^"(.+)" imported and not used$`), "le paquet $1 est importé, mais pas utilisé", "Supprimez cette importation."},
		{regexp.MustCompile(`^label (\S+) defined and not used$`), "l’étiquette $1 est définie, mais jamais utilisée", "Supprimez-la, ou nommez-la dans un break ou un continue."},
		{regexp.MustCompile(`^label (\S+) not defined$`), "l’étiquette $1 n’existe pas dans cette fonction", ""},
		{regexp.MustCompile(`^(?:break|continue) label not defined: (\S+)$`), "l’étiquette $1 n’existe pas autour de cette boucle", ""},
		{regexp.MustCompile(`^invalid (break|continue) label (\S+)$`), "l’étiquette $2 ne désigne pas une boucle qui entoure ce $1", ""},
		{regexp.MustCompile(`^undefined: (\S+) \(but have (.+)\)$`), "$1 n’existe pas, mais $2 existe", "Hors de son paquet, seul se voit un nom qui commence par une majuscule."},
		{regexp.MustCompile(`^undefined: (\S+)\.(\S+)$`), "le paquet $1 n’a rien qui s’appelle $2", "Vérifiez l’orthographe et les majuscules."},
		{regexp.MustCompile(`^undefined: (\S+)$`), "le nom $1 n’est déclaré nulle part", "Vérifiez l’orthographe\u202f; s’il vient d’une autre cellule, exécutez-la d’abord\u00a0: GoNB garde les déclarations, mais pas les variables de func main."},
		{regexp.MustCompile(`^name (\S+) not exported by package (\S+)$`), "le paquet $2 n’exporte pas $1", "Hors de son paquet, seul se voit un nom qui commence par une majuscule."},
		{regexp.MustCompile(`^(?P<code>.+) undefined \(type (?P<type>.+) has no field or method (\S+), but does have (?:field|method) (\S+)\)$`), "le type $2 n’a pas de $3, mais il a $4", "Go distingue les majuscules des minuscules."},
		{regexp.MustCompile(`^(?P<code>.+) undefined \(type (?P<type>.+) has no field or method (\S+)\)$`), "le type $2 n’a ni champ ni méthode qui s’appelle $3", ""},
		{regexp.MustCompile(`^(?P<code>.+) undefined \(type (?P<type>.+) has no method (\S+)\)$`), "le type $2 n’a pas de méthode $3", ""},
		{regexp.MustCompile(`^(?P<code>.+) undefined \(cannot refer to unexported (?:field|method) (\S+)\)$`), "$2 est réservé au paquet qui le déclare", "Hors de son paquet, seul se voit un nom qui commence par une majuscule."},
		{regexp.MustCompile(`^(?P<code>.+) undefined \(type (?P<type>.+) is pointer to interface, not interface\)$`), "$1 n’existe pas\u00a0: $2 est un pointeur vers une interface, et un tel pointeur n’a pas de méthodes", "Employez l’interface elle-même, sans *."},
		{regexp.MustCompile(`^(?P<code>.+) redeclared in this block$`), "$1 est déclaré deux fois au même endroit", "Donnez un autre nom à l’un des deux, ou affectez avec = sans déclarer."},
		{regexp.MustCompile(`^(?P<code>.+) redeclared$`), "$1 est déclaré deux fois", ""},
		{regexp.MustCompile(`^method (\S+) already declared$`), "la méthode $1 est déclarée deux fois", ""},
		{regexp.MustCompile(`^field and method with the same name (\S+)$`), "un champ et une méthode s’appellent tous deux $1", ""},
		{regexp.MustCompile(`^no new variables? on left side of :=$`), "à gauche de «\u00a0:=\u00a0», aucune variable n’est nouvelle", "«\u00a0:=\u00a0» déclare\u202f; pour changer une variable qui existe déjà, écrivez «\u00a0=\u00a0»."},
		{regexp.MustCompile(`^non-name (?P<code>.+) on left side of :=$`), "«\u00a0:=\u00a0» déclare des variables, et $1 n’est pas un simple nom", "Écrivez «\u00a0=\u00a0»."},
		{regexp.MustCompile(`^(\S+) repeated on left side of :=$`), "$1 est deux fois à gauche de «\u00a0:=\u00a0»", ""},
		{regexp.MustCompile(`^use of package (\S+) not in selector$`), "$1 est le nom d’un paquet, pas une valeur", "Faites-le suivre d’un point et d’un nom du paquet."},
		{regexp.MustCompile(`^ambiguous selector (\S+)$`), "$1 est ambigu\u00a0: plusieurs types embarqués ont ce nom", "Nommez le type embarqué dont vous parlez."},
		{regexp.MustCompile(`^cannot use _ as value(?: or type)?$`), "_ reçoit ce dont on ne veut pas, et n’a pas de valeur", ""},
		{regexp.MustCompile(`^cannot use iota outside constant declaration$`), "iota n’existe que dans une déclaration const", ""},
		{regexp.MustCompile(`^result parameter (\S+) not in scope at return$`), "ce return sans valeur ne rendrait pas le résultat $1, qu’une autre variable du même nom cache ici", "Rendez la valeur explicitement, ou changez le nom de l’autre variable."},

		// Values that do not fit.
		{regexp.MustCompile(`^cannot use (?P<operand>.+) as (atomic\.\w+) value in (?:assignment|variable declaration)$`), "$1 ne s’affecte pas à une valeur $2", "Une valeur atomique change par ses méthodes, comme Store et Add."},
		{regexp.MustCompile(`^cannot use (?P<code>.+) \(value of type func\(\) .+\) as (?P<type>[^f]\S*) value in (?P<context>[^(:]+)$`), "$1 est une fonction\u202f; il faut une valeur de type $2 $3", "Appelez-la, avec des parenthèses."},
		{regexp.MustCompile(`^cannot use (?P<operand>.+) as (?P<type>.+?) value in (?P<context>(?:argument to .+?|[a-z ]+?))(?P<reason>: .+| \((?:truncated|overflows)\))?$`), "$1 ne convient pas\u00a0: il faut une valeur de type $2 $3$4", ""},
		{regexp.MustCompile(`^use of untyped nil in (?P<context>.+)$`), "nil seul n’a pas de type $1", "Déclarez la variable avec son type, par exemple avec var."},
		{regexp.MustCompile(`^invalid operation: (?P<code>.+) \(mismatched types (?P<type>.+\.Duration) and (?P<type>int\S*|float\S*)\)$`), "$1 mélange les types $2 et $3", "Convertissez le nombre avec time.Duration(…)."},
		{regexp.MustCompile(`^invalid operation: (?P<code>.+) \(mismatched types (?P<type>int\S*|float\S*) and (?P<type>.+\.Duration)\)$`), "$1 mélange les types $2 et $3", "Convertissez le nombre avec time.Duration(…)."},
		{regexp.MustCompile(`^invalid operation: (?P<code>.+) \(mismatched types (atomic\.\w+) and (?P<untyped>.+)\)$`), "$1 mélange $2 et $3", "Lisez une valeur atomique avec sa méthode Load."},
		{regexp.MustCompile(`^invalid operation: (?P<code>.+) \(mismatched types (?P<untyped>.+) and (?P<untyped>.+)\)$`), "$1 mélange deux types\u00a0: $2 et $3", "Go ne convertit jamais de lui-même\u00a0: convertissez l’un des deux."},
		{regexp.MustCompile(`^invalid argument: mismatched types (?P<untyped>.+) \(previous argument\) and (?P<untyped>.+) \(type of (?P<code>.+)\)$`), "$3 n’est pas du même type que l’argument d’avant\u00a0: $1, puis $2", ""},
		{regexp.MustCompile(`^cannot convert (?P<operand>.+) to type (?P<type>.+)$`), "$1 ne se convertit pas en $2", ""},
		{regexp.MustCompile(`^(?:cannot use )?(?P<operand>.+) truncated to (?P<type>.+)$`), "$1 ne tient pas dans un $2\u00a0: il perdrait sa partie décimale", ""},
		{regexp.MustCompile(`^constant (\S+) overflows (?P<type>\S+)$`), "la constante $1 ne tient pas dans un $2", ""},
		{regexp.MustCompile(`^constant .*overflow$`), "cette constante est trop grande", ""},
		{regexp.MustCompile(`^invalid operation: division by zero$`), "division par zéro", ""},
		{regexp.MustCompile(`^(?P<expr>.+) is not constant$`), "$1 n’est pas une constante", "La valeur d’une constante doit être connue à la compilation\u202f; sinon, déclarez une variable."},
		{regexp.MustCompile(`^invalid array length (\S+)$`), "la longueur d’un tableau doit être une constante, et $1 n’en est pas une", "Pour une longueur qui varie, prenez une tranche, avec make."},
		{regexp.MustCompile(`^array length (?P<expr>.+) must be constant$`), "la longueur d’un tableau doit être une constante, et $1 n’en est pas une", "Pour une longueur qui varie, prenez une tranche, avec make."},
		{regexp.MustCompile(`^assignment mismatch: (?P<count>.+) but (?P<code>.+) returns (?P<count>.+)$`), "$1 à gauche, mais l’appel de $2 rend $3", "Il faut autant de variables que de valeurs\u202f; celle dont vous n’avez pas besoin se reçoit dans _."},
		{regexp.MustCompile(`^assignment mismatch: (?P<count>.+) but (?P<count>.+)$`), "$1 à gauche, mais $2 à droite", "Il en faut autant des deux côtés."},
		{regexp.MustCompile(`^extra init expr (?P<expr>.+)$`), "la valeur $1 est de trop\u00a0: il n’y a pas de variable pour elle", ""},
		{regexp.MustCompile(`^missing init expr for (\S+)$`), "il manque une valeur pour $1", ""},
		{regexp.MustCompile(`^multiple-value (?P<expr>.+) in single-value context$`), "l’appel $1 rend plusieurs valeurs, là où il en faut une", "Recevez-les d’abord dans des variables."},
		{regexp.MustCompile(`^have (?P<types>\(.*\))$`), "reçu\u00a0: $1", ""},
		{regexp.MustCompile(`^want (?P<types>\(.*\))$`), "attendu\u00a0: $1", ""},
		{regexp.MustCompile(`^have (?P<code>\w+\(.*)$`), "écrit\u00a0: $1", ""},
		{regexp.MustCompile(`^want (?P<code>\w+\(.*)$`), "attendu\u00a0: $1", ""},
		{regexp.MustCompile(`^other declaration of (.+)$`), "autre déclaration de $1", ""},
		{regexp.MustCompile(`^previous case(.*)$`), "premier cas$1", ""},
		{regexp.MustCompile(`^inner declaration of (?P<code>.+)$`), "déclaration qui le cache\u00a0: $1", ""},
		{regexp.MustCompile(`^(\S+) refers to (.+)$`), "$1 renvoie à $2", ""},

		// Functions.
		{regexp.MustCompile(`^missing return$`), "cette fonction doit rendre une valeur, et peut finir sans return", "Ajoutez un return à la fin, ou dans chaque branche."},
		{regexp.MustCompile(`^not enough arguments in call to (?P<code>.+)$`), "il manque des arguments à l’appel de $1", ""},
		{regexp.MustCompile(`^too many arguments in call to (?P<code>.+)$`), "il y a trop d’arguments dans l’appel de $1", ""},
		{regexp.MustCompile(`^not enough return values$`), "ce return ne rend pas assez de valeurs", ""},
		{regexp.MustCompile(`^too many return values$`), "ce return rend trop de valeurs", ""},
		{regexp.MustCompile(`^invalid operation: not enough arguments for (?P<code>.+) \(expected (\d+), found (\d+)\)$`), "il manque des arguments à $1\u00a0: il en faut $2, il y en a $3", ""},
		{regexp.MustCompile(`^invalid operation: too many arguments for (?P<code>.+) \(expected (\d+), found (\d+)\)$`), "il y a trop d’arguments dans $1\u00a0: il en faut $2, il y en a $3", ""},
		{regexp.MustCompile(`^invalid operation: (?P<code>.+) expects (\d+) or (\d+) arguments; found (\d+)$`), "$1 veut $2 ou $3 arguments, et en reçoit $4", ""},
		{regexp.MustCompile(`^(?P<expr>.+) \(no value\) used as value$`), "$1 ne rend rien\u00a0: il n’y a pas de valeur à employer ici", ""},
		{regexp.MustCompile(`^(?P<expr>.+ == .+ \(untyped bool value\)) is not used$`), "le résultat de $1 n’est pas utilisé", "Pour affecter, écrivez «\u00a0=\u00a0»\u00a0: «\u00a0==\u00a0» compare."},
		{regexp.MustCompile(`^(?P<expr>append\(.+) is not used$`), "le résultat de $1 n’est pas utilisé", "append rend la nouvelle tranche\u00a0: affectez-la à la variable."},
		{regexp.MustCompile(`^(?P<code>.+) \(value of type func\(.+\) is not used$`), "la fonction $1 est nommée, mais pas appelée", "Appelez-la, avec des parenthèses."},
		{regexp.MustCompile(`^(?P<expr>.+) is not used$`), "la valeur de $1 n’est pas utilisée", "Affectez-la à une variable, ou supprimez cette ligne."},
		{regexp.MustCompile(`^(?P<code>.+) \(type\) is not an expression$`), "$1 est un type, pas une valeur", ""},
		{regexp.MustCompile(`^(?P<code>\S+)(?: \(.+\))? is not a type$`), "$1 n’est pas un type", ""},
		{regexp.MustCompile(`^missing function body$`), "cette fonction n’a pas de corps", "Il faut une accolade ouvrante à la fin de la ligne de func."},
		{regexp.MustCompile(`^func (main|init) must have no arguments and no return values$`), "func $1 ne prend pas d’arguments et ne rend rien", ""},
		{regexp.MustCompile(`^(?:runtime\.main_main·f: )?function main is undeclared in the main package$`), "il n’y a pas de func main", "Dans une cellule, la ligne %% l’écrit pour vous."},
		{regexp.MustCompile(`^expression in (go|defer) must be function call$`), "après $1, il faut l’appel d’une fonction", "Ajoutez des parenthèses, même vides\u00a0: c’est l’appel que $1 attend, pas la fonction seule."},
		{regexp.MustCompile(`^expression in (go|defer) must not be parenthesized$`), "après $1, l’appel s’écrit sans parenthèses autour", ""},
		{regexp.MustCompile(`^(go|defer) discards result of (?P<expr>.+)$`), "$1 jetterait le résultat de $2", "Écrivez l’appel dans une fonction, qui fasse quelque chose du résultat."},
		{regexp.MustCompile(`^(go|defer) requires function call, not conversion (?P<expr>.+)$`), "après $1, il faut l’appel d’une fonction, et $2 est une conversion", ""},
		{regexp.MustCompile(`^cannot use \.\.\. in call to non-variadic (?P<code>.+)$`), "$1 ne prend pas un nombre variable d’arguments\u00a0: les trois points sont de trop", ""},
		{regexp.MustCompile(`^can only use \.\.\. with final parameter(?: in list)?$`), "seul le dernier paramètre peut avoir trois points", ""},

		// Operations.
		{regexp.MustCompile(`^invalid operation: (?P<code>.+) \(non-numeric type (atomic\.\w+)\)$`), "$1 ne s’applique pas à une valeur $2", "Une valeur atomique change par ses méthodes, comme Add."},
		{regexp.MustCompile(`^invalid operation: (?P<code>.+) \(non-numeric type (?P<type>.+)\)$`), "$1 ne s’applique qu’à un nombre, pas au type $2", ""},
		{regexp.MustCompile(`^invalid operation: operator (\S+) not defined on (?P<operand>.+)$`), "l’opérateur «\u00a0$1\u00a0» ne s’applique pas à $2", ""},
		{regexp.MustCompile(`^invalid operation: cannot call (?P<operand>.+): (?P<type>.+) is not a function$`), "$1 n’est pas une fonction, et ne s’appelle pas", ""},
		{regexp.MustCompile(`^(?:invalid operation: )?cannot index (?P<operand>.+)$`), "$1 n’a pas d’éléments que l’on désigne entre crochets", ""},
		{regexp.MustCompile(`^cannot slice (?P<operand>.+)$`), "$1 ne se découpe pas en tranche", ""},
		{regexp.MustCompile(`^invalid argument: index (?P<expr>.+) must not be negative$`), "l’indice $1 est négatif", "Le dernier élément d’une tranche s est celui d’indice len(s)-1."},
		{regexp.MustCompile(`^invalid argument: index (\S+) out of bounds \[0:(\d+)\]$`), "l’indice $1 est hors des bornes\u00a0: il y a $2 éléments, comptés à partir de 0", ""},
		{regexp.MustCompile(`^index (\d+) is out of bounds \(>= (\d+)\)$`), "l’indice $1 est hors des bornes\u00a0: ce tableau a $2 éléments, comptés à partir de 0", ""},
		{regexp.MustCompile(`^invalid argument: index (?P<operand>.+) must be integer$`), "un indice est un nombre entier, et $1 n’en est pas un", ""},
		{regexp.MustCompile(`^invalid slice indices: (\d+) < (\d+)$`), "le début $2 de cette tranche est après sa fin $1", ""},
		{regexp.MustCompile(`^cannot range over (?P<operand>.+): receive from send-only channel .+$`), "$1 ne se parcourt pas\u00a0: on ne peut qu’envoyer sur ce canal", ""},
		{regexp.MustCompile(`^cannot range over (?P<operand>.+)$`), "$1 ne se parcourt pas avec range", ""},
		{regexp.MustCompile(`^range over (?P<operand>.+) permits no iteration variables$`), "le parcours de $1 ne donne pas de variable", ""},
		{regexp.MustCompile(`^range over (?P<operand>.+) permits only one iteration variable$`), "le parcours de $1 ne donne qu’une variable", ""},
		{regexp.MustCompile(`^range clause permits at most two iteration variables$`), "range donne au plus deux variables", ""},
		{regexp.MustCompile(`^invalid operation: cannot send to receive-only channel (?P<type>.+?) (?P<expr>\S+ \(.+\))$`), "$2 ne fait que recevoir\u00a0: on ne peut pas y envoyer", "Son type est $1\u202f; pour envoyer, il faut chan ou chan<-."},
		{regexp.MustCompile(`^invalid operation: cannot receive from send-only channel (?P<type>.+?) (?P<expr>\S+ \(.+\))$`), "$2 ne fait qu’envoyer\u00a0: on ne peut pas y recevoir", "Son type est $1\u202f; pour recevoir, il faut chan ou <-chan."},
		{regexp.MustCompile(`^invalid operation: cannot send to non-channel (?P<type>.+?) (?P<expr>\S+ \(.+\))$`), "$2 n’est pas un canal\u00a0: on ne peut pas y envoyer", "Son type est $1."},
		{regexp.MustCompile(`^invalid operation: cannot receive from non-channel (?P<type>.+?) (?P<expr>\S+ \(.+\))$`), "$2 n’est pas un canal\u00a0: on ne peut pas y recevoir", "Son type est $1."},
		{regexp.MustCompile(`^invalid operation: cannot close receive-only channel (?P<expr>.+)$`), "$1 ne fait que recevoir\u00a0: on ne peut pas le fermer", "Un canal se ferme du côté qui envoie."},
		{regexp.MustCompile(`^invalid operation: cannot close non-channel (?P<expr>.+)$`), "$1 n’est pas un canal\u00a0: on ne peut pas le fermer", ""},
		{regexp.MustCompile(`^invalid operation: (?P<code>.+) \((func|slice|map) can only be compared to nil\)$`), "$1 compare des valeurs de type $2, qui ne se comparent qu’à nil", ""},
		{regexp.MustCompile(`^invalid operation: (?P<code>.+) \(struct containing (?P<type>.+) cannot be compared\)$`), "$1 compare des structures qui contiennent un champ de type $2, et ce type ne se compare pas", ""},
		{regexp.MustCompile(`^invalid operation: (?P<code>.+) \((?P<type>.+) cannot be compared\)$`), "$1\u00a0: le type $2 ne se compare pas", ""},
		{regexp.MustCompile(`^invalid map key type (?P<type>.+)$`), "une clé de map doit pouvoir se comparer, et le type $1 ne le peut pas", ""},
		{regexp.MustCompile(`^invalid operation: cannot indirect (?P<operand>.+)$`), "$1 n’est pas un pointeur\u00a0: l’étoile est de trop", ""},
		{regexp.MustCompile(`^invalid operation: cannot take address of (?P<operand>.+)$`), "$1 n’a pas d’adresse", "Mettez la valeur dans une variable, puis prenez l’adresse de la variable."},
		{regexp.MustCompile(`^cannot assign to struct field (?P<code>.+) in map$`), "on ne peut pas changer un champ d’une structure rangée dans une map\u00a0: $1", "Lisez la structure, changez-la, puis rangez-la à nouveau\u202f; ou rangez des pointeurs."},
		{regexp.MustCompile(`^cannot assign to (?P<code>.+) \(neither addressable nor a map index expression\)$`), "$1 ne peut pas recevoir de valeur", "Une constante, un résultat et un octet d’une chaîne ne changent pas."},
		{regexp.MustCompile(`^cannot assign to (?P<expr>.+)$`), "$1 ne peut pas recevoir de valeur", ""},
		{regexp.MustCompile(`^non-boolean condition in (if|for) statement$`), "la condition de ce $1 n’est pas un booléen", "Comparez\u00a0: un nombre n’est ni vrai ni faux."},
		{regexp.MustCompile(`^invalid argument: cannot make (?P<type>\S+): type must be slice, map, or channel$`), "make ne crée que des tranches, des maps et des canaux, pas le type $1", ""},
		{regexp.MustCompile(`^invalid argument: (?P<operand>.+) for built-in (\w+)$`), "$2 ne s’applique pas à $1", ""},
		{regexp.MustCompile(`^invalid argument: (?P<operand>.+) is not a map$`), "$1 n’est pas une map", ""},
		{regexp.MustCompile(`^invalid (append|copy): argument must be a slice; have (?P<operand>.+)$`), "$1 s’applique à une tranche, et $2 n’en est pas une", ""},

		// Types.
		{regexp.MustCompile(`^invalid recursive type:? (\S+)(?: refers to itself)?$`), "le type $1 se contient lui-même\u00a0: il serait infini", "Employez un pointeur."},
		{regexp.MustCompile(`^initialization cycle(?: for|:) (\S+)(?: refers to itself)?$`), "la valeur de $1 dépend d’elle-même", ""},
		{regexp.MustCompile(`^impossible type assertion: (?P<code>.+)$`), "l’assertion $1 ne peut jamais réussir", ""},
		{regexp.MustCompile(`^impossible type switch case: (?P<type>.+)$`), "ce cas ne peut jamais se produire\u00a0: $1", ""},
		{regexp.MustCompile(`^(?P<operand>.+) cannot have dynamic type (?P<type>\S+) \(missing method (\S+)\)$`), "$2 n’a pas la méthode $3, donc $1 n’est jamais de ce type", ""},
		{regexp.MustCompile(`^(?P<implements>.+ does not implement .+)$`), "$1", ""},
		{regexp.MustCompile(`^invalid operation: (?P<operand>.+) is not an interface$`), "$1 n’est pas une interface\u00a0: son type est déjà connu", ""},
		{regexp.MustCompile(`^in call to (?P<code>.+), cannot infer (\S+)$`), "dans l’appel de $1, rien ne dit quel est le type $2", "Donnez-le entre crochets, après le nom de la fonction."},
		{regexp.MustCompile(`^in call to (?P<code>.+), mismatched types (?P<untyped>.+) and (?P<untyped>.+) \(cannot infer (\S+)\)$`), "dans l’appel de $1, le type $4 serait à la fois $2 et $3", ""},
		{regexp.MustCompile(`^(?P<type>.+) does not satisfy comparable$`), "le type $1 ne se compare pas, et cette fonction le demande", ""},
		{regexp.MustCompile(`^(?P<type>.+) does not satisfy (?P<type>.+) \(missing method (\S+)\)$`), "le type $1 n’a pas la méthode $3 que demande $2", ""},
		{regexp.MustCompile(`^(?P<type>.+) does not satisfy (?P<code>.+) \(.+ missing in .+\)$`), "le type $1 n’est pas de ceux que permet $2", ""},
		{regexp.MustCompile(`^cannot use generic (?:type|function) (?P<code>.+) without instantiation$`), "$1 est générique\u00a0: donnez ses types entre crochets", ""},
		{regexp.MustCompile(`^got (\d+) type arguments? but want (\d+)$`), "il y a $1 types entre crochets, il en faut $2", ""},
		{regexp.MustCompile(`^cannot define new methods on non-local type (?P<type>.+)$`), "on ne peut pas ajouter de méthode au type $1, qui vient d’ailleurs", "Déclarez votre propre type à partir de lui."},
		{regexp.MustCompile(`^invalid receiver type (\S+) \(pointer or interface type\)$`), "$1 est un pointeur ou une interface\u00a0: il ne peut pas avoir de méthodes", ""},
		{regexp.MustCompile(`^invalid composite literal type (?P<type>.+)$`), "le type $1 ne s’écrit pas avec des accolades", ""},
		{regexp.MustCompile(`^unknown field (\S+) in struct literal of type (?P<type>[^,]+), but does have (\S+)$`), "le type $2 n’a pas de champ $1, mais il a $3", "Go distingue les majuscules des minuscules."},
		{regexp.MustCompile(`^unknown field (\S+) in struct literal of type (?P<type>[^,]+)$`), "le type $2 n’a pas de champ $1", ""},
		{regexp.MustCompile(`^too (?:few) values in struct literal of type (?P<type>.+)$`), "il manque des valeurs pour une structure de type $1", "Donnez tous les champs dans l’ordre, ou nommez ceux que vous donnez."},
		{regexp.MustCompile(`^too (?:many) values in struct literal of type (?P<type>.+)$`), "il y a trop de valeurs pour une structure de type $1", ""},
		{regexp.MustCompile(`^mixture of field:value and value elements in struct literal$`), "il faut nommer tous les champs de cette structure, ou aucun", ""},
		{regexp.MustCompile(`^duplicate field name (\S+) in struct literal$`), "le champ $1 est donné deux fois", ""},
		{regexp.MustCompile(`^duplicate key (?P<code>.+) in map literal$`), "la clé $1 est donnée deux fois", ""},

		// Statements.
		{regexp.MustCompile(`^duplicate case (?P<expr>.+) in (?:expression|type) switch$`), "le cas $1 est écrit deux fois", ""},
		{regexp.MustCompile(`^multiple defaults(?: .*)?$`), "il y a deux default", ""},
		{regexp.MustCompile(`^break is not in a loop, switch, or select$`), "ce break n’est dans aucune boucle, ni switch, ni select", "Pour quitter la fonction, écrivez return."},
		{regexp.MustCompile(`^continue is not in a loop$`), "ce continue n’est dans aucune boucle", ""},
		{regexp.MustCompile(`^goto (\S+) jumps over .+$`), "goto $1 saute par-dessus une déclaration de variable", ""},
		{regexp.MustCompile(`^goto (\S+) jumps into block.*$`), "goto $1 saute à l’intérieur d’un bloc", ""},
		{regexp.MustCompile(`^select case must be send or receive.*$`), "un cas de select est un envoi ou une réception sur un canal", ""},
		{regexp.MustCompile(`^cannot fallthrough final case in switch$`), "fallthrough passe au cas suivant, et celui-ci est le dernier", ""},
		{regexp.MustCompile(`^fallthrough statement out of place$`), "fallthrough n’a de sens qu’à la fin d’un cas de switch", ""},

		// Syntax: the wordings that say what to do.
		{regexp.MustCompile(`^expected declaration, found (?P<token>.+)$`), "hors d’une fonction, il n’y a que des déclarations, et on lit ici $1", outsideFunction},
		{regexp.MustCompile(`^syntax error: non-declaration statement outside function body$`), "hors d’une fonction, il n’y a que des déclarations", outsideFunction},
		{regexp.MustCompile(`^curly quotation mark '(.)' \(use neutral '"'\)$`), "$1 est un guillemet typographique", straightQuotes},
		{regexp.MustCompile(`^(?:illegal|invalid) character U\+(?:201C|201D|00AB|00BB|2018|2019) '(.)'(?: in identifier)?$`), "$1 est un guillemet ou une apostrophe typographique", straightQuotes},
		{regexp.MustCompile(`^(?:illegal|invalid) character U\+(?:00A0|202F).*$`), "il y a ici une espace insécable", "Elle vient sans doute d’un texte copié\u00a0: remplacez-la par une espace ordinaire."},
		{regexp.MustCompile(`^(?:illegal|invalid) character U\+0023 '#'$`), "le caractère # n’existe pas en Go", "Un commentaire commence par //."},
		{regexp.MustCompile(`^(?:illegal|invalid) character U\+003F '\?'$`), "le caractère\u202f? n’existe pas en Go", "Go n’a pas d’opérateur à trois termes\u00a0: écrivez un if."},
		{regexp.MustCompile(`^(?:illegal|invalid) character U\+[0-9A-F]+ '(.)'(?: in identifier)?$`), "le caractère $1 n’a pas sa place ici", ""},
		{regexp.MustCompile(`^missing ',' before newline in (?:composite literal|argument list|parameter list)$`), "il manque une virgule à la fin de cette ligne", lastComma},
		{regexp.MustCompile(`^syntax error: unexpected newline in (?:composite literal|argument list); possibly missing comma or ([})])$`), "il manque une virgule à la fin de cette ligne, ou la fermeture «\u00a0$1\u00a0»", lastComma},
		{regexp.MustCompile(`^missing ',' in (?:composite literal|argument list|parameter list)$`), "il manque ici une virgule, ou la parenthèse ou l’accolade fermante", ""},
		{regexp.MustCompile(`^syntax error: unexpected (?P<token>.+) in (?:composite literal|argument list|parameter list|parameter or result list); possibly missing comma or ([})])$`), "on lit $1, là où il manque une virgule ou «\u00a0$2\u00a0»", ""},
		{regexp.MustCompile(`^(?:string literal not terminated|newline in string)$`), "cette chaîne n’est pas fermée\u00a0: il manque un guillemet droit sur cette ligne", "Une chaîne sur plusieurs lignes s’écrit entre accents graves."},
		{regexp.MustCompile(`^(?:raw string literal not terminated|string not terminated)$`), "cette chaîne n’est pas fermée\u00a0: il manque un accent grave", ""},
		{regexp.MustCompile(`^comment not terminated$`), "ce commentaire n’est pas fermé\u00a0: il manque «\u00a0*/\u00a0»", ""},
		{regexp.MustCompile(`^(?:illegal rune literal|more than one character in rune literal|empty rune literal or unescaped '|rune literal not terminated|newline in rune literal)$`), "entre apostrophes droites, il faut un seul caractère", "Une chaîne s’écrit entre guillemets droits."},
		{regexp.MustCompile(`^unknown escape(?: sequence)?$`), "après la barre oblique inversée, ce caractère n’a pas de sens", "Pour écrire la barre elle-même, doublez-la."},
		{regexp.MustCompile(`^invalid digit '(.)' in octal literal$`), "un nombre qui commence par un zéro est écrit en base 8, où le chiffre $1 n’existe pas", ""},
		{regexp.MustCompile(`^(?:expected statement, found 'else'|syntax error: unexpected keyword else, expected })$`), "else doit suivre l’accolade fermante, sur la même ligne", ""},
		{regexp.MustCompile(`^(?:syntax error: )?unexpected semicolon or newline before \{$`), "l’accolade ouvrante doit être à la fin de la ligne de func", ""},
		{regexp.MustCompile(`^(?:syntax error: )?unexpected newline, expect(?:ing|ed) \{ after (if|for|switch) clause$`), "l’accolade ouvrante doit être à la fin de la ligne du $1", ""},
		{regexp.MustCompile(`^expected '\{', found newline$`), "l’accolade ouvrante doit être à la fin de cette ligne", ""},
		{regexp.MustCompile(`^(?:expected (?:'IDENT'|name), found|syntax error: unexpected keyword) '?(break|case|chan|const|continue|default|defer|else|fallthrough|for|func|go|goto|if|import|interface|map|package|range|return|select|struct|switch|type|var)'?(?:, expected name)?$`), "$1 est un mot réservé de Go, et ne peut pas servir de nom", ""},
		{regexp.MustCompile(`^(?:syntax error: cannot use assignment .+ as value|expected boolean expression, found assignment .*)$`), "une condition ne peut pas être une affectation", "Pour comparer, écrivez «\u00a0==\u00a0»."},
		{regexp.MustCompile(`^(?:syntax error: )?var declaration not allowed in (if|for|switch) initializer$`), "var ne s’écrit pas dans un $1", "Écrivez «\u00a0:=\u00a0»."},
		{regexp.MustCompile(`^(?:syntax error: )?missing condition in if statement$`), "ce if n’a pas de condition", ""},
		{regexp.MustCompile(`^(?:syntax error: else must be followed by if or statement block|expected if statement or block, found .+)$`), "après else, il faut une accolade ouvrante ou un if", ""},
		{regexp.MustCompile(`^(?:syntax error: )?imports must appear before other declarations$`), "les importations viennent avant les autres déclarations", ""},
		{regexp.MustCompile(`^(?:syntax error: )?missing import path$`), "le nom du paquet importé s’écrit entre guillemets droits", ""},
		{regexp.MustCompile(`^(?:syntax error: )?missing parameter (?:type|name)$`), "un paramètre s’écrit avec son nom, puis son type", ""},
		{regexp.MustCompile(`^(?:syntax error: )?(?:unexpected \], )?expected type argument list$`), "les crochets vides viennent avant le type", "Une tranche d’entiers s’écrit []int."},
		{regexp.MustCompile(`^syntax error: missing channel element type$`), "il manque le type de ce que le canal transporte", "Par exemple, chan int."},
		{regexp.MustCompile(`^method has no receiver$`), "cette méthode n’a pas de récepteur", ""},
		{regexp.MustCompile(`^(?:expected ';', found '\+\+'|syntax error: unexpected \+\+ at end of statement)$`), "x++ est une instruction, pas une valeur", "Écrivez-la sur une ligne à elle."},
		{regexp.MustCompile(`^(?:expected statement, found '\+\+'|syntax error: unexpected \+\+, expected \})$`), "en Go, «\u00a0++\u00a0» s’écrit après la variable", ""},
		{regexp.MustCompile(`^expected ['"]?}['"]?, found 'EOF'$`), "il manque une accolade fermante\u00a0: la cellule finit trop tôt", ""},
		{regexp.MustCompile(`^syntax error: unexpected EOF, expected }$`), "il manque une accolade fermante\u00a0: la cellule finit trop tôt", ""},
		{regexp.MustCompile(`^expected ';', found (?P<token>.+)$`), "l’instruction devrait finir avant $1", oneStatement},
		{regexp.MustCompile(`^syntax error: unexpected (?P<token>.+) at end of statement$`), "l’instruction devrait finir avant $1", oneStatement},
		{regexp.MustCompile(`^syntax error: unexpected (?P<token>.+) after top level declaration$`), "la déclaration devrait finir avant $1", ""},
		{regexp.MustCompile(`^(?:syntax error: )?unexpected (?P<token>.+), expect(?:ed|ing) (?P<expected>.+)$`), "on lit $1, là où il faut $2", ""},
		{regexp.MustCompile(`^expected (?P<expected>.+), found (?P<token>.+)$`), "on lit $2, là où il faut $1", ""},
		{regexp.MustCompile(`^syntax error: unexpected (?P<token>comma) in struct type; .+$`), "les champs d’une structure se séparent par des fins de ligne, pas par des virgules", ""},

		// What the go command says of imports.
		{regexp.MustCompile(`^package (\S+) is not in std.*$`), "le paquet $1 n’existe pas dans la bibliothèque de Go", "Vérifiez son orthographe."},
		{regexp.MustCompile(`^no required module provides package (\S+?)[;:]?(?: .*)?$`), "le paquet $1 n’est pas installé", "Vérifiez son orthographe\u202f; pour l’obtenir du réseau, exécutez «\u00a0!*go get\u00a0» suivi de son nom."},
		{regexp.MustCompile(`^use of internal package (\S+) not allowed$`), "le paquet $1 est réservé à ceux qui l’ont écrit", ""},
		{regexp.MustCompile(`^import cycle not allowed$`), "des paquets s’importent mutuellement", ""},
		{regexp.MustCompile(`^too many errors$`), "il y a d’autres erreurs", ""},
	}
})

const (
	outsideFunction = "Dans une cellule, les instructions vont dans une fonction, ou sous une ligne %%."
	straightQuotes  = "Il vient sans doute d’un texte copié\u00a0: en Go, une chaîne s’écrit entre guillemets droits."
	lastComma       = "En Go, la dernière ligne d’une liste finit elle aussi par une virgule."
	oneStatement    = "Une seule instruction par ligne\u202f; vérifiez aussi l’orthographe du mot d’avant."
)

func quoted(code string) string { return "«\u00a0" + code + "\u00a0»" }

// untyped is a value without a type of its own, and what it is worth.
func untyped(kind, value string) string {
	french := untypedKind(kind)
	if value != "" {
		french += "\u00a0: " + value
	}
	return french
}

func untypedKind(kind string) string {
	switch kind {
	case "string":
		return "une chaîne"
	case "int":
		return "un entier"
	case "float":
		return "un nombre à virgule"
	case "rune":
		return "un caractère"
	case "bool":
		return "un booléen"
	case "nil":
		return "nil"
	default:
		return "une valeur"
	}
}

func typed(kind, name string) string {
	switch kind {
	case "constant":
		return "constante de type " + name
	case "variable":
		return "variable de type " + name
	case "map index expression":
		return "élément de map, de type " + name
	default:
		return "valeur de type " + name
	}
}

func typeList(list string) string {
	return strings.ReplaceAll(tidyType(list), anyNumber, "nombre")
}

// count says a number of variables or of values.
func count(english string) (french string, ok bool) {
	number, what, _ := strings.Cut(english, " ")
	switch what {
	case "variable", "variables":
		return number + " " + what, true
	case "value":
		return number + " valeur", true
	case "values":
		return number + " valeurs", true
	}
	return "", false
}

func contextOf(english string) (french string, ok bool) {
	if function, ok := strings.CutPrefix(english, "argument to "); ok {
		return "comme argument de " + quoted(function), true
	}
	french, ok = map[string]string{
		"assignment":             "dans cette affectation",
		"variable declaration":   "dans cette déclaration",
		"return statement":       "dans ce return",
		"send":                   "dans cet envoi sur un canal",
		"map literal":            "dans cette map",
		"array or slice literal": "dans ce tableau ou cette tranche",
		"struct literal":         "dans cette structure",
		"range clause":           "dans ce range",
	}[english]
	return french, ok
}

// untypedOr is a type, or what a value without a type of its own is.
func untypedOr(english string) string {
	if kind, ok := strings.CutPrefix(english, "untyped "); ok {
		return untypedKind(kind)
	}
	return tidyType(english)
}

// reasonOf says why a value does not fit.
func reasonOf(english string) (french string, ok bool) {
	switch english = strings.TrimPrefix(english, ": "); english {
	case "":
		return "", true
	case " (truncated)":
		return ", sans partie décimale", true
	case " (overflows)":
		return ", et ce nombre n’y tient pas", true
	case "need type assertion":
		return "\u202f; une assertion de type la donnerait", true
	}
	french, ok = implements(english)
	return "\u202f; " + french, ok
}

var (
	notImplemented   = regexp.MustCompile(`^(.+) does not implement (.+?) \((.+)\)$`)
	missingMethod    = regexp.MustCompile(`^missing method (\S+)$`)
	pointerReceiver  = regexp.MustCompile(`^method (\S+) has pointer receiver$`)
	wrongMethod      = regexp.MustCompile(`^wrong type for method (\S+)$`)
	interfacePointer = regexp.MustCompile(`^type (\S+) is pointer to interface, not interface$`)
)

// implements says why a type lacks what an interface asks for.
func implements(english string) (french string, ok bool) {
	found := notImplemented.FindStringSubmatch(english)
	if found == nil {
		return "", false
	}
	name, asks, why := tidyType(found[1]), tidyType(found[2]), found[3]
	if m := missingMethod.FindStringSubmatch(why); m != nil {
		return fmt.Sprintf("%s n’a pas la méthode %s que demande %s", name, m[1], asks), true
	}
	if m := pointerReceiver.FindStringSubmatch(why); m != nil {
		return fmt.Sprintf("seul *%s a la méthode %s que demande %s, pas %s\u00a0: donnez un pointeur", name, m[1], asks, name), true
	}
	if m := wrongMethod.FindStringSubmatch(why); m != nil {
		return fmt.Sprintf("la méthode %s de %s n’a pas les paramètres et les résultats que demande %s", m[1], name, asks), true
	}
	if m := interfacePointer.FindStringSubmatch(why); m != nil {
		return fmt.Sprintf("%s est un pointeur vers une interface, et un tel pointeur n’a pas de méthodes", m[1]), true
	}
	return "", false
}

// lexeme names what a parser read. The two parsers write it in two ways.
func lexeme(english string) (french string, ok bool) {
	switch english {
	case "newline":
		return "une fin de ligne", true
	case "EOF", "'EOF'":
		return "la fin de la cellule", true
	case "comma":
		return "une virgule", true
	case "semicolon":
		return "un point-virgule", true
	case "semicolon or newline":
		return "un point-virgule ou une fin de ligne", true
	}
	for _, kind := range tokenKinds {
		if text, ok := strings.CutPrefix(english, kind); ok {
			return quoted(text), true
		}
	}
	return quoted(strings.Trim(english, "'")), !strings.Contains(english, " ") || strings.ContainsAny(english, "\"`'")
}

// expected names what a parser expected.
func expected(english string) (french string, ok bool) {
	french, ok = map[string]string{
		"operand":                         "une valeur",
		"expression":                      "une valeur",
		"1 expression":                    "une seule valeur",
		"boolean expression":              "une condition",
		"for loop condition":              "une condition",
		"type":                            "un type",
		"name":                            "un nom",
		"'IDENT'":                         "un nom",
		"name or (":                       "un nom, ou une parenthèse",
		"selector or type assertion":      "un nom, ou une assertion de type",
		"statement":                       "une instruction",
		"case or default or }":            "case, default ou une accolade fermante",
		"field name or embedded type":     "un champ",
		":= or = or comma":                "«\u00a0:=\u00a0», «\u00a0=\u00a0» ou une virgule",
		"comma, : or ]":                   "une virgule, un deux-points ou un crochet fermant",
		"semicolon or newline":            "un point-virgule ou une fin de ligne",
		"semicolon, newline, or } or EOF": "une fin de ligne",
		"semicolon or newline or }":       "une fin de ligne",
		"{ after if clause":               "une accolade ouvrante",
		"{ after for clause":              "une accolade ouvrante",
		"{ after switch clause":           "une accolade ouvrante",
		"channel type":                    "un type de canal",
	}[english]
	if ok {
		return french, true
	}
	sign := strings.Trim(english, "'")
	return quoted(sign), sign != "" && !strings.Contains(sign, " ") && !strings.ContainsAny(sign, "abcdefghijklmnopqrstuvwxyz") || english == "chan"
}
