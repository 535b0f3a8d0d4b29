// Package hue measures whether the colours of a palette can be told from
// their page and from each other, for those too who see colours in another way.
// Tests hold our palettes to it.
package hue

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// An RGB is a colour of the screen: linear light, from 0 to 1.
type RGB [3]float64

// Parse reads #rrggbb.
func Parse(hex string) (RGB, error) {
	digits, found := strings.CutPrefix(hex, "#")
	value, err := strconv.ParseUint(digits, 16, 32)
	if !found || err != nil || len(digits) != 6 {
		return RGB{}, fmt.Errorf("colour %q is not #rrggbb", hex)
	}
	var c RGB
	for i := range c {
		c[i] = float64(value>>(16-8*i)&0xff) / 0xff
		if c[i] <= 0.04045 {
			c[i] /= 12.92
		} else {
			c[i] = math.Pow((c[i]+0.055)/1.055, 2.4)
		}
	}
	return c, nil
}

// Contrast is that of the Web Content Accessibility Guidelines, from 1 to 21.
func Contrast(a, b RGB) float64 {
	la, lb := a.luminance(), b.luminance()
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func (c RGB) luminance() float64 { return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2] }

// Eyes are a way to see colours.
type Eyes int

// Trichromacy is most people's; the others lack one kind of cone.
const (
	Trichromacy Eyes = iota
	Protanopia
	Deuteranopia
	Tritanopia
)

// Everyone is all of them.
func Everyone() []Eyes { return []Eyes{Trichromacy, Protanopia, Deuteranopia, Tritanopia} }

// matrix is what a colour becomes: Machado, Oliveira and Fernandes, "A
// physiologically-based model for simulation of color vision deficiency", 2009.
func (s Eyes) matrix() [3]RGB {
	switch s {
	case Protanopia:
		return [3]RGB{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}
	case Deuteranopia:
		return [3]RGB{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}
	case Tritanopia:
		return [3]RGB{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}
	default:
		return [3]RGB{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}
	}
}

// Seen is what c looks like.
func (s Eyes) Seen(c RGB) RGB {
	var out RGB
	for i, row := range s.matrix() {
		out[i] = min(1, max(0, row[0]*c[0]+row[1]*c[1]+row[2]*c[2]))
	}
	return out
}

// Difference is ΔE*ab, the distance of two colours in CIE L*a*b* (1976), for
// the eyes that tell them apart least.
func Difference(a, b RGB) float64 {
	least := math.Inf(1)
	for _, s := range Everyone() {
		p, q := s.Seen(a).lab(), s.Seen(b).lab()
		least = min(least, math.Hypot(math.Hypot(p[0]-q[0], p[1]-q[1]), p[2]-q[2]))
	}
	return least
}

// lab is c in CIE L*a*b* under the light of day (D65).
func (c RGB) lab() [3]float64 {
	f := func(t float64) float64 {
		if t > 216.0/24389 {
			return math.Cbrt(t)
		}
		return (24389.0/27*t + 16) / 116
	}
	x := f((0.4124564*c[0] + 0.3575761*c[1] + 0.1804375*c[2]) / 0.95047)
	y := f(c.luminance())
	z := f((0.0193339*c[0] + 0.1191920*c[1] + 0.9503041*c[2]) / 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}
