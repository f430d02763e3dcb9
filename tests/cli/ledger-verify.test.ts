import { afterAll, beforeAll, expect, test } from "bun:test";
import postgres from "postgres";
import { INVARIANTS } from "../../src/database/invariants.ts";
import { type App, startApp } from "../support/app.ts";
import { cli, cliInProcess } from "../support/cli.ts";
import { createHubGeneration } from "../support/hub-client.ts";

let app: App;
let sql: postgres.Sql;

beforeAll(async () => {
  app = await startApp();
  sql = postgres(app.databaseUrl, { max: 1, onnotice: () => {} });
  const customer = await app.customer({ credits: 100 });
  await createHubGeneration(customer, app.url, { prompt: "a lighthouse", n: 2 });
});

afterAll(async () => {
  await sql.end();
  await app.stop();
});

const settings = () => ({ DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl });

const verify = (...args: string[]) => cliInProcess(settings(), "ledger", "verify", ...args);

test("ledger verify reports that every invariant holds beside a running server", async () => {
  const count = INVARIANTS.length;
  const { out: lines, ...rest } = await cli(settings(), "ledger", "verify");
  expect({ ...rest, lines }).toEqual({
    code: 0,
    lines: `All ${count} invariants hold.\n`,
    err: "",
  });
  const { code, out } = await verify("--json");
  expect({ code, ...JSON.parse(out) }).toEqual({
    ...{ code: 0, ok: true, invariants: count, violations: [] },
  });
});

test("ledger verify works on a database that accepts no writes, such as a replica", async () => {
  const [{ name } = { name: "" }] = await sql<
    { name: string }[]
  >`select current_database() as name`;
  await sql.unsafe(`alter database ${name} set default_transaction_read_only = on`);
  try {
    expect(await verify()).toMatchObject({ code: 0, err: "" });
  } finally {
    await sql.unsafe(`alter database ${name} reset default_transaction_read_only`);
  }
});

test("ledger verify prints each violated invariant with its rows and exits with 1", async () => {
  const broken = await app.customer({ credits: 50 });
  const wrong = 1_000_000;
  await sql`update accounts set available = available + ${wrong} where id = ${broken.accountId}`;
  try {
    const rules = [
      "an account's totals are the sum of its ledger",
      "an account's totals are the sum of its grants",
    ];
    const row = { account_id: broken.accountId };
    const { code, out, err } = await verify();
    expect({ code, err, lines: out.trim().split("\n") }).toEqual({
      ...{ code: 1, err: "" },
      lines: [
        ...rules.map((rule) => `Violated by 1 row: ${rule}: ${JSON.stringify(row)}`),
        `2 of ${INVARIANTS.length} invariants are violated.`,
      ],
    });
    const json = await verify("--json");
    expect({ code: json.code, ...JSON.parse(json.out) }).toMatchObject({
      ...{ code: 1, ok: false },
      violations: rules.map((rule) => ({ rule, rows: 1, examples: [row] })),
    });
  } finally {
    await sql`update accounts set available = available - ${wrong} where id = ${broken.accountId}`;
  }
});
