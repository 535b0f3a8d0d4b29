package main

const usage = "C’est Jupyter qui démarre ce programme, avec un fichier de connexion. Vous cherchez sans doute «\u00a0go run ./kernelext lab\u00a0»."
