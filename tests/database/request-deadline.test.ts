import { afterAll, beforeAll, expect, test } from "bun:test";
import { toBackground, withRequestDeadline } from "../../src/app/context.ts";
import { type Db, DEADLINES, openDb } from "../../src/database/db.ts";
import { limitToRequest } from "../../src/database/request-deadline.ts";
import { startApp } from "../support/app.ts";
import { createDatabase, type Database } from "../support/database.ts";
import { eventually } from "../support/eventually.ts";

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

test("the time of statements shortens the deadline of a request, and a pause restores it", async () => {
  const request = limitToRequest(db);
  const leftMs = () => request.deadline() - performance.now();
  const statements = [1, 2].map(() => request.query("select pg_sleep(1)", []));
  expect(await Promise.all(statements).then(leftMs)).toBeLessThan(DEADLINES.requestMs - 500);
  const message = "the pause did not restore the deadline";
  await eventually(() => leftMs() > DEADLINES.requestMs - 1, { message });
});

test("a download takes no time from the deadline of its request", async () => {
  const app = await startApp({ worker: false });
  const request = withRequestDeadline(app.ctx);
  await request.db.query("select pg_sleep(1)", []);
  const leftMs = ({ db }: typeof request) => db.deadline() - performance.now();
  expect(leftMs(request)).toBeLessThan(DEADLINES.requestMs - 500);
  expect(leftMs(toBackground(request))).toBeGreaterThan(DEADLINES.requestMs - 500);
  await app.stop();
});
