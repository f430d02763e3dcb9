import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import postgres from "postgres";
import { type App, startApp } from "../../support/app.ts";
import { moveClock } from "../../support/clock.ts";
import { eventually } from "../../support/eventually.ts";
import { findViolations } from "../../support/invariants.ts";
import { createHubGeneration } from "../../support/hub-client.ts";
import { type AccountClient, signUp, readBody } from "../../support/account-client.ts";
import { untilAvailable } from "../../support/until-available.ts";

let app: App;
let sql: postgres.Sql;
let person: AccountClient;

beforeAll(async () => {
  app = await startApp();
  sql = postgres(app.databaseUrl, { max: 2 });
  person = await signUp(app);
  await sql`update accounts set plan_id = 'pro' where id = ${person.accountId}`;
});
afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await sql.end();
  await app.stop();
});

const HOUR_SECONDS = 60 * 60;

/** A key as the account API returns it. */
interface Key {
  id: string;
  key: string;
  prefix: string;
  last_four: string;
  status: string;
  expires_at: string | null;
  old_secret_until: string | null;
  requests_per_hour: number | null;
  running_limit: number | null;
  month_credits: number;
  last_used_at: string | null;
}

async function create(wanted: Record<string, unknown>, who = person): Promise<Key> {
  const reply = await who.call("/api/account/keys", { json: wanted });
  expect(reply.status).toBe(201);
  expect(reply.headers.get("cache-control")).toBe("no-store");
  return (await reply.json()) as Key;
}

async function find(id: string): Promise<Key | undefined> {
  const { data } = await readBody(await person.call("/api/account/keys"));
  return (data as Key[]).find((key) => key.id === id);
}

/** Returns the status of a hub request with this key. */
async function useKey(key: string): Promise<number> {
  const headers = { authorization: `Bearer ${key}` };
  return (await app.fetch("/api/v1/credits", { headers })).status;
}

