package main

const usage = "C’est le noyau qui démarre ce programme. Vous cherchez sans doute «\u00a0go run ./kernelext lab\u00a0»."
