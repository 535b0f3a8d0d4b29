# The course in an image, for `docker run`, Binder and JupyterHub: the set-up
# that `cahiers install` does on anyone's machine, done once. Nothing is
# fetched when it runs.
#
#   docker build -t cahiers .
#   docker run --rm -p 127.0.0.1:8888:8888 cahiers
#
# binder/Dockerfile is the same file, byte for byte (Binder reads only that
# folder); a test holds them equal.
FROM golang:1.26.8-bookworm

RUN apt-get update \
 && apt-get install --yes --no-install-recommends python3 python3-venv tini \
 && rm -rf /var/lib/apt/lists/*

# Binder gives these two.
ARG NB_USER=jovyan
ARG NB_UID=1000
RUN useradd --uid ${NB_UID} --gid users --create-home --shell /bin/bash ${NB_USER} \
 && chmod a+rwX /home/${NB_USER} \
 && install --directory --owner ${NB_UID} --group users --mode 0777 /opt/cahiers

# Outside of HOME, which JupyterHub hides under the student's own volume.
ENV CAHIERS_ROOT=/opt/cahiers \
    HOME=/home/${NB_USER} \
    LANG=C.UTF-8 \
    GOCACHE=/opt/cahiers/.cahiers/cache/go-build \
    GOMODCACHE=/opt/cahiers/.cahiers/gomod \
    GOFLAGS=-modcacherw \
    CGO_ENABLED=0

USER ${NB_UID}
WORKDIR /opt/cahiers
COPY --chown=${NB_UID}:users . .

# Readable and writable by any uid: a cluster chooses its own. The caches of
# pip and uv hold only what is already installed. Layers keep whole seconds:
# set-up's list of compiled packages must find the sources as old as it saw them.
RUN umask 0 \
 && find helpers -exec touch --date=@1 {} + \
 && go run ./kernelext install \
 && rm -rf .cahiers/cache/pip .cahiers/cache/uv \
 && chmod -R a+rwX .

ENV PATH=/opt/cahiers/.cahiers/venv/bin:/opt/cahiers/.cahiers/bin:${PATH}

EXPOSE 8888
WORKDIR /opt/cahiers/notebooks
# tini reaps what a killed cell leaves, and runs its arguments: Binder's and
# JupyterHub's own commands, too.
ENTRYPOINT ["tini", "-g", "--"]
CMD ["cahiers", "lab", "--no-browser", "--ip", "0.0.0.0", "--port", "8888"]
