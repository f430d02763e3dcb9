import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import { type App, startApp } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { createHubGeneration } from "../support/hub-client.ts";
import { runStatement } from "../support/run-statement.ts";

const POOL_SIZE = 4;
const NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

let app: App;

beforeAll(async () => {
  app = await startApp({ env: { DATABASE_POOL_SIZE: `${POOL_SIZE}` } });
});

afterAll(() => app.stop());

test("a server with a worker opens as many connections as the README says", async () => {
  const readme = await Bun.file(join(import.meta.dir, "../../README.md")).text();
  const [, number = ""] = /one to listen for notifications and, as a worker, (\w+) more/.exec(
    readme.replace(/\s+/g, " "),
  ) ?? [""];
  const customer = await app.customer({ credits: 100_000 });
  const limit = POOL_SIZE + POOL_SIZE / 2 + 1 + NUMBERS.indexOf(number);
  let most = 0;
  const use = async () => {
    const creates = Array.from({ length: 8 }, () =>
      createHubGeneration(customer, app.url, { async: true }),
    );
    await Promise.all(creates);
    most = Math.max(most, await countConnections());
    return most >= limit;
  };
  await eventually(use, { message: `it opens fewer than ${limit} connections` });
  expect(most).toBe(limit);
});

/** Returns the number of connections to the database, without that of this statement. */
async function countConnections(): Promise<number> {
  const rows = await runStatement(
    app.databaseUrl,
    `select 1 from pg_stat_activity
    where datname = current_database() and backend_type = 'client backend'
      and pid <> pg_backend_pid()`,
  );
  return rows.length;
}
