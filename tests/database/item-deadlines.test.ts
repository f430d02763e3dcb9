import { afterAll, beforeAll, expect, test } from "bun:test";
import { authenticateInBatch } from "../../src/core/accounts/batch-authenticate.ts";
import { findInBatch } from "../../src/core/generations/batch-find.ts";
import { type Db, openDb, openMaintenanceConnection } from "../../src/database/db.ts";
import { createDatabase, type Database } from "../support/database.ts";

let database: Database;
let db: Db;

beforeAll(async () => {
  database = await createDatabase();
  db = openDb(database.url, { connections: 2 });
});

afterAll(async () => {
  await db.close();
  await database.drop();
});

const READS: [string, string, (db: Db) => Promise<unknown>][] = [
  [
    "reads a generation",
    "generations",
    (own) => findInBatch(own, { id: crypto.randomUUID(), accountId: crypto.randomUUID() }),
  ],
  [
    "authenticates",
    "key_secrets",
    (own) =>
      authenticateInBatch(own, "hub", {
        hash: Buffer.from(crypto.getRandomValues(new Uint8Array(32))),
        address: undefined,
      }),
  ],
];

test.each(READS)(
  "a request with little time left that %s does not fail those that share its statement",
  async (_, table, read) => {
    const urgent: Db = { ...db, deadline: () => performance.now() + 300 };
    const lock = openMaintenanceConnection(database.url);
    try {
      await lock`begin`;
      await lock`lock table ${lock(table)} in access exclusive mode`;
      const [late, other] = [read(urgent), read(db)];
      expect(await late.catch((error: unknown) => error)).toMatchObject({ code: "unavailable" });
      await lock`commit`;
      expect(await other).toBeUndefined();
    } finally {
      await lock.end();
    }
  },
);

test("a statement with little time left does not close the other connections", async () => {
  const readPids = async () => {
    const text = "select pg_backend_pid() as pid from pg_sleep(0.2)";
    const results = await Promise.all([db.query(text, []), db.query(text, [])]);
    return results.flatMap(({ rows }) => rows.map(({ pid }) => pid));
  };
  const before = await readPids();
  expect(new Set(before).size).toBe(2);
  const slow = db.query("select pg_sleep(2)", [], performance.now() + 200);
  expect(await slow.catch((error: unknown) => error)).toMatchObject({ code: "unavailable" });
  const after = await readPids();
  expect(after.filter((pid) => before.includes(pid))).toHaveLength(1);
});
