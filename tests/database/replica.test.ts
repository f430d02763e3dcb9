import { afterAll, beforeAll, expect, test } from "bun:test";
import { type AddressInfo, createServer } from "node:net";
import { openDb } from "../../src/database/db.ts";
import { readConfig } from "../../src/foundation/config.ts";
import { type App, startApp } from "../support/app.ts";
import { cliInProcess } from "../support/cli.ts";
import { createDatabase, type Database } from "../support/database.ts";
import { CLOSED_PORT } from "../support/ports.ts";
import { requestJson, type Schemas, signUpWithCredits } from "../support/playground.ts";

const USAGE = "/api/account/usage";

let other: Database;
let app: App;

beforeAll(async () => {
  other = await createDatabase();
  app = await startApp({ worker: false });
});

afterAll(async () => {
  await app.stop();
  await other.drop();
});

/** Starts an app whose replica is at a URL, which depends on the URL of its database. */
async function withReplica(
  toReplicaUrl: (url: string) => string,
  act: (app: App) => Promise<void>,
): Promise<void> {
  const database = { url: app.databaseUrl, drop: async () => {} };
  const env = { DATABASE_REPLICA_URL: toReplicaUrl(app.databaseUrl) };
  const withIt = await startApp({ worker: false, env, database });
  try {
    await act(withIt);
  } finally {
    await withIt.stop();
  }
}

const UNUSABLE = {
  "cannot be reached": (url: string) =>
    Object.assign(new URL(url), { host: `127.0.0.1:${CLOSED_PORT}` }).href,
  "belongs to another database": () => other.url,
};

for (const [state, toReplicaUrl] of Object.entries(UNUSABLE)) {
  test(`the primary serves history while the replica ${state}, which is logged`, () =>
    withReplica(toReplicaUrl, async (withIt) => {
      const person = await signUpWithCredits(withIt);
      await requestJson<Schemas["Usage"]>(person, USAGE);
      const entries = await requestJson<{ data: object[] }>(person, "/api/account/credits/entries");
      expect(entries.data).toHaveLength(1);
      await withIt.logged("replica_unavailable");
      const page = await (await fetch(`${withIt.url}/metrics`)).text();
      expect(page).toContain('darkroom_history_reads_total{database="replica"} 0');
      const { out } = await cliInProcess(doctorSettings(withIt, toReplicaUrl), "doctor", "--json");
      const found = JSON.parse(out).checks.find(
        ({ check }: { check: string }) => check === "replica",
      );
      expect(found.state).toBe(state === "cannot be reached" ? "warn" : "fail");
    }));
}

test("a primary as its own replica serves history, and doctor warns", () =>
  withReplica(
    (url) => url,
    async (withIt) => {
      const person = await signUpWithCredits(withIt);
      await requestJson<Schemas["Usage"]>(person, USAGE);
      const { out } = await cliInProcess(
        doctorSettings(withIt, (url) => url),
        "doctor",
        "--json",
      );
      expect(JSON.parse(out).checks).toContainEqual(
        expect.objectContaining({
          check: "replica",
          state: "warn",
          message: expect.stringContaining("names the primary"),
        }),
      );
    },
  ));

test("concurrent reads open no more connections to the replica than its limit", async () => {
  let opened = 0;
  const replica = createServer((socket) => {
    opened++;
    socket.resetAndDestroy();
  });
  await new Promise<void>((resolve) => replica.listen(0, "127.0.0.1", resolve));
  const port = (replica.address() as AddressInfo).port;
  const url = Object.assign(new URL(app.databaseUrl), { port }).href;
  // Half as many connections to the replica.
  const db = openDb(app.databaseUrl, { connections: 2, replica: { url, onFailure: () => {} } });
  try {
    const reads = Array.from({ length: 20 }, () => db.history.query("select 1 as one", []));
    for (const { rows } of await Promise.all(reads)) expect<object[]>(rows).toEqual([{ one: 1 }]);
    expect(opened).toBe(1);
  } finally {
    await db.close();
    replica.close();
  }
});

test("DATABASE_REPLICA_URL names one host and requires DATABASE_URL", () => {
  const url = "postgres://me@one:5432,two:5432/darkroom";
  const config = readConfig({ DATABASE_REPLICA_URL: url });
  expect(config).toEqual({
    faults: [
      expect.stringContaining("DATABASE_REPLICA_URL names several hosts"),
      expect.stringContaining("DATABASE_URL is missing"),
    ],
  });
});

function doctorSettings({ databaseUrl, dataDir }: App, toReplicaUrl: (url: string) => string) {
  return {
    DATABASE_URL: databaseUrl,
    DATABASE_REPLICA_URL: toReplicaUrl(databaseUrl),
    DATA_DIR: dataDir,
  };
}
