import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { runCleanup } from "../../../jobs/cleanup.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { moveClock } from "../../support/clock.ts";
import { eventually } from "../../support/eventually.ts";
import { uploadFile } from "../../support/plus-client.ts";
import { startServerProcess } from "../../support/server-process.ts";
import { renderBase64 } from "../../support/upstream/images.ts";

const DAY = 86_400;
const PATHS = { hub: "/api/v1/images/generations", plus: "/api/v1/generate" };

let app: App;
let sql: postgres.Sql;
let image: Buffer<ArrayBuffer>;

beforeAll(async () => {
  app = await startApp({ worker: false });
  sql = postgres(app.databaseUrl, { max: 1 });
  const drawing = { width: 512, height: 512, format: "png", index: 1 } as const;
  image = Buffer.from(await renderBase64(drawing), "base64");
});

afterAll(async () => {
  await sql.end();
  await app.stop();
});

function listStoredInputs(): Promise<string[]> {
  return readdir(join(app.dataDir, "files", "inputs"), { recursive: true })
    .then((names) => names.filter((name) => name.endsWith(".png")).sort())
    .catch(() => []);
}

async function isLockAwaited(): Promise<boolean> {
  const waiting = `
    select 1 from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  return (await app.ctx.db.query(waiting, [])).rowCount > 0;
}

function createForm(): FormData {
  const form = new FormData();
  form.append("model", "gpt-image-2");
  form.append("prompt", "a hill");
  form.append("reference_image", new Blob([image]), "reference.png");
  return form;
}

async function createEdit(customer: Customer): Promise<RequestInit> {
  const { key } = await uploadFile(customer, image);
  return {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ prompt: "a hill", type: "edit", inputImageKeys: [key] }),
  };
}

describe("inputs are removed if the process is killed", () => {
  const cases: [name: string, dialect: "hub" | "plus", blocked: string][] = [
    ["between storing them and the acceptance", "hub", "accounts"],
    ["between copying them from an upload and recording the copy", "plus", "uploads"],
  ];
  test.each(cases)("%s", async (_name, dialect, blocked) => {
    const customer = await app.customer({ dialect });
    const request = dialect === "hub" ? { body: createForm() } : await createEdit(customer);
    const child = await startServerProcess(app, "serve");
    const before = await listStoredInputs();
    await sql.begin(async (tx) => {
      // Requests of the process wait for this lock.
      await tx.unsafe(`select 1 from ${blocked} for update`);
      const headers = { ...request.headers, authorization: `Bearer ${customer.key}` };
      const url = new URL(PATHS[dialect], child.url);
      const sent = fetch(url, { method: "POST", ...request, headers }).catch(() => undefined);
      const isStored = async () => (await listStoredInputs()).length > before.length;
      await eventually(isStored, { message: "The input was not stored" });
      // A statement that is sent but has not reached the lock could not be found below.
      await eventually(isLockAwaited, { message: "No statement waits for the lock" });
      child.kill("SIGKILL");
      await child.exited();
      await sent;
      // Otherwise the database would still execute the statement of the killed process.
      await tx`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
    });
    await runCleanup(app.ctx);
    expect(await listStoredInputs()).toHaveLength(before.length + 1);
    await moveClock(app.databaseUrl, DAY);
    await runCleanup(app.ctx);
    expect(await listStoredInputs()).toEqual(before);
    await moveClock(app.databaseUrl, 0);
  });
});

test("inputs of accepted generations are kept", async () => {
  const hub = await app.customer();
  const plus = await app.customer({ dialect: "plus" });
  const forms = { method: "POST", body: createForm() };
  const edit = { method: "POST", ...(await createEdit(plus)) };
  // Accepted and queued, because no worker runs.
  forms.body.append("async", "true");
  expect((await hub.call(PATHS.hub, forms)).status).toBe(202);
  expect((await plus.call(PATHS.plus, edit)).status).toBe(202);
  const stored = await listStoredInputs();
  expect(stored).toHaveLength(2);
  expect(await sql`select 1 from pending_inputs`).toHaveLength(1);
  await moveClock(app.databaseUrl, DAY);
  await runCleanup(app.ctx);
  expect(await listStoredInputs()).toEqual(stored);
  expect(await sql`select 1 from pending_inputs`).toHaveLength(0);
  await moveClock(app.databaseUrl, 0);
});
