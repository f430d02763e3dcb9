import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import document from "../../../generated/account/openapi.json";
import type { operations } from "../../../generated/account/server.ts";
import { updateAccount } from "../../../src/core/accounts/admin.ts";
import { CLI } from "../../../src/core/audit/actor.ts";
import type { PublicOperation } from "../../../src/dialects/account/routes.ts";
import { type App, startApp } from "../../support/app.ts";
import { type AccountClient, readBody, sendRequest, signUp } from "../../support/account-client.ts";
import { stopClock } from "../../support/clock.ts";
import { outdateConfirmation } from "../../support/confirmation.ts";

/** Whether each operation requires a recently confirmed password. */
const REQUIREMENTS: Record<Exclude<keyof operations, PublicOperation>, boolean> = {
  signOut: false,
  listSessions: false,
  revokeSession: true,
  revokeOtherSessions: true,
  confirmPassword: false,
  getAccount: false,
  updateAccount: false,
  // These two take the password themselves.
  changePassword: false,
  deleteAccount: false,
  exportAccount: false,
  listKeys: false,
  createKey: true,
  updateKey: true,
  rotateKey: true,
  revokeKey: false,
  listWebhooks: false,
  createWebhook: true,
  getWebhook: false,
  updateWebhook: false,
  deleteWebhook: false,
  rotateWebhookSecret: true,
  testWebhook: false,
  listDeliveries: false,
  getDelivery: false,
  resendDelivery: false,
  resendFailedDeliveries: false,
  getCredits: false,
  listCreditEntries: false,
  exportCreditEntries: false,
  getOverview: false,
  getUsage: false,
  exportUsage: false,
  listModels: false,
  quote: false,
  createGeneration: false,
  listGenerations: false,
  getGeneration: false,
  deleteGeneration: false,
  cancelGeneration: false,
  watchGeneration: false,
  getGenerationInput: false,
  getThumbnail: false,
  downloadImage: false,
  listAccounts: false,
  getAdminAccount: false,
  updateAdminAccount: true,
  grantCredits: true,
  voidGrant: true,
  listPrices: false,
  replacePrices: true,
  listAdminModels: false,
  putModel: false,
  listLegacySizes: false,
  replaceLegacySizes: false,
  listPlans: false,
  putPlan: true,
  listProviders: false,
  getQueue: false,
  cancelStuckGeneration: false,
  listOperatorGenerations: false,
  getOperatorGeneration: false,
  requeueGeneration: false,
  listDeadJobs: false,
  retryDeadJob: false,
  removeDeadJob: false,
  listOperatorDeliveries: false,
  resendOperatorDelivery: false,
  setSignUp: false,
  listAuditEntries: false,
  exportAuditEntriesCsv: false,
  exportAuditEntriesJson: false,
  listOwnAuditEntries: false,
  exportOwnAuditEntriesCsv: false,
  exportOwnAuditEntriesJson: false,
};
const CONFIRM = "/api/account/session/confirm";

const protectedOperations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([, { security }]) => security.length > 0)
    .map(([method, { operationId }]) => ({
      operationId,
      path: path.replaceAll(/\{\w+\}/g, crypto.randomUUID()),
      method: method.toUpperCase(),
    })),
);

let app: App;
let admin: AccountClient;

beforeAll(async () => {
  app = await startApp({ worker: false });
  admin = await signUp(app);
  await updateAccount(app.ctx, admin.accountId, { ...CLI, role: "admin" });
});

afterAll(() => app.stop());

function confirm(person: AccountClient, password: string): Promise<Response> {
  return person.call(CONFIRM, { json: { password } });
}

function createKey(person: AccountClient): Promise<Response> {
  return person.call("/api/account/keys", { json: { dialect: "hub" } });
}

test("the table names every operation that requires a session", () => {
  const names = protectedOperations.map(({ operationId }) => operationId);
  expect(Object.keys(REQUIREMENTS).toSorted()).toEqual(names.toSorted());
});

describe("with a session that confirmed its password long ago", () => {
  test.each(protectedOperations)("$operationId requires it or does not", async (operation) => {
    const { operationId, path, method } = operation;
    // A session of its own, because some operations end it.
    const json = { email: admin.email, password: admin.password };
    const signedIn = await sendRequest(app, "/api/auth/sign-in", { json });
    const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
    await outdateConfirmation(app, admin.accountId);
    // An empty body: a permitted change is then rejected because of it, and changes nothing.
    const init = method === "GET" || method === "DELETE" ? { method } : { method, json: {} };
    const reply = await sendRequest(app, path, { ...init, headers: { cookie } });
    const text = await reply.text();
    const isRequired = reply.status === 403 && text.includes('"reauthentication_required"');
    const [, expected] = Object.entries(REQUIREMENTS).find(([name]) => name === operationId) ?? [];
    expect({ operationId, isRequired }).toEqual({ operationId, isRequired: expected === true });
  });
});

test("a sign-in counts as a confirmation for fifteen minutes, and a confirmation for as long", async () => {
  const start = Date.now();
  const setMinutes = (minutes: number) =>
    stopClock(app.databaseUrl, new Date(start + minutes * 60_000));
  await setMinutes(0);
  const person = await signUp(app);
  await setMinutes(14.9);
  expect((await createKey(person)).status).toBe(201);
  await setMinutes(15.1);
  expect((await createKey(person)).status).toBe(403);
  expect((await confirm(person, person.password)).status).toBe(204);
  expect((await createKey(person)).status).toBe(201);
  await setMinutes(29.9);
  expect((await createKey(person)).status).toBe(201);
  await setMinutes(30.3);
  expect((await createKey(person)).status).toBe(403);
});

test("a confirmation is valid for its own session only", async () => {
  const person = await signUp(app);
  const json = { email: person.email, password: person.password };
  const reply = await sendRequest(app, "/api/auth/sign-in", { json });
  const cookie = reply.headers.get("set-cookie")?.split(";")[0] ?? "";
  await outdateConfirmation(app, person.accountId);
  expect((await confirm(person, person.password)).status).toBe(204);
  expect((await createKey(person)).status).toBe(201);
  const other = { headers: { cookie }, json: { dialect: "hub" } };
  expect((await sendRequest(app, "/api/account/keys", other)).status).toBe(403);
});

test("a wrong password confirms nothing, and ten of them are the limit of a session", async () => {
  const person = await signUp(app);
  await outdateConfirmation(app, person.accountId);
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    const reply = await confirm(person, `wrong password ${attempt}`);
    expect(reply.status).toBe(400);
    expect((await readBody(reply)).error?.issues?.[0]?.path).toEqual(["password"]);
  }
  const limited = await confirm(person, person.password);
  expect(limited.status).toBe(429);
  expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await createKey(person)).status).toBe(403);
});

test("the session and the role are checked before the confirmation", async () => {
  const person = await signUp(app);
  await outdateConfirmation(app, person.accountId);
  const grant = await person.call(`/api/admin/accounts/${person.accountId}/grants`, { json: {} });
  expect((await readBody(grant)).error?.code).toBe("forbidden");
  const reply = await sendRequest(app, CONFIRM, { json: { password: person.password } });
  expect((await readBody(reply)).error?.code).toBe("sign_in_required");
});
