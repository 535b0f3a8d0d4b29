// Package image tests the Dockerfile: that BuildKit reads it without a
// warning, and that it keeps the rules of Binder and JupyterHub.
package image
