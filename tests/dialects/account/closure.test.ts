import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { runCleanup } from "../../../jobs/cleanup.ts";
import { type App, startApp } from "../../support/app.ts";
import { dumpDatabase } from "../../support/dump-database.ts";
import { eventually } from "../../support/eventually.ts";
import { findViolations } from "../../support/invariants.ts";
import type { AccountClient } from "../../support/account-client.ts";
import {
  signUpAdmin,
  requestJson,
  createInPlayground,
  finishInPlayground,
  signUpWithCredits,
  type Schemas,
} from "../../support/playground.ts";
import { untilAvailable } from "../../support/until-available.ts";
import { type Receiver, startReceiver } from "../../support/webhook-receiver.ts";
import { registerEndpoint } from "../../support/webhooks.ts";
import { renderBase64 } from "../../support/upstream/images.ts";

const SECRET = "my secret diagnosis";
const NETWORK = "127.0.0.0/8";
const END_USER = "end-user-17@customer.example";

let receiver: Receiver;
let app: App;
let admin: AccountClient;
let sql: postgres.Sql;

beforeAll(async () => {
  receiver = startReceiver();
  app = await startApp({ env: { OUTBOUND_ALLOW: receiver.host } });
  sql = postgres(app.databaseUrl, { max: 1, onnotice: () => {} });
  admin = await signUpAdmin(app);
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await sql.end();
  await app.stop();
  await receiver.stop();
});

async function keyOf(person: AccountClient, dialect: string): Promise<string> {
  const { key } = await requestJson<{ key: string }>(person, "/api/account/keys", {
    json: { dialect, label: SECRET, allowed_addresses: [NETWORK] },
  });
  return key;
}

const withKey = (key: string, body: object) => ({
  method: "POST",
  headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
  body: JSON.stringify(body),
});

const edit = async (key: string, prompt: string) => {
  const drawing = { width: 512, height: 512, format: "png", index: 1 } as const;
  const image_url = `data:image/png;base64,${await renderBase64(drawing)}`;
  const body = { prompt, images: [{ image_url }], user: END_USER, response_format: "url" };
  return app.fetch("/v1/images/edits", withKey(key, body));
};

const close = (person: AccountClient) =>
  person.call("/api/account/delete", { json: { password: person.password } });

const disable = (person: AccountClient) =>
  admin.call(`/api/admin/accounts/${person.accountId}`, {
    method: "PATCH",
    json: { disabled: true, reason: "abuse" },
  });

/** Every row that the account has in the tables that hold what people wrote, as one text. */
async function wordsOf({ accountId }: AccountClient): Promise<string> {
  const own = "in (select id from generations where account_id = $1)";
  const tables = {
    ...{ generations: "account_id = $1", keys: "account_id = $1", uploads: "account_id = $1" },
    ...{ webhook_endpoints: "account_id = $1", webhook_deliveries: "account_id = $1" },
    ...{ idempotency_keys: "account_id = $1", provider_attempts: `generation_id ${own}` },
    ...{ recent_requests: `generation_id ${own}` },
    webhook_attempts: "endpoint_id in (select id from webhook_endpoints where account_id = $1)",
  };
  const rows = await Promise.all(
    Object.entries(tables).map(([table, filter]) =>
      app.ctx.db.query(`select * from ${table} where ${filter}`, [accountId]),
    ),
  );
  return JSON.stringify(rows.map((each) => each.rows));
}

async function filesOf(ids: string[]): Promise<string[]> {
  const names = await readdir(join(app.dataDir, "files"), { recursive: true });
  return names.filter((name) => ids.some((id) => name.includes(id)) && /\.\w+$/.test(name));
}

