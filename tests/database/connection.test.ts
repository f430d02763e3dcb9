import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type Db, openDb, openMaintenanceConnection } from "../../src/database/db.ts";
import { createDatabase, type Database } from "../support/database.ts";
import { eventually } from "../support/eventually.ts";
import { startTcpProxy, type TcpProxy } from "../support/tcp-proxy.ts";

let database: Database;
let proxy: TcpProxy;
let db: Db;

beforeAll(async () => {
  database = await createDatabase();
  proxy = await startTcpProxy(database.url);
  db = openDb(proxy.url, { connections: 1 });
});

afterAll(async () => {
  await db.close();
  await proxy.close();
  await database.drop();
});

// An error without a handler ends the process.
test("a connection whose server stops responding while it is opened is given up", async () => {
  const { other, error } = await eventually(openUnanswered, { message: "No reply was withheld" });
  expect(error).toMatchObject({ code: "unavailable" });
  expect<unknown[]>((await other.query("select 1 as one", [])).rows).toEqual([{ one: 1 }]);
  await other.close();
});

/** Opens a connection whose server stops responding, unless the time for a query ends before that. */
async function openUnanswered(): Promise<{ other: Db; error: unknown } | undefined> {
  const other = openDb(proxy.url, { connections: 1 });
  let isWithheld = false;
  void proxy.withholdReply("typarray").then(() => (isWithheld = true));
  const error = await other
    .query("select 1", [], performance.now() + 1_000)
    .catch((cause: unknown) => cause);
  if (isWithheld) return { other, error };
  await other.close();
  return undefined;
}

// The driver's own choice of a host leaves such an error without a handler.
test("a maintenance connection to several hosts gives up a host that stops responding", async () => {
  const refusing = await startTcpProxy(database.url);
  refusing.cut();
  const url = proxy.url.replace(/@([^/]*)/, (_, host) => `@${new URL(refusing.url).host},${host}`);
  const [lost, next] = [openMaintenanceConnection(url), openMaintenanceConnection(url)];
  try {
    const withheld = proxy.withholdReply("transaction_read_only");
    const given = lost`select 1`.catch((error: unknown) => error);
    await withheld;
    expect(await given).toMatchObject({ code: "NO_ANSWER" });
    expect<unknown[]>([...(await next`select 1 as one`)]).toEqual([{ one: 1 }]);
  } finally {
    await Promise.all([lost.end(), next.end(), refusing.close()]);
  }
});

describe("an array is sent and returned:", () => {
  const date = new Date("2026-01-02T03:04:05.678Z");
  const cases: [type: string, value: unknown[]][] = [
    ["text", ["a", "", 'quote " and \\', "comma, {brace}", "null", null]],
    ["integer", [1, -2, null]],
    ["double precision", [0.5, -1e300]],
    ["boolean", [true, false, null]],
    ["timestamptz", [date, null]],
    ["uuid", ["0d4f1f0e-7b1c-4a6e-8a55-4c1f6d6e3b10"]],
    ["bytea", [new Uint8Array([0, 255, 92]), null]],
    ["jsonb", [{ a: ["b", 'c"'] }, [1], null]],
    ["webhook_event", ["generation.succeeded"]],
    ["text", []],
  ];
  test.each(cases)("%s[] %j", async (type, value) => {
    const { rows } = await db.query(`select $1::${type}[] as value`, [value]);
    const [row] = rows as { value: unknown[] }[];
    expect(row?.value.map(toPlain)).toEqual(value.map(toPlain));
  });
});

function toPlain(value: unknown): unknown {
  return value instanceof Uint8Array ? [...value] : value;
}
