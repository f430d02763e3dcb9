import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type App, startApp } from "../../support/app.ts";
import { eventually } from "../../support/eventually.ts";
import { findViolations } from "../../support/invariants.ts";
import { type AccountClient, sendRequest, signUp, readBody } from "../../support/account-client.ts";
import {
  signUpAdmin,
  requestJson,
  createInPlayground,
  signUpWithCredits,
  type Schemas,
} from "../../support/playground.ts";

type Account = Schemas["AdminAccountDetail"];
type Audit = Schemas["AuditEntryList"];

const ACCOUNTS = "/api/admin/accounts";

let app: App;
let boss: AccountClient;

beforeAll(async () => {
  app = await startApp();
  boss = await signUpAdmin(app);
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

/** The lines of the audit log about an account that the admin has caused, the newest first. */
async function auditOf({ accountId }: AccountClient): Promise<Audit["data"]> {
  const query = `account_id=${accountId}&actor=${boss.email}`;
  return (await requestJson<Audit>(boss, `/api/admin/audit?${query}`)).data;
}

const patch = (person: AccountClient, json: object) =>
  boss.call(`${ACCOUNTS}/${person.accountId}`, { method: "PATCH", json });

describe("an admin", () => {
  test("finds accounts by email address and name, in pages", async () => {
    const person = await signUp(app, { email: `find-me-${crypto.randomUUID()}@example.com` });
    const found = await requestJson<Schemas["AdminAccountList"]>(boss, `${ACCOUNTS}?text=FIND-ME`);
    expect(found.data).toMatchObject([{ id: person.accountId, email: person.email }]);
    expect(found.data[0]?.last_seen_at).toBeString();
    const first = await requestJson<Schemas["AdminAccountList"]>(boss, `${ACCOUNTS}?limit=1`);
    const next = `${ACCOUNTS}?limit=100&cursor=${first.next_cursor}`;
    const rest = await requestJson<Schemas["AdminAccountList"]>(boss, next);
    const ids = [...first.data, ...rest.data].map(({ id }) => id);
    expect(ids[0]).toBe(person.accountId);
    expect(ids).toContain(boss.accountId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("moves an account to another plan, with a reason in the audit log", async () => {
    const person = await signUp(app);
    const reply = await patch(person, { plan: "max", reason: "by contract" });
    expect(((await reply.json()) as Account).plan.id).toBe("max");
    expect(await auditOf(person)).toMatchObject([
      {
        ...{ actor: boss.email, action: "account.plan", reason: "by contract" },
        details: { before: { plan: "free" }, after: { plan: "max" } },
      },
    ]);
    await patch(person, { plan: "max", reason: "again" });
    expect(await auditOf(person)).toHaveLength(1);
    expect((await patch(person, { plan: "no-plan", reason: "why" })).status).toBe(400);
  });

  test("disables an account and enables it again", async () => {
    const person = await signUp(app);
    const key = await requestJson<Schemas["CreatedKey"]>(person, "/api/account/keys", {
      json: { dialect: "hub" },
    });
    const headers = { authorization: `Bearer ${key.key}` };
    expect((await patch(person, { disabled: true, reason: "abuse" })).status).toBe(200);
    expect((await person.call("/api/account")).status).toBe(401);
    expect((await app.fetch("/api/v1/credits", { headers })).status).toBe(401);
    expect((await patch(person, { disabled: false, reason: "a mistake" })).status).toBe(200);
    expect((await app.fetch("/api/v1/credits", { headers })).status).toBe(200);
    const { email, password } = person;
    expect(
      (await sendRequest(app, "/api/auth/sign-in", { json: { email, password } })).status,
    ).toBe(200);
    const actions = (await auditOf(person)).map(({ action }) => action);
    expect(actions).toEqual(["account.enable", "account.disable"]);
  });

  test("grants credits, once for each reference", async () => {
    const person = await signUp(app);
    const path = `${ACCOUNTS}/${person.accountId}/grants`;
    const reference = crypto.randomUUID();
    const json = {
      credits: 500,
      source: "purchase",
      expires_in_days: 30,
      note: "Thanks",
      reference,
    };
    const ten = Array.from({ length: 10 }, () =>
      boss.call(path, { json: { ...json, reason: "an invoice" } }),
    );
    const statuses = (await Promise.all(ten)).map(({ status }) => status).toSorted();
    expect(statuses).toEqual([201, ...Array<number>(9).fill(409)]);
    const credits = await requestJson<Schemas["Credits"]>(person, "/api/account/credits");
    expect(credits).toMatchObject({ credits: 500, batches: [{ amount: 500, note: "Thanks" }] });
    expect(await auditOf(person)).toMatchObject([
      { action: "grant", subject: credits.batches[0]?.id, reason: "an invoice" },
    ]);
  });

  test("grants credits to two accounts under one reference", async () => {
    const people = [await signUp(app), await signUp(app)];
    const json = { credits: 5, source: "purchase", reference: "invoice 7", reason: "an invoice" };
    const replies = await Promise.all(
      people.map(({ accountId }) => boss.call(`${ACCOUNTS}/${accountId}/grants`, { json })),
    );
    expect(replies.map(({ status }) => status)).toEqual([201, 201]);
    // As a release wrote it whose references were not of one account.
    await app.ctx.db.query(
      `select grant_credits($1, gen_random_uuid(), 5, 'purchase', null, 'reference:invoice 8')`,
      [people[0]?.accountId],
    );
    const again = { ...json, reference: "invoice 8" };
    const statuses = people.map(async ({ accountId }) => {
      return (await boss.call(`${ACCOUNTS}/${accountId}/grants`, { json: again })).status;
    });
    expect(await Promise.all(statuses)).toEqual([409, 201]);
  });

  test("voids a grant including its held credits", async () => {
    const person = await signUpWithCredits(app, 100);
    const { id } = await createInPlayground(person, { prompt: "#slow:30" });
    const { batches } = await requestJson<Schemas["Credits"]>(person, "/api/account/credits");
    const path = `${ACCOUNTS}/${person.accountId}/grants/${batches[0]?.id}/void`;
    expect(await requestJson<object>(boss, path, { json: { reason: "by mistake" } })).toEqual({
      voided: 92,
    });
    await person.call(`/api/account/generations/${id}/cancel`, { method: "POST" });
    await (await person.call(`/api/account/generations/${id}/events`)).text();
    const after = await requestJson<Schemas["Credits"]>(person, "/api/account/credits");
    expect(after).toMatchObject({ credits: 0, held: 0, batches: [] });
    const ledger = await requestJson<Schemas["CreditEntryList"]>(
      person,
      "/api/account/credits/entries",
    );
    expect(ledger.data.map(({ kind }) => kind)).toEqual([
      "void",
      "release",
      "void",
      "hold",
      "grant",
    ]);
    const stranger = await signUp(app);
    const foreign = path.replace(person.accountId, stranger.accountId);
    expect((await boss.call(foreign, { json: { reason: "why" } })).status).toBe(404);
  });

  test("cannot remove the last admin", async () => {
    for (const json of [
      { admin: false, reason: "why" },
      { disabled: true, reason: "why" },
    ]) {
      const reply = await patch(boss, json);
      expect(reply.status).toBe(409);
      expect((await readBody(reply)).error?.code).toBe("conflict");
    }
    const second = await signUp(app);
    expect((await patch(second, { admin: true, reason: "a deputy" })).status).toBe(200);
    expect((await second.call("/api/admin/queue")).status).toBe(200);
    expect((await patch(second, { admin: false, reason: "no more" })).status).toBe(200);
    expect((await second.call("/api/admin/queue")).status).toBe(403);
  });

  test("replaces the prices, but cannot leave an enabled model without one", async () => {
    const { data } = await requestJson<Schemas["PriceList"]>(boss, "/api/admin/prices");
    const put = (prices: object[], reason = "new price list") =>
      boss.call("/api/admin/prices", { method: "PUT", json: { data: prices, reason } });
    const partial = await put(data.filter(({ dialect }) => dialect !== "art"));
    expect(partial.status).toBe(400);
    expect((await readBody(partial)).error?.message).toContain("art");
    expect((await put([...data, data[0] ?? {}])).status).toBe(400);
    expect(await requestJson<Schemas["PriceList"]>(boss, "/api/admin/prices")).toEqual({ data });
    const one = { dialect: "*", model: "*", tier: "*", quality: "*", credits: 3 };
    expect((await put([one])).status).toBe(200);
    const person = await signUpWithCredits(app);
    const json = { model: "gpt-image-2", n: 2 };
    const quote = await requestJson<Schemas["Quote"]>(person, "/api/account/quote", { json });
    expect(quote.credits).toBe(6);
    expect((await put(data)).status).toBe(200);
    const log = await requestJson<Audit>(boss, "/api/admin/audit?limit=1");
    expect(log.data[0]).toMatchObject({
      ...{ action: "prices", reason: "new price list" },
      details: { before: [one] },
    });
    expect((await put(data, " ")).status).toBe(400);
  });

  test("creates models with their routes, and disables them", async () => {
    const model = {
      ...{ id: "my-model", name: "My model", max_images: 2, reference_image_limit: 1, position: 5 },
      providers: [
        { provider: "kie", provider_model: "theirs" },
        { provider: "demo", provider_model: "ours" },
      ],
      ...{ enabled: true, aliases: ["their-model"], capabilities: ["seed" as const] },
    };
    const put = (json: object) => boss.call("/api/admin/models", { method: "PUT", json });
    const response = { ...model, default_for: [], unusable_providers: ["kie", "demo"] };
    expect(await (await put(model)).json()).toEqual(response);
    const { data } = await requestJson<Schemas["AdminModelList"]>(boss, "/api/admin/models");
    expect(data.find(({ id }) => id === model.id)).toEqual(response);
    const offered = async () =>
      (await requestJson<Schemas["ModelList"]>(boss, "/api/account/models")).data.map(
        ({ id }) => id,
      );
    expect(await offered()).toContain(model.id);
    expect((await put({ ...model, enabled: false, reason: "too slow" })).status).toBe(200);
    const { data: log } = await requestJson<Audit>(boss, "/api/admin/audit?action=model");
    expect(log).toMatchObject([{ reason: "too slow" }, { reason: null }]);
    expect(await offered()).not.toContain(model.id);
    const open = { ...model, providers: [] };
    expect(await (await put(open)).json()).toEqual({
      ...response,
      ...open,
      unusable_providers: [],
    });
    const twice = [...model.providers, ...model.providers];
    expect((await put({ ...model, providers: twice })).status).toBe(400);
    const unknown = [{ provider: "unknown", provider_model: "x" }];
    expect((await put({ ...model, providers: unknown })).status).toBe(400);
  });

  test("disables and restores a model without routes, which the configured provider serves", async () => {
    const path = "/api/admin/models";
    const { data } = await requestJson<Schemas["AdminModelList"]>(boss, path);
    const model = data.find(({ id }) => id === "gpt-image-2");
    expect(model?.providers).toEqual([]);
    const person = await signUpWithCredits(app);
    for (const enabled of [false, true]) {
      await requestJson(boss, path, { method: "PUT", json: { ...model, enabled } });
      const json = { model: "gpt-image-2", prompt: "a hill" };
      const reply = await person.call("/api/account/generations", { json });
      expect(reply.status).toBe(enabled ? 202 : 400);
      if (!enabled) continue;
      const { id } = await reply.json();
      await (await person.call(`/api/account/generations/${id}/events`)).text();
    }
  });

  test("creates plans, whose limits apply immediately", async () => {
    const access = {
      ...{ dialect: "hub", allowed: true, requests_per_hour: 2, running_limit: null },
      ...{ account_requests_per_hour: 3, account_running_limit: null },
    };
    const plan = {
      ...{ id: "tiny", name: "Tiny", monthly_credit_cap: 10, monthly_grant_credits: 0 },
      access: [access],
    };
    const put = (json: object) => boss.call("/api/admin/plans", { method: "PUT", json });
    expect((await put(plan)).status).toBe(200);
    const plans = await requestJson<Schemas["PlanList"]>(boss, "/api/admin/plans");
    expect(plans.data.find(({ id }) => id === "tiny")).toEqual({
      ...(plan as Schemas["PutPlanRequest"]),
      ...{ retention_days: null, max_key_days: null, priority: 0, blocked_per_day: null },
      ...{ min_moderation: "low", image_metadata: "keep" },
    });
    expect((await put({ ...plan, access: [access, access] })).status).toBe(400);
    const customer = await app.customer({ planId: "tiny" });
    const statuses = [];
    for (let call = 0; call < 3; call++)
      statuses.push((await customer.call("/api/v1/credits")).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  test("sets the settings of a plan, which the audit log records with those before", async () => {
    const plan = { id: "kept", name: "Kept", monthly_credit_cap: null, monthly_grant_credits: 0 };
    const put = async (more: Partial<Schemas["PutPlanRequest"]>) => {
      const json = { ...plan, access: [], ...more };
      return requestJson<Schemas["Plan"]>(boss, "/api/admin/plans", { method: "PUT", json });
    };
    const defaults = { retention_days: null, max_key_days: null, priority: 0 };
    expect(await put({})).toMatchObject({ ...defaults, min_moderation: "low" });
    const settings: Partial<Schemas["Plan"]> = {
      retention_days: 30,
      ...{ max_key_days: 90, priority: 10, blocked_per_day: 20 },
      ...{ min_moderation: "auto", image_metadata: "remove" },
    };
    expect(await put({ ...settings, reason: "New terms" })).toMatchObject(settings);
    expect(await put({ name: "Still kept" })).toMatchObject({ name: "Still kept", ...settings });
    const removed = { retention_days: 0, max_key_days: null, blocked_per_day: null };
    expect(await put(removed)).toMatchObject({ ...settings, ...removed });
    const { rows } = await app.ctx.db.query(
      `select actor_id, reason, details
      from audit_entries
      where subject = 'kept' and reason is not null`,
      [],
    );
    expect<unknown>(rows).toMatchObject([
      {
        ...{ actorId: boss.accountId, reason: "New terms" },
        details: {
          before: { ...defaults, min_moderation: "low", image_metadata: "keep" },
          after: settings,
        },
      },
    ]);
  });

  test.each([
    { retention_days: 3651 },
    { max_key_days: 0 },
    { priority: 101 },
    { blocked_per_day: 0 },
    { min_moderation: "none" },
    { image_metadata: null },
  ])("cannot set %j", async (wrong) => {
    const plan = { id: "tiny", name: "T", monthly_credit_cap: null, monthly_grant_credits: 0 };
    const json = { ...plan, access: [], ...wrong };
    const reply = await boss.call("/api/admin/plans", { method: "PUT", json });
    expect(reply.status).toBe(400);
  });

  test("sees the queue, the workers and the providers", async () => {
    const person = await signUpWithCredits(app);
    const { id } = await createInPlayground(person, { prompt: "#slow:30" });
    const waitForQueue = (isReady: (queue: Schemas["Queue"]) => boolean) =>
      eventually(
        async () => {
          const queue = await requestJson<Schemas["Queue"]>(boss, "/api/admin/queue");
          return isReady(queue) && queue;
        },
        { message: "The queue did not change" },
      );
    expect(await waitForQueue(({ running }) => running > 0)).toMatchObject({
      running: 1,
      queued: 0,
      stuck: [],
      workers: [{ running: 1 }],
    });
    // A deadline in the past would end it.
    await app.ctx.db.query(
      "update generations set started_at = started_at - interval '1 hour' where id = $1",
      [id],
    );
    const { stuck } = await waitForQueue((queue) => queue.stuck.length > 0);
    const { accountId, email } = person;
    expect(stuck).toMatchObject([
      { id, account_id: accountId, account_email: email, status: "running" },
    ]);
    const path = `/api/admin/generations/${id}/cancel`;
    const json = { reason: "it hangs" };
    expect(await requestJson<object>(boss, path, { json })).toEqual({ outcome: "requested" });
    await (await person.call(`/api/account/generations/${id}/events`)).text();
    expect((await boss.call(path, { json })).status).toBe(409);
    expect((await boss.call(path.replace(id, crypto.randomUUID()), { json })).status).toBe(404);
    const credits = await requestJson<Schemas["Credits"]>(person, "/api/account/credits");
    expect(credits).toMatchObject({ credits: 1000, held: 0 });
    expect(await auditOf(person)).toMatchObject([
      { action: "generation.cancel", subject: id, reason: "it hangs" },
    ]);
    const { data } = await requestJson<Schemas["ProviderList"]>(boss, "/api/admin/providers");
    expect(data).toMatchObject([{ provider: "demo", state: "up" }]);
    expect(data[0]?.calls_last_hour).toBeGreaterThan(0);
  });
});

describe("the audit log", () => {
  test("lists the actor, action and account of each entry, filtered", async () => {
    const person = await signUp(app);
    await patch(person, { plan: "pro", reason: "a trial" });
    await patch(person, { disabled: true, reason: "abuse" });
    const about = `/api/admin/audit?account_id=${person.accountId}`;
    const who = `actor=${encodeURIComponent(boss.email.toUpperCase())}`;
    const found = await requestJson<Audit>(boss, `${about}&action=account.disable&${who}`);
    expect(found.data).toMatchObject([
      { action: "account.disable", account_email: person.email, reason: "abuse" },
    ]);
    expect((await requestJson<Audit>(boss, `${about}&actor=anonymous`)).data).toEqual([]);
    expect((await boss.call(`${about}&action=baking`)).status).toBe(400);
  });

  test("is listed in pages, and cannot be changed or deleted", async () => {
    const person = await signUp(app);
    for (const plan of ["pro", "max", "free"]) await patch(person, { plan, reason: `to ${plan}` });
    const about = `account_id=${person.accountId}&action=account.plan`;
    const path = `/api/admin/audit?${about}&limit=2`;
    const first = await requestJson<Audit>(boss, path);
    const rest = await requestJson<Audit>(boss, `${path}&cursor=${first.next_cursor}`);
    const reasons = [...first.data, ...rest.data].map(({ reason }) => reason);
    expect(reasons).toEqual(["to free", "to max", "to pro"]);
    expect(rest.next_cursor).toBeNull();
    const { db } = app.ctx;
    for (const change of ["update audit_entries set reason = ''", "delete from audit_entries"])
      await expect(db.query(change, [])).rejects.toThrow("append-only");
    await expect(db.query("truncate audit_entries cascade", [])).rejects.toThrow("append-only");
  });
});