describe("an account that is closed", () => {
  test("loses all its texts and files, and its ledger is kept", async () => {
    const person = await signUpWithCredits(app);
    const key = await keyOf(person, "openai");
    const made = await edit(key, SECRET);
    expect(made.status).toBe(200);
    const { data } = (await made.json()) as { data: { url: string }[] };
    const url = new URL(data[0]?.url ?? "").pathname;
    const id = made.headers.get("x-generation-id") ?? "";
    expect((await app.fetch(url)).status).toBe(200);
    expect(await filesOf([id])).not.toEqual([]);
    for (const kept of [END_USER, NETWORK]) expect(await wordsOf(person)).toContain(kept);

    expect((await close(person)).status).toBe(204);

    expect((await app.fetch(url)).status).toBe(404);
    expect(await filesOf([id])).toEqual([]);
    const words = await wordsOf(person);
    for (const secret of [SECRET, END_USER, NETWORK, person.email])
      expect(words).not.toContain(secret);
    const rows = await sql`
      select kind from credit_entries where account_id = ${person.accountId} order by sequence`;
    expect(rows.map(({ kind }) => kind)).toEqual(["grant", "hold", "capture", "void"]);
  });

  test("loses its idempotency keys and what receivers of its webhooks replied", async () => {
    const person = await signUpWithCredits(app);
    const key = await keyOf(person, "hub");
    receiver.answer("/replies", () => new Response(SECRET, { headers: { "x-note": END_USER } }));
    await registerEndpoint(person, receiver.url("/replies"));
    const body = { model: "gpt-image-2", prompt: "a hill" };
    const { headers, ...init } = withKey(key, body);
    const idempotent = { ...headers, "idempotency-key": `${SECRET} 1` };
    const made = await app.fetch("/api/v1/images/generations", { ...init, headers: idempotent });
    expect(made.status).toBe(200);
    const isRecorded = async () => {
      const words = await wordsOf(person);
      return [`"responseBody":"${SECRET}"`, END_USER, `${SECRET} 1`].every((each) =>
        words.includes(each),
      );
    };
    await eventually(isRecorded, { message: "nothing was recorded" });

    expect((await close(person)).status).toBe(204);

    const words = await wordsOf(person);
    for (const secret of [SECRET, END_USER]) expect(words).not.toContain(secret);
  });

  test("leaves nothing of its files and batches in any table or folder", async () => {
    const word = "zebra of a batch";
    const person = await signUpWithCredits(app);
    const key = await keyOf(person, "openai");
    const line = { custom_id: word, method: "POST", url: "/v1/images/generations", body: {} };
    const form = new FormData();
    form.append("purpose", "batch");
    form.append("file", new Blob([JSON.stringify(line)]), `${word}.jsonl`);
    const headers = { authorization: `Bearer ${key}` };
    const uploaded = await app.fetch("/v1/files", { method: "POST", headers, body: form });
    const { id: input_file_id } = (await uploaded.json()) as { id: string };
    const wanted = { input_file_id, endpoint: line.url, completion_window: "24h" };
    const batch = withKey(key, { ...wanted, metadata: { word } });
    expect((await app.fetch("/v1/batches", batch)).status).toBe(200);
    const isRecorded = async () => (await sql`select from batch_lines`).length === 1;
    await eventually(isRecorded, { message: "the line was not read" });

    expect((await close(person)).status).toBe(204);
    await runCleanup(app.ctx);

    const tables = await dumpDatabase(app);
    const rows = [...tables.values()].flat();
    expect(rows.filter((row) => row.includes(word))).toEqual([]);
    const names = await readdir(join(app.dataDir, "files"), { recursive: true });
    expect(names.filter((name) => name.endsWith(".jsonl"))).toEqual([]);
  });

  test("loses the error texts of its generations", async () => {
    const person = await signUpWithCredits(app);
    const { id } = await finishInPlayground(app, person, { prompt: "#fail" });
    // As of a provider that quotes the prompt.
    await app.ctx.db.query("update generations set error_message = $2 where id = $1", [id, SECRET]);
    await app.ctx.db.query("update provider_attempts set message = $2 where generation_id = $1", [
      ...[id, SECRET],
    ]);
    expect(await wordsOf(person)).toContain(SECRET);
    expect((await close(person)).status).toBe(204);
    expect(await wordsOf(person)).not.toContain(SECRET);
  });

  test("loses the texts of thousands of generations that were accepted at the same time", async () => {
    const person = await signUpWithCredits(app);
    await sql`
      insert into generations (
        id, account_id, hold_id, dialect, model, prompt, n, size, aspect_ratio, tier, quality,
        unit_credits, status, delivered, created_at, finished_at, deadline_at
      )
      select gen_random_uuid(), ${person.accountId}, gen_random_uuid(), 'hub', 'gpt-image-2', ${SECRET}, 1,
        'auto', 'auto', '1K', 'auto', 8, 'succeeded', 1, at, at, at
      from generate_series(1, 2500), (values (timestamptz '2026-01-01 00:00:00.123456Z')) v (at)`;
    expect((await close(person)).status).toBe(204);
    await runCleanup(app.ctx);
    // The ledger does not contain them, so they are removed.
    const left = await sql`
      delete from generations where account_id = ${person.accountId} returning prompt`;
    expect(left.filter(({ prompt }) => prompt !== "")).toHaveLength(0);
  });

  test("has data of work that finishes later erased by the next cleanup", async () => {
    const person = await signUpWithCredits(app);
    const { id } = await createInPlayground(person, { prompt: `${SECRET} #slow:600` });
    const isRunning = async () =>
      (await requestJson<Schemas["GenerationDetail"]>(person, `/api/account/generations/${id}`))
        .status === "running";
    await eventually(isRunning, { message: "it does not run" });
    expect((await close(person)).status).toBe(204);
    const hasEnded = async () => {
      await runCleanup(app.ctx);
      return !(await wordsOf(person)).includes(SECRET);
    };
    await eventually(hasEnded, { message: "its words are still there" });
    expect(await filesOf([id])).toEqual([]);
    const rows = await sql`select erased_at from accounts where id = ${person.accountId}`;
    expect(rows[0]?.erased_at).toBeInstanceOf(Date);
  });

  test("loses the files of all generations that shared one input", async () => {
    const person = await signUpWithCredits(app);
    const key = await keyOf(person, "openai");
    const replies = [await edit(key, "one"), await edit(key, "two")];
    const ids = replies.map((reply) => reply.headers.get("x-generation-id") ?? "");
    // As two generations of one upload are.
    await app.ctx.db.query(
      "update generations set inputs = (select inputs from generations where id = $1) where id = $2",
      ids,
    );
    expect((await close(person)).status).toBe(204);
    expect(await app.ctx.storage.find(`inputs/${ids[0]}/0.png`)).toBeUndefined();
  });
});

