import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { compilePattern, normalize } from "../../../src/core/moderation/pattern.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { cliInProcess } from "../../support/cli.ts";
import { eventually } from "../../support/eventually.ts";
import { findViolations } from "../../support/invariants.ts";
import { signUp } from "../../support/account-client.ts";
import { signUpAdmin, requestJson, type Schemas } from "../../support/playground.ts";
import { createPlusGeneration } from "../../support/plus-client.ts";
import { readAccountState } from "../../support/account-state.ts";

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

/** Runs a command as another process would: it shares only the database. */
function cli(...args: string[]) {
  return cliInProcess({ DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl }, ...args);
}

async function findRejection(customer: Customer, prompt: string): Promise<string | undefined> {
  const { status, body } = await createPlusGeneration(customer, { prompt });
  return status === 422 ? body.error?.message : undefined;
}

describe("a prompt with the test word #refused is rejected before acceptance", () => {
  test("by the plus dialect with 422 content_blocked", async () => {
    const customer = await app.customer({ dialect: "plus", credits: 10 });
    const before = await readAccountState(app, customer.accountId);
    const reply = await createPlusGeneration(customer, { prompt: "a hill, #Refused" });
    expect([reply.status, reply.body.error?.code]).toEqual([422, "content_blocked"]);
    expect(reply.body.error?.issues?.map(({ path }) => path)).toEqual([["prompt"]]);
    expect(await readAccountState(app, customer.accountId)).toEqual(before);
  });

  test("by the playground with 422 content_blocked", async () => {
    const person = await signUp(app);
    const body = { model: "gpt-image-2", prompt: "#refused" };
    const reply = await person.call("/api/account/generations", { json: body });
    expect([reply.status, (await reply.json()).error.code]).toEqual([422, "content_blocked"]);
    expect(
      (await requestJson<Schemas["GenerationList"]>(person, "/api/account/generations")).data,
    ).toEqual([]);
  });

  test("but not if the word is part of a longer word", async () => {
    const customer = await app.customer({ dialect: "plus" });
    expect(await findRejection(customer, "#refusedly")).toBeUndefined();
  });
});

test("running servers apply a moderation rule from its command until its removal", async () => {
  const customer = await app.customer({ dialect: "plus" });
  expect(await findRejection(customer, "the forbidden   CITY at dusk")).toBeUndefined();
  const added = await cli("moderation", "add", "forbidden city", "--reason", "no cities", "--json");
  expect(JSON.parse(added.out)).toEqual({ pattern: "forbidden city", reason: "no cities" });
  // The notification may arrive shortly after the command.
  await eventually(() => findRejection(customer, "the forbidden   CITY at dusk"), {
    message: "The rule was not applied",
  });
  expect(await findRejection(customer, "the forbidden   CITY at dusk")).toBe(
    "The prompt was rejected by the content policy: no cities.",
  );
  expect(JSON.parse((await cli("moderation", "list", "--json")).out)).toEqual({
    rules: [{ pattern: "forbidden city", reason: "no cities", created_at: expect.any(String) }],
  });
  expect((await cli("moderation", "remove", "Forbidden City")).out).toContain("Removed the rule");
  await eventually(
    async () => (await findRejection(customer, "the forbidden city")) === undefined,
    { message: "The rule was not removed" },
  );
});

test("a missed notification delays a new rule by a few seconds at most", async () => {
  const customer = await app.customer({ dialect: "plus" });
  await findRejection(customer, "warms the cache");
  await app.ctx.db.query("alter table moderation_rules disable trigger all", []);
  try {
    await cli("moderation", "add", "unnotified", "--reason", "not notified");
    const rejection = await eventually(() => findRejection(customer, "unnotified"), {
      message: "The rule was not applied",
    });
    expect(rejection).toContain("not notified");
  } finally {
    await app.ctx.db.query("alter table moderation_rules enable trigger all", []);
    await cli("moderation", "remove", "unnotified");
  }
});

test("each change of a moderation rule writes an audit log entry", async () => {
  const boss = await signUpAdmin(app);
  await cli("moderation", "add", "secret plan", "--reason", "not here");
  await cli("moderation", "remove", "secret plan");
  const { data } = await requestJson<Schemas["AuditEntryList"]>(boss, "/api/admin/audit?actor=cli");
  const rule = { pattern: "secret plan", reason: "not here" };
  expect(data.slice(0, 2)).toMatchObject([
    {
      action: "moderation.remove",
      actor: "cli",
      subject: "secret plan",
      details: { before: rule },
    },
    { action: "moderation.add", actor: "cli", subject: "secret plan", details: { after: rule } },
  ]);
});

test("adding an existing pattern or removing a missing one reports it and exits with 1", async () => {
  await cli("moderation", "add", "twice", "--reason", "once");
  const again = await cli("moderation", "add", "TWICE", "--reason", "again");
  expect(again).toEqual({
    code: 1,
    out: "",
    err: 'darkroom: A rule with the pattern "TWICE" exists already.\n',
  });
  await cli("moderation", "remove", "twice");
  const gone = await cli("moderation", "remove", "twice");
  expect(gone).toEqual({ code: 1, out: "", err: 'darkroom: No rule has the pattern "twice".\n' });
  expect((await cli("moderation", "add", "no reason")).code).toBe(2);
});

test.each([
  ["gun", "a gun, painted", true],
  ["gun", "a burgundy begun", false],
  ["gun*", "two guns", true],
  ["*gun", "a shotgun", true],
  ["gun", "ＧＵＮ", true],
  ["gun", "g\u200bun", true],
  ["kill * king", "Kill\nthe  old king", true],
  ["kill * king", "kill the kingdom", false],
  ["暴力", "一个暴力场景", true],
  ["#refused", "x#refused", true],
  ["naïve", "NAI\u0308VE", true],
])("the pattern %p matches the prompt %p: %p", (pattern, prompt, expected) => {
  expect(compilePattern(pattern)(normalize(prompt))).toBe(expected);
});

test("a pattern with many wildcards rejects a long prompt without backtracking", () => {
  const matches = compilePattern("*a*a*a*a*a*a*a*a*a*b");
  expect(matches(normalize("a".repeat(32_000)))).toBe(false);
});
