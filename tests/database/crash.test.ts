import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "../../src/database/migrate.ts";
import { type Embedded, openEmbedded } from "../../src/database/embedded/postgres.ts";
import { createLog } from "../../src/foundation/log.ts";
import { type App, startApp } from "../support/app.ts";
import { findViolations } from "../support/invariants.ts";
import { eventually } from "../support/eventually.ts";
import { runStatement } from "../support/run-statement.ts";

const log = createLog("error");
const ORDER = { model: "gpt-image-2", prompt: "a lighthouse" };

let folder: string;
let app: App;
const held: Embedded[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "darkroom-crash-"));
  const { url } = await open();
  await migrate(url, log);
  app = await startApp({ worker: false, database: { url, drop: async () => {} } });
});

afterAll(async () => {
  await app.stop();
  for (const each of held) await each.stop();
  await rm(folder, { recursive: true });
});

test("a crash of Postgres loses only what was not acknowledged, and that costs nothing", async () => {
  const { call } = await app.customer({ credits: 100 });
  const order = (body: object, path = "/api/v1/images/generations") =>
    call(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...ORDER, ...body }),
    });
  const response = await order({ async: true });
  expect(response.status).toBe(202);

  // Nothing else flushes asynchronous commits to disk.
  const writer = await stopWriter();
  // Its response has begun with the id of the generation.
  const stream = await order({ stream: true }, "/v1/images/generations");
  expect(stream.status).toBe(200);
  const waiting = order({});
  // The application has the reply of the database; without it, it would send the request again.
  await eventually(async () => (await countAccepted()) === 3, {
    message: "The third request was not accepted",
  });
  await crash(writer);
  await open();
  const reply = await waiting;
  expect(reply.status).toBe(503);
  expect(await reply.json()).toMatchObject({ error: { code: "unavailable" } });

  expect(await ask("select from generations")).toBe(2);
  const { id } = await response.json();
  for (const acknowledged of [id, stream.headers.get("x-generation-id")])
    expect((await call(`/api/v1/generations/${acknowledged}`)).status).toBe(200);
  const balance = await (await call("/api/v1/credits")).json();
  expect(balance).toMatchObject({ credits: 84, held: 16 });
  await stream.body?.cancel();
  expect(await findViolations(app.databaseUrl)).toEqual([]);
});

async function open(): Promise<Embedded> {
  const embedded = await openEmbedded(folder, log);
  held.push(embedded);
  return embedded;
}

/** Returns how many acceptances the application has recorded. */
async function countAccepted(): Promise<number> {
  const text = await (await app.fetch("/metrics")).text();
  const counts = text.matchAll(/^darkroom_generations_accepted_total\{.*\} (\d+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

/** How many rows there are to it. */
async function ask(text: string): Promise<number> {
  return (await app.ctx.db.query(text, [])).rowCount;
}

/** Stops the process that writes the log, while it waits for work and so holds no lock. */
function stopWriter(): Promise<number> {
  return eventually(
    async () => {
      const { pid } = await find("walwriter");
      process.kill(pid, "SIGSTOP");
      if ((await find("walwriter")).waitsFor === "WalWriterMain") return pid;
      process.kill(pid, "SIGCONT");
      return undefined;
    },
    { message: "The log writer was never idle" },
  );
}

/** Kills Postgres, one of whose children is slow to notice. */
async function crash(writer: number): Promise<void> {
  const [row] = await inspect("show data_directory");
  const record = await Bun.file(join(String(row?.data_directory), "postmaster.pid")).text();
  const slow = (await find("checkpointer")).pid;
  process.kill(slow, "SIGSTOP");
  const killed = [Number.parseInt(record, 10), writer];
  for (const pid of killed) process.kill(pid, "SIGKILL");
  // On a busy machine a killed process runs for a while, and could still accept a connection.
  await eventually(async () => (await Promise.all(killed.map(readCommand))).join("") === "", {
    message: "Postgres still runs",
  });
  setTimeout(() => process.kill(slow, "SIGCONT"), 400);
}

/** Returns the command line of a process; empty if it has ended. */
function readCommand(pid: number): Promise<string> {
  return Bun.file(`/proc/${pid}/cmdline`)
    .text()
    .catch(() => "");
}

async function find(kind: string): Promise<{ pid: number; waitsFor: unknown }> {
  const [row] = await inspect(
    `select pid, wait_event from pg_stat_activity where backend_type = '${kind}'`,
  );
  return { pid: Number(row?.pid), waitsFor: row?.wait_event };
}

/** Runs a statement that only a superuser may run. */
function inspect(text: string): Promise<Record<string, unknown>[]> {
  return runStatement(held[0]?.superuserUrl ?? "", text);
}
