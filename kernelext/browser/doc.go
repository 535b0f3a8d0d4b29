// Package browser holds no code: its tests drive the real JupyterLab and the
// exported pages in a real Chromium, as a student would, and look at what is
// drawn. They share one package so that they do not fight for the processor.
package browser
