import { afterAll, beforeAll, expect, test } from "bun:test";
import postgres from "postgres";
import { type App, startApp } from "../support/app.ts";
import { startCli } from "../support/cli.ts";
import { eventually } from "../support/eventually.ts";
import { findFreePort } from "../support/ports.ts";

let app: App;
let sql: postgres.Sql;

beforeAll(async () => {
  app = await startApp({ worker: false });
  sql = postgres(app.databaseUrl, { max: 1, onnotice: () => {} });
});

afterAll(async () => {
  await sql.end();
  await app.stop();
});

test("a server answers requests, but is not ready before its worker has started", async () => {
  const port = findFreePort();
  const env = { DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl, PORT: String(port) };
  const url = `http://127.0.0.1:${port}`;
  const { server, starting } = await sql.begin(async (transaction) => {
    // The worker registers itself in this table.
    await transaction`lock table workers in share mode`;
    const started = startCli(env, "serve", "--json");
    const answers = async () => (await fetch(`${url}/healthz`)).ok;
    await eventually(answers, { message: "the server did not answer" });
    return { server: started, starting: await fetch(`${url}/readyz`) };
  });
  expect([starting.status, await starting.json()]).toEqual([503, { status: "starting" }]);
  expect(JSON.parse(await server.firstLine)).toMatchObject({ worker: true });
  expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ status: "ok" });
  server.kill("SIGTERM");
  expect((await server.result).code).toBe(0);
});
