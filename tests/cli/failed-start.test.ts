import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Result, startCli } from "../support/cli.ts";
import { createDatabase, type Database } from "../support/database.ts";
import { eventually } from "../support/eventually.ts";
import { startTcpProxy } from "../support/tcp-proxy.ts";

let dataDir = "";
let database: Database;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "darkroom-failed-start-"));
  database = await createDatabase();
});

afterAll(async () => {
  await database.drop();
  await rm(dataDir, { recursive: true });
});

// The start takes its deadlines of half a minute. Then the queue of jobs would keep the process, because it
// never gives up connections that neither respond nor close.
test("a server ends when the database has stopped responding during its start", async () => {
  const line = await startTcpProxy(database.url);
  const settings = { DATA_DIR: dataDir, DATABASE_URL: line.url, PORT: "0" };
  const started = startCli(settings, "serve");
  let result: Result | undefined;
  void started.result.then((ended) => (result = ended));
  try {
    await line.passReply("graphile_worker");
    line.freeze();
    const { code, err } = await eventually(() => result, { message: "it runs on without serving" });
    expect(code).toBe(1);
    expect(err).toMatch(/^darkroom: /m);
  } finally {
    await line.close();
    started.kill("SIGTERM");
    await started.result;
  }
});