describe("an API key", () => {
  for (const [dialect, prefix] of [
    ["hub", "gih_live_"],
    ["plus", "gimg_"],
    ["art", "sk-"],
    ["openai", "sk-"],
  ] as const) {
    test(`for ${dialect} begins with ${prefix} and is shown only once`, async () => {
      const made = await create({ dialect, label: "Production" });
      expect(made.key).toMatch(new RegExp(`^${prefix}[0-9A-Za-z]{32}$`));
      expect(made.key).toEndWith(made.last_four);
      const listed = await (await person.call("/api/account/keys")).text();
      expect(listed).toContain(made.id);
      expect(listed).not.toContain(made.key);
      const rows = await sql`select s::text as text from key_secrets s`;
      expect(rows.some(({ text }) => String(text).includes(made.key))).toBe(false);
      expect(app.lines.some((line) => line.includes(made.key))).toBe(false);
    });
  }

  test("is one of at most 100 active ones, also under concurrent creation", async () => {
    const busy = await signUp(app);
    const send = () => busy.call("/api/account/keys", { json: { dialect: "hub" } });
    const replies = await Promise.all(Array.from({ length: 110 }, () => untilAvailable(send)));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201, 409]));
    const [row] = await sql`
      select count(*)::integer as keys from keys where account_id = ${busy.accountId}`;
    expect(row?.keys).toBe(100);
  });

  test("works immediately, reports its last use and expires on its day", async () => {
    const made = await create({ dialect: "hub", expires_in_days: 1 });
    expect(made).toMatchObject({ status: "active", last_used_at: null });
    expect(await useKey(made.key)).toBe(200);
    expect((await find(made.id))?.last_used_at).toBeString();
    await moveClock(app.databaseUrl, 25 * HOUR_SECONDS);
    expect(await useKey(made.key)).toBe(401);
    expect((await find(made.id))?.status).toBe("expired");
    await moveClock(app.databaseUrl, 0);
  });

  test("works next to its new secret during the overlap after a rotation, and not afterwards", async () => {
    const made = await create({ dialect: "hub" });
    const path = `/api/account/keys/${made.id}/rotate`;
    const reply = await person.call(path, { json: { overlap_hours: 2 } });
    expect(reply.status).toBe(200);
    const rotated = (await reply.json()) as Key;
    expect(rotated.id).toBe(made.id);
    expect(rotated.old_secret_until).toBeString();
    expect(await useKey(made.key)).toBe(200);
    expect(await useKey(rotated.key)).toBe(200);
    await moveClock(app.databaseUrl, 2 * HOUR_SECONDS + 1);
    expect(await useKey(made.key)).toBe(401);
    expect(await useKey(rotated.key)).toBe(200);
    expect((await find(made.id))?.old_secret_until).toBeNull();
    await moveClock(app.databaseUrl, 0);
  });

  test("that is revoked or expired reports no valid old secret", async () => {
    for (const end of ["revoked_at = clock()", "expires_at = clock()"]) {
      const made = await create({ dialect: "hub" });
      const path = `/api/account/keys/${made.id}/rotate`;
      const reply = await person.call(path, { json: { overlap_hours: 24 } });
      expect((await readBody(reply))["old_secret_until"]).toBeString();
      await app.ctx.db.query(`update keys set ${end} where id = $1`, [made.id]);
      expect(await useKey(made.key)).toBe(401);
      expect(await find(made.id)).toMatchObject({ old_secret_until: null });
    }
  });

  test("reports no old secret beyond its own expiry", async () => {
    const made = await create({ dialect: "hub", expires_in_days: 1 });
    const path = `/api/account/keys/${made.id}/rotate`;
    const reply = await person.call(path, { json: { overlap_hours: 72 } });
    expect((await readBody(reply))["old_secret_until"]).toBe(made.expires_at);
  });

  test("that is rotated without an overlap invalidates its old secret immediately", async () => {
    const made = await create({ dialect: "hub" });
    const path = `/api/account/keys/${made.id}/rotate`;
    const rotated = (await (await person.call(path, { json: { overlap_hours: 0 } })).json()) as Key;
    expect(await useKey(made.key)).toBe(401);
    expect(await useKey(rotated.key)).toBe(200);
  });

  test("that is revoked stops working immediately and stays in the list", async () => {
    const made = await create({ dialect: "hub" });
    const path = `/api/account/keys/${made.id}`;
    for (const round of [1, 2]) {
      const reply = await person.call(path, { method: "DELETE" });
      expect({ round, status: reply.status }).toEqual({ round, status: 200 });
      expect(await reply.json()).toMatchObject({ status: "revoked" });
    }
    expect(await useKey(made.key)).toBe(401);
    expect((await find(made.id))?.status).toBe("revoked");
    expect((await person.call(`${path}/rotate`, { json: {} })).status).toBe(404);
  });

  test("that is revoked buys nothing with a request whose body has not arrived", async () => {
    await sql`select grant_credits(${person.accountId}, gen_random_uuid(), 8, 'promo', null, 'once')`;
    const made = await create({ dialect: "hub" });
    const body = JSON.stringify({ model: "gpt-image-2", prompt: "a hill" });
    const rest = Promise.withResolvers<string>();
    const sending = fetch(`${app.url}/api/v1/images/generations`, {
      method: "POST",
      headers: { authorization: `Bearer ${made.key}`, "content-type": "application/json" },
      body: new ReadableStream({
        async start(controller) {
          const encode = (text: string) => controller.enqueue(new TextEncoder().encode(text));
          encode(body.slice(0, 1));
          encode(await rest.promise);
          controller.close();
        },
      }),
    });
    await eventually(async () => (await find(made.id))?.last_used_at, {
      message: "The request was not authenticated",
    });
    await person.call(`/api/account/keys/${made.id}`, { method: "DELETE" });
    rest.resolve(body.slice(1));
    const reply = await sending;
    expect(reply.status).toBe(401);
    expect(await reply.json()).toMatchObject({ error: { code: "invalidApiKey" } });
    const generations = await sql`select 1 from generations where key_id = ${made.id}`;
    expect(generations).toHaveLength(0);
  });

  test("can have limits below those of the plan, but not above them", async () => {
    const below = await create({ dialect: "plus", requests_per_hour: 10, running_limit: 1 });
    expect(below).toMatchObject({ requests_per_hour: 10, running_limit: 1 });
    const above = await create({ dialect: "plus", requests_per_hour: 5000, running_limit: 500 });
    expect(above).toMatchObject({ requests_per_hour: 600, running_limit: 5 });
    const headers = { authorization: `Bearer ${above.key}` };
    const reply = await app.fetch("/api/v1/generations/none", { headers });
    expect(reply.headers.get("x-ratelimit-limit")).toBe("600");
  });

  test("reports the credits charged through it this month", async () => {
    const made = await create({ dialect: "hub" });
    await sql`
      select grant_credits(${person.accountId}, gen_random_uuid(), 100, 'purchase', null, ${made.id})`;
    expect((await find(made.id))?.month_credits).toBe(0);
    expect((await createHubGeneration(made, app.url)).status).toBe(200);
    expect((await find(made.id))?.month_credits).toBe(8);
  });

  test("is one of at most 100 active keys of an account", async () => {
    const many = await signUp(app);
    await sql`
      insert into keys (id, account_id, dialect)
      select gen_random_uuid(), ${many.accountId}, 'hub' from generate_series(1, 100)`;
    const reply = await many.call("/api/account/keys", { json: { dialect: "hub" } });
    expect(reply.status).toBe(409);
  });
});

