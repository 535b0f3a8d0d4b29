// Package install makes a clone of the course ready to use: it builds gonb,
// goimports, gopls and cahiers itself, makes a Python environment with
// JupyterLab, installs the kernelspec and warms the build caches.
//
// Everything it makes is under the folder .cahiers of the repository, and
// nothing else on the machine is written to. Each step leaves a stamp, the
// hash of what it was made from: a step whose stamp still holds is not done
// again, so that a second set-up takes a fraction of a second, and one that
// was killed in the middle goes on from the last step it finished.
package install
