package draw

// What a reader may read of this package, in French.
const dataSummary = "Données"
