FROM mambaorg/micromamba:2.0.5-bookworm-slim
COPY --chown=$MAMBA_USER:$MAMBA_USER environment.yml /tmp/environment.yml
RUN micromamba install -y -n base -f /tmp/environment.yml && micromamba clean --all --yes
ARG MAMBA_DOCKERFILE_ACTIVATE=1
WORKDIR /srv
COPY --chown=$MAMBA_USER:$MAMBA_USER app app
CMD ["uvicorn", "app.main:app", "--host", "0.0.0.0"]