describe("an account that is disabled", () => {
  test("has its queued and running generations canceled without a charge", async () => {
    const person = await signUpWithCredits(app, 1000);
    const key = await keyOf(person, "hub");
    const ids = await Promise.all(
      Array.from({ length: 30 }, async () => {
        const body = { model: "gpt-image-2", prompt: "#slow:30", async: true };
        const send = () => app.fetch("/api/v1/images/generations", withKey(key, body));
        const reply = await untilAvailable(send);
        expect(reply.status).toBe(202);
        return ((await reply.json()) as { id: string }).id;
      }),
    );
    expect((await disable(person)).status).toBe(200);
    const statuses = async () => {
      const { rows } = await app.ctx.db.query("select status from generations where id = any($1)", [
        ids,
      ]);
      return rows.map(({ status }) => status);
    };
    await eventually(async () => (await statuses()).every((each) => each === "canceled"), {
      message: "its work goes on",
    });
    const rows = await sql`
      select sum(remaining)::integer as left from credit_grants where account_id = ${person.accountId}`;
    expect(rows[0]?.left).toBe(1000);
    expect(
      (await app.fetch("/api/v1/credits", { headers: { authorization: `Bearer ${key}` } })).status,
    ).toBe(401);
    expect((await person.call("/api/account")).status).toBe(401);
  });

  test("has its open streams ended", async () => {
    const person = await signUpWithCredits(app);
    const key = await keyOf(person, "openai");
    const { id } = await createInPlayground(person, { prompt: "#slow:30" });
    const watched = await person.call(`/api/account/generations/${id}/events`);
    const body = { prompt: "#slow:30", stream: true };
    const streamed = await app.fetch("/v1/images/generations", withKey(key, body));
    expect((await disable(person)).status).toBe(200);
    const texts = await Promise.all([watched.text(), streamed.text()]);
    for (const text of texts) expect(text).not.toContain("succeeded");
    expect(texts[1]).toContain("event: error");
  });
});

describe("a stream of events ends with its session after", () => {
  const ends: [name: string, end: (person: AccountClient) => Promise<Response>][] = [
    ["sign-out", (person) => person.call("/api/auth/sign-out", { method: "POST" })],
    [
      "a change of the password",
      (person) =>
        person.call("/api/account/password", {
          json: { current_password: person.password, new_password: "staple of another kind" },
        }),
    ],
  ];
  test.each(ends)("%s", async (_, end) => {
    const person = await signUpWithCredits(app);
    const { id } = await createInPlayground(person, { prompt: "#slow:30" });
    const stream = await person.call(`/api/account/generations/${id}/events`);
    expect((await end(person)).status).toBe(204);
    const text = await stream.text();
    expect(text).not.toContain('"status":"succeeded"');
    // The work itself goes on.
    const rows = await sql`select cancel_requested_at from generations where id = ${id}`;
    expect([...rows]).toEqual([{ cancel_requested_at: null }]);
  });
});

test("a stream of events ends with its key", async () => {
  const person = await signUpWithCredits(app);
  const key = await keyOf(person, "openai");
  const body = { prompt: "#slow:30", stream: true };
  const streamed = await app.fetch("/v1/images/generations", withKey(key, body));
  const { data } = await requestJson<Schemas["KeyList"]>(person, "/api/account/keys");
  await person.call(`/api/account/keys/${data[0]?.id}`, { method: "DELETE" });
  expect(await streamed.text()).toContain("invalid_api_key");
});

test("closing an account does not affect the generations of another account", async () => {
  const [person, other] = [await signUpWithCredits(app), await signUpWithCredits(app)];
  const { id } = await finishInPlayground(app, other, { prompt: SECRET });
  expect((await close(person)).status).toBe(204);
  await runCleanup(app.ctx);
  expect(await wordsOf(other)).toContain(SECRET);
  expect(await filesOf([id])).not.toEqual([]);
});
