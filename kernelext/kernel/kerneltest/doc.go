// Package kerneltest drives a Jupyter kernel as Jupyter does, for tests and
// benchmarks: it starts the process, speaks the protocol over ZeroMQ, and
// hands out what came back, message by message or cell by cell.
//
// It knows nothing of our kernel: it drives stock GoNB as well.
package kerneltest
