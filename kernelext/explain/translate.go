package explain

import (
	"regexp"
	"strings"
)

// A rule is the French of one wording of Go's tools.
type rule struct {
	// pattern matches a whole line. The names of its groups say what they
	// are: see [said].
	pattern *regexp.Regexp
	french  string // $1 is the first group
	advice  string // a sentence, sometimes
}

// A translation is what a message says in French, in lines, and what to do.
type translation struct {
	lines  []string
	advice string
}

// translate says a message of Go's tools in French, unless it does not know
// one of its lines: half a translation is worse than none.
func translate(rules []rule, message string) (french translation, known bool) {
	for i, line := range strings.Split(message, "\n") {
		said, advice, known := translateLine(rules, strings.TrimSpace(line))
		if !known {
			return translation{}, false
		}
		if french.lines = append(french.lines, said); i == 0 {
			french.advice = advice
		}
	}
	return french, true
}

func translateLine(rules []rule, line string) (french, advice string, known bool) {
	for _, r := range rules {
		if found := r.pattern.FindStringSubmatch(line); found != nil {
			if groups, ok := groupsIn(r.pattern.SubexpNames(), found); ok {
				return expand(r.french, groups), expand(r.advice, groups), true
			}
		}
	}
	return "", "", false
}

// groupsIn says each group of a match in French; not ok when it cannot.
func groupsIn(names, found []string) (groups []string, ok bool) {
	for i := 1; i < len(found); i++ {
		french, ok := found[i], true
		if names[i] != "" {
			french, ok = said(names[i], found[i])
		}
		if !ok {
			return nil, false
		}
		groups = append(groups, french)
	}
	return groups, true
}

// group is where a group of a match stands in the French.
var group = regexp.MustCompile(`\$[1-9]`)

func expand(french string, groups []string) string {
	return group.ReplaceAllStringFunc(french, func(number string) string {
		if i := int(number[1] - '1'); i < len(groups) {
			return groups[i]
		}
		return ""
	})
}

// said says in French a group of a message, by the kind that names it.
func said(kind, text string) (french string, ok bool) {
	switch kind {
	case "operand":
		return operand(text), true
	case "expr":
		expr, _ := cutOperand(text)
		return quoted(expr), true
	case "code":
		return quoted(text), true
	case "type":
		return tidyType(text), true
	case "types":
		return typeList(text), true
	case "count":
		return count(text)
	case "lock":
		return copied(text), true
	case "number":
		return inThousands(text), true
	case "context":
		return contextOf(text)
	case "reason":
		return reasonOf(text)
	case "untyped":
		return untypedOr(text), true
	case "implements":
		return implements(text)
	case "token":
		return lexeme(text)
	case "expected":
		return expected(text)
	default:
		return text, true
	}
}

// described matches what the compiler says of an expression behind it.
var described = regexp.MustCompile(`^(.*?) \(((?:untyped \S+ |constant |value|variable |comma, ok |map index |no value|type\b|built-in|nil\b|package-level).*)\)$`)

// cutOperand parts an expression from what the compiler says of it.
func cutOperand(text string) (expr, description string) {
	if found := described.FindStringSubmatch(text); found != nil {
		return found[1], found[2]
	}
	return text, ""
}

// operand is an expression and, when it has French for it, what it is.
func operand(text string) string {
	expr, description := cutOperand(text)
	if french := describe(description); french != "" {
		return quoted(expr) + " (" + french + ")"
	}
	return quoted(expr)
}

// lockPath are the types that go vet names, from what is copied to the lock in
// it, without a type that only says that it is not to be copied.
func lockPath(types string) []string {
	names := strings.Split(types, " contains ")
	if last := len(names) - 1; last > 0 && strings.HasSuffix(names[last], "noCopy") {
		names = names[:last]
	}
	return names
}

// inThousands is a number with its digits in groups of three, from five of them on.
func inThousands(number string) string {
	digits := strings.TrimPrefix(number, "-")
	sign := number[:len(number)-len(digits)]
	if len(digits) < 5 {
		return number
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "\u202f" + digits[i:]
	}
	return sign + digits
}

var (
	untypedOperand = regexp.MustCompile(`^untyped (\S+) (?:constant|value)(?: (.+))?$`)
	typedOperand   = regexp.MustCompile(`^(constant|value|variable|comma, ok expression|map index expression)(?: (?:\S+))?? of (?:\w+ )?type (.+)$`)
)

func describe(description string) string {
	if found := untypedOperand.FindStringSubmatch(description); found != nil {
		return untyped(found[1], found[2])
	}
	if found := typedOperand.FindStringSubmatch(description); found != nil {
		return typed(found[1], tidyType(found[2]))
	}
	return ""
}

// quotedPath is the name of a package as the compiler writes it when its cell
// does not import it under that name.
var quotedPath = regexp.MustCompile(`"(?:[^"/]+/)*([^"/]+)"\.`)

func tidyType(text string) string { return quotedPath.ReplaceAllString(text, "$1.") }

// anyNumber is the compiler's word for a constant among the types of arguments.
const anyNumber = "number"

// tokenKinds are what the compiler's parser writes before what it read.
var tokenKinds = []string{"name ", "literal ", "keyword ", "op "}
