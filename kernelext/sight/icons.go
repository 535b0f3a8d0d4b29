package sight

import "fmt"

// A drawing of an icon, in a square of 24, in lines of the current colour.
const (
	pencil   = `<path d="M4 20l1.2-4.8L16.4 4l3.6 3.6L8.8 18.8zM14 6.4l3.6 3.6"/>`
	eye      = `<path d="M2.5 12C5 7.5 8.3 5.5 12 5.500s7 2 9.5 6.500c-2.5 4.5-5.8 6.5-9.5 6.500S5 16.5 2.5 12z"/><circle cx="12" cy="12" r="2.8"/>`
	openLock = `<rect x="4" y="11" width="14" height="9.5" rx="2"/><path d="M14.5 11V7a4 4 0 0 1 7.5-1.5"/>`
	warning  = `<path d="M12 3.5 21.5 20h-19z"/><path d="M12 9.500v5M12 17v.6"/>`
	arrow    = `<path d="M-300 12H18"/><path class="cahiers-head" d="M14 6.500 24 12l-10 5.500z"/>`
)

// icon is a picture that the words beside it say too.
func icon(class, drawing string) string {
	return fmt.Sprintf("<svg class=\"%s\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">%s</svg>", class, drawing)
}

// Size of the picture of a thing.
const (
	shapeWidth  = 56.0
	shapeHeight = 44.0
)

// shape draws a thing in a box of shapeWidth × shapeHeight: the same in every
// drawing, in lines of the current stroke.
func shape(k ThingKind) string {
	switch k {
	case Lock:
		return `<path d="M19 20v-7a9 9 0 0 1 18 0v7"/><rect x="12" y="19" width="32" height="23" rx="4" class="cahiers-fill"/><path d="M28 28v6"/><circle cx="28" cy="28" r="1.5"/>`
	case Channel:
		return `<path class="cahiers-fill" d="M8 11H48c3.5 0 6 5 6 11s-2.5 11-6 11H8c-3.5 0-6-5-6-11s2.5-11 6-11z"/><ellipse cx="8" cy="22" rx="6" ry="11"/><path d="M20 22H42M37 17.5 42 22l-5 4.5"/>`
	case Select:
		return tube(1) + tube(16) + tube(31)
	case WaitGroup:
		return `<rect class="cahiers-fill" x="4" y="4" width="48" height="36" rx="4"/><path d="M14 13v18M22 13v18M30 13v18M38 13v18M9 29 43 15"/>`
	case Cond:
		return `<path class="cahiers-fill" d="M12 34c4-4 4-7 4-13a12 12 0 0 1 24 0c0 6 0 9 4 13z"/><path d="M28 9V5M24 38a4.2 4.2 0 0 0 8 0"/>`
	case Nothing:
		return `<circle cx="28" cy="22" r="18" stroke-dasharray="5 4"/>`
	default:
		return `<circle class="cahiers-fill" cx="28" cy="22" r="18"/><path d="M28 11v11l8 5"/>`
	}
}

// tube is one of the channels of a select, its top at y.
func tube(y float64) string {
	return fmt.Sprintf(`<path class="cahiers-fill" d="M7 %[1]gH49c2 0 3.5 2.5 3.5 6s-1.5 6-3.5 6H7c-2 0-3.5-2.5-3.5-6s1.5-6 3.5-6z"/><ellipse cx="7" cy="%[2]g" rx="3.5" ry="6"/>`, y, y+6)
}

// shapeClass is the class that gives a thing its colour.
func shapeClass(k ThingKind) string {
	switch k {
	case Lock:
		return "cahiers-lock"
	case Channel, Select:
		return "cahiers-channel"
	case WaitGroup:
		return "cahiers-waitgroup"
	default:
		return "cahiers-other"
	}
}
