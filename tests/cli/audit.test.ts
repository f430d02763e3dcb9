import { afterAll, beforeAll, expect, test } from "bun:test";
import { type App, startApp } from "../support/app.ts";
import { cliInProcess } from "../support/cli.ts";
import { findViolations } from "../support/invariants.ts";
import { type AccountClient, sendRequest, signUp } from "../support/account-client.ts";
import { signUpAdmin, requestJson, type Schemas } from "../support/playground.ts";

let app: App;
let boss: AccountClient;

beforeAll(async () => {
  app = await startApp({ worker: false });
  boss = await signUpAdmin(app);
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

/** Runs a command line that must do what it says, and answers what it added to the audit log. */
async function logged(...args: string[]) {
  const [before] = await entries();
  const result = await run(...args);
  expect(result).toMatchObject({ code: 0 });
  return (await entries()).filter(({ id }) => Number(id) > Number(before?.id ?? 0));
}

function run(...args: string[]) {
  return cliInProcess({ DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl }, ...args);
}

async function entries() {
  return (await requestJson<Schemas["AuditEntryList"]>(boss, "/api/admin/audit")).data;
}

test("a grant by the command line is in the audit log with its reason, and can be spent", async () => {
  const person = await signUp(app);
  const grant = ["credits", "grant", "--email", person.email, "--credits", "70"];
  const lines = await logged(...grant, "--expires-in", "12h", "--reason", "a trial");
  const { batches } = await requestJson<Schemas["Credits"]>(person, "/api/account/credits");
  expect(lines).toMatchObject([
    {
      ...{ actor: "cli", action: "grant", reason: "a trial", account_email: person.email },
      ...{ subject: batches[0]?.id, details: { after: { credits: 70, source: "purchase" } } },
    },
  ]);
  const hours = (Date.parse(batches[0]?.expires_at ?? "") - Date.now()) / 3_600_000;
  expect(hours).toBeWithin(11.9, 12.1);
});

test("a grant by the command line with a known reference grants nothing and reports it", async () => {
  const person = await signUp(app);
  const grant = ["credits", "grant", "--email", person.email, "--credits", "70"];
  await logged(...grant, "--reference", "invoice 4711");
  expect(await run(...grant, "--reference", "invoice 4711")).toMatchObject({
    code: 1,
    err: expect.stringContaining("A grant with this reference already exists"),
  });
  expect(await requestJson<Schemas["Credits"]>(person, "/api/account/credits")).toMatchObject({
    credits: 70,
  });
});

test("a price change is in the audit log once, with the old and the new price", async () => {
  const price = { dialect: "hub", model: "*", tier: "4K", quality: "*" };
  const set = ["prices", "set", "--dialect", "hub", "--tier", "4K", "--credits"];
  expect(await logged(...set, "14", "--reason", "costs")).toMatchObject([
    {
      ...{ actor: "cli", action: "prices", reason: "costs" },
      details: { before: [{ ...price, credits: 12 }], after: [{ ...price, credits: 14 }] },
    },
  ]);
  expect(await logged(...set, "14")).toEqual([]);
  const added = await logged("prices", "set", "--quality", "high", "--credits", "20");
  expect(added).toMatchObject([
    { reason: null, details: { before: [], after: [{ quality: "high" }] } },
  ]);
});

test("a plan change is in the audit log with its access to each dialect", async () => {
  const capped = await logged("plans", "set", "free", "--monthly-cap", "7");
  expect(capped).toMatchObject([{ actor: "cli", action: "plan", subject: "free" }]);
  expect(capped[0]?.details).toMatchObject({
    before: { monthly_credit_cap: null },
    after: { monthly_credit_cap: 7 },
  });
  const limits = ["plans", "limits", "free", "--dialect", "hub", "--requests-per-hour", "9"];
  const limited = await logged(...limits);
  expect(limited).toMatchObject([{ action: "plan", subject: "free" }]);
  const { after } = limited[0]?.details ?? {};
  expect(after).toMatchObject({
    access: expect.arrayContaining([
      expect.objectContaining({ dialect: "hub", allowed: true, requests_per_hour: 9 }),
    ]),
  });
  expect(await logged(...limits)).toEqual([]);
});

test("every change of a plan or a model by the command line can have a reason", async () => {
  const changes = [
    ["plans", "set", "max", "--name", "Maximum"],
    ["plans", "set", "max", "--retention-days", "90"],
    ["plans", "set", "max", "--key-days", "365"],
    ["plans", "set", "max", "--min-moderation", "auto"],
    ["plans", "limits", "max", "--dialect", "hub", "--running", "3"],
    ["models", "add", "sketch", "--name", "Sketch"],
    ["models", "set", "sketch", "--position", "7"],
    ["models", "routes", "sketch", "--to", "kie:sketch-1"],
  ];
  for (const change of changes) {
    const lines = await logged(...change, "--reason", "a new contract");
    const reasons = lines.map(({ reason }) => reason);
    expect({ change, reasons }).toEqual({ change, reasons: ["a new contract"] });
  }
});

test("a model is in the audit log when it is added, changed and routed to other providers", async () => {
  const add = ["models", "add", "flux", "--name", "Flux"];
  expect(await logged(...add)).toMatchObject([
    { actor: "cli", action: "model", subject: "flux", details: { before: null } },
  ]);
  expect(await logged("models", "set", "flux", "--enabled", "no")).toMatchObject([
    { details: { before: { enabled: true }, after: { enabled: false, name: "Flux" } } },
  ]);
  const routes = [{ provider: "kie", provider_model: "flux-1" }];
  expect(await logged("models", "routes", "flux", "--to", "kie:flux-1")).toMatchObject([
    { details: { before: { providers: [] }, after: { providers: routes, enabled: false } } },
  ]);
});

test("closing and opening sign-up is in the audit log, by the command line and the admin API", async () => {
  const isOpen = async () =>
    (await requestJson<Schemas["AuthState"]>(boss, "/api/auth")).sign_up_open;
  const json = { email: "late@example.com", password: "correct horse battery" };
  expect(await logged("sign-up", "closed")).toMatchObject([{ actor: "cli", action: "signup" }]);
  expect(await isOpen()).toBe(false);
  expect((await sendRequest(app, "/api/auth/sign-up", { json })).status).toBe(403);
  const put = { method: "PUT", json: { open: true, reason: "we are ready" } };
  const state = await requestJson<Schemas["AuthState"]>(boss, "/api/admin/sign-up", put);
  expect(state).toEqual({ sign_up_open: true, setup_needed: false });
  expect((await sendRequest(app, "/api/auth/sign-up", { json })).status).toBe(201);
  const { data } = await requestJson<Schemas["AuditEntryList"]>(
    boss,
    "/api/admin/audit?action=signup",
  );
  expect(data[0]).toMatchObject({ actor: boss.email, reason: "we are ready" });
});

test("the audit log has accounts and keys that the command line creates, rotates and revokes", async () => {
  const email = `${crypto.randomUUID()}@example.com`;
  const created = await logged("account", "create", "--email", email, "--plan", "pro", "--admin");
  expect(created).toMatchObject([
    {
      ...{ actor: "cli", action: "account.create", account_email: email },
      details: { after: { plan: "pro", admin: true } },
    },
  ]);
  const [key] = await logged("key", "create", "--email", email, "--dialect", "hub");
  expect(key).toMatchObject({ actor: "cli", action: "key.create", account_email: email });
  const id = key?.subject ?? "";
  expect(await logged("key", "rotate", id)).toMatchObject([{ action: "key.rotate", subject: id }]);
  expect(await logged("key", "revoke", id)).toMatchObject([{ action: "key.revoke", subject: id }]);
  expect(await logged("key", "revoke", id)).toEqual([]);
});
