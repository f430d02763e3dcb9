import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cli, startCli } from "../support/cli.ts";
import { createDatabase, type Database } from "../support/database.ts";
import { readMetrics } from "../support/metrics-page.ts";

const TOKEN = "a-token-for-the-metrics";
let dataDir = "";
let database: Database;
let settings: Record<string, string> = {};

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "darkroom-worker-"));
  database = await createDatabase();
  settings = {
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    METRICS_TOKEN: TOKEN,
    WORKER_CONCURRENCY: "3",
  };
});

afterAll(async () => {
  await database.drop();
  await rm(dataDir, { recursive: true });
});

test("worker --port serves probes and metrics of the worker, and nothing else", async () => {
  const worker = startCli(settings, "worker", "--port", "0", "--json");
  const { url } = JSON.parse(await worker.firstLine);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ status: "ok" });
  expect((await fetch(`${url}/metrics`)).status).toBe(401);
  expect((await readMetrics(url, TOKEN)).get("darkroom_worker_concurrency")).toBe(3);
  for (const path of ["/", "/api/v1/models", "/console"])
    expect((await fetch(url + path)).status).toBe(404);
  const taken = await cli(settings, "worker", "--port", new URL(url).port);
  expect(taken.code).toBe(1);
  expect(taken.err).toMatch(/^darkroom: Port \d+ of 127\.0\.0\.1 is in use: .*set --port\.$/m);
  worker.kill("SIGTERM");
  expect((await worker.result).code).toBe(0);
});

test("worker without --port listens on no port", async () => {
  const worker = startCli(settings, "worker", "--json");
  expect(JSON.parse(await worker.firstLine)).toMatchObject({ worker: true, url: null });
  worker.kill("SIGTERM");
  expect((await worker.result).code).toBe(0);
});

test("a rejection without a handler is logged, and the worker stops with exit code 0", async () => {
  const preload = join(dataDir, "reject.ts");
  const rejection = `Promise.reject(new Error("of a library"))`;
  await Bun.write(preload, `process.on("SIGUSR2", () => void ${rejection});`);
  const env = { ...settings, BUN_OPTIONS: `--preload=${preload}` };
  const worker = startCli(env, "worker", "--json");
  await worker.firstLine;
  worker.kill("SIGUSR2");
  worker.kill("SIGTERM");
  const { code, err } = await worker.result;
  expect(err).toContain('"event":"unhandled_rejection"');
  expect(code).toBe(0);
});
