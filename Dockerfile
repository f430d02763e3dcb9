FROM oven/bun:1.4.5 AS packages
WORKDIR /app
COPY package.json bun.lock bunfig.toml ./
RUN bun install --frozen-lockfile --production

FROM oven/bun:1.4.5-slim
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
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
