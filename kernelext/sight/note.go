package sight

// notes writes what is to be seen again, each on its line.
func (p *page) notes(s Sight) {
	for _, n := range s.Notes {
		p.printf("<div class=\"cahiers-warned\">\n<p class=\"cahiers-heading\">%s<strong>%s</strong></p>\n", icon("cahiers-icon", warning), escape(n.At.where()))
		p.printf("<p class=\"cahiers-says\">%s</p>\n", escape(n.Text))
		p.code(n.At)
		if n.English != "" {
			p.printf("<p class=\"cahiers-english\" lang=\"en\">%s</p>\n", escape(n.English))
		}
		p.printf("</div>\n")
	}
}
