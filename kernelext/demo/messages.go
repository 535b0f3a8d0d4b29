package demo

// intro opens the page.
const intro = `# Ce que le noyau montre quand une cellule se casse

Chaque cellule de cette page échoue, ou montre ce qu’elle fait, d’une façon qui lui est propre. Sous elle, ce que le noyau en a vu, sur ses propres lignes. Les goroutines, les verrous et les canaux ont partout le même aspect.`
