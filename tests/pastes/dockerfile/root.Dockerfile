FROM python:3.13-slim AS build
USER 1000
RUN python -m compileall /usr/lib
FROM python:3.13-slim
COPY --from=build /usr/lib /usr/lib
CMD ["python", "-m", "http.server"]