describe("the key of another account", () => {
  test("is not listed and can be neither rotated nor revoked, like a key that does not exist", async () => {
    const { id } = await create({ dialect: "hub" });
    const stranger = await signUp(app);
    const { data } = await readBody(await stranger.call("/api/account/keys"));
    expect(data).toEqual([]);
    for (const missing of [id, crypto.randomUUID(), "'; drop table keys; --", "%00", "x"]) {
      const path = `/api/account/keys/${encodeURIComponent(missing)}`;
      const replies = [
        await stranger.call(`${path}/rotate`, { json: {} }),
        await stranger.call(path, { method: "DELETE" }),
      ];
      for (const reply of replies) {
        expect({ missing, status: reply.status }).toEqual({ missing, status: 404 });
        expect((await readBody(reply)).error).toEqual({
          code: "not_found",
          message: "The requested resource was not found.",
        });
      }
    }
    expect((await find(id))?.status).toBe("active");
  });
});

describe("creating a key is rejected with 400 for", () => {
  for (const [what, json] of [
    ["a missing dialect", {}],
    ["an unknown dialect", { dialect: "other" }],
    ["an expiry of 0 days", { dialect: "hub", expires_in_days: 0 }],
    ["an expiry of half a day", { dialect: "hub", expires_in_days: 0.5 }],
    ["a limit of 0", { dialect: "hub", requests_per_hour: 0 }],
    ["a limit that is not a number", { dialect: "hub", running_limit: "many" }],
    ["a label of 101 characters", { dialect: "hub", label: "x".repeat(101) }],
    ["a label with a NUL", { dialect: "hub", label: "a\0b" }],
    ["an unknown field", { dialect: "hub", admin: true }],
  ] as const) {
    test(what, async () => {
      const before = await sql`select count(*) from keys`;
      const reply = await person.call("/api/account/keys", { json });
      expect(reply.status).toBe(400);
      expect(await sql`select count(*) from keys`).toEqual(before);
    });
  }
});

describe("the credits of an account", () => {
  test("are listed by grant in the order in which they are spent", async () => {
    const rich = await signUp(app);
    await sql`select grant_credits(${rich.accountId}, gen_random_uuid(), 100, 'purchase', null, 'a')`;
    await sql`
      select grant_credits(
        ${rich.accountId}, gen_random_uuid(), 50, 'promo', clock() + interval '3 days', 'b', 'Welcome'
      )`;
    await sql`
      select grant_credits(
        ${rich.accountId}, gen_random_uuid(), 30, 'plan', clock() - interval '1 second', 'c'
      )`;
    const { key } = await create({ dialect: "hub" }, rich);
    const { body: live } = await createHubGeneration({ key }, app.url, {
      async: true,
      prompt: "a hill #slow:20",
    });
    const body = await readBody(await rich.call("/api/account/credits"));
    expect(body).toMatchObject({
      credits: 142,
      held: 8,
      plan: { id: "free", name: "FREE" },
      month: { spent: 8, cap: null },
      next_expiration: { credits: 42 },
      batches: [
        { source: "promo", amount: 50, remaining: 42, held: 8, note: "Welcome" },
        { source: "purchase", amount: 100, remaining: 100, held: 0, expires_at: null },
      ],
    });
    await sql`select cancel_generation(${live.id ?? ""}, ${rich.accountId})`;
  });
});
