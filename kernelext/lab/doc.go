// Package lab starts JupyterLab on the course's notebooks and ends it: the
// server belongs to us and dies with us, its kernels with it.
package lab
