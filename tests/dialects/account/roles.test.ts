import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import document from "../../../generated/account/openapi.json";
import { CLI } from "../../../src/core/audit/actor.ts";
import { updateAccount } from "../../../src/core/accounts/admin.ts";
import { type Role, ROLES } from "../../../src/core/accounts/roles.ts";
import { type App, startApp } from "../../support/app.ts";
import { type AccountClient, signUp } from "../../support/account-client.ts";
import { requestJson, type Schemas } from "../../support/playground.ts";

const FINANCE = ["finance", "admin"];
/** The operations that not every role may call. */
const RESTRICTED: Record<string, string[]> = {
  updateAdminAccount: ["admin"],
  putModel: ["admin"],
  replaceLegacySizes: ["admin"],
  requeueGeneration: ["admin"],
  retryDeadJob: ["admin"],
  removeDeadJob: ["admin"],
  setSignUp: ["admin"],
  voidGrant: FINANCE,
  replacePrices: FINANCE,
  putPlan: FINANCE,
};

const operations = Object.entries(document.paths)
  .filter(([path]) => path.startsWith("/api/admin/"))
  .flatMap(([path, item]) =>
    Object.entries(item).map(([method, { operationId }]) => ({
      ...{ path: path.replaceAll(/\{\w+\}/g, crypto.randomUUID()), operationId },
      method: method.toUpperCase(),
    })),
  );

let app: App;
let customer: AccountClient;
const operators = new Map<Role, AccountClient>();

beforeAll(async () => {
  app = await startApp({ worker: false });
  customer = await signUp(app);
  for (const role of ROLES) {
    const person = await signUp(app);
    await updateAccount(app.ctx, person.accountId, { ...CLI, role });
    operators.set(role, person);
  }
});

afterAll(() => app.stop());

function operator(role: Role): AccountClient {
  const person = operators.get(role);
  if (person === undefined) throw new Error(role);
  return person;
}

describe.each([...ROLES])("the role %s", (role) => {
  test.each(operations)("$operationId is open to it or rejected", async (operation) => {
    const { operationId, path, method } = operation;
    const isAllowed = RESTRICTED[operationId]?.includes(role) ?? true;
    // An empty body: a permitted change is then rejected because of it, and changes nothing.
    const init = method === "GET" ? {} : { method, json: {} };
    const { status } = await operator(role).call(path, init);
    expect({ operationId, isForbidden: status === 403 }).toEqual({
      operationId,
      isForbidden: !isAllowed,
    });
    expect((await customer.call(path, init)).status).toBe(403);
  });

  test("is shown to the account, and ends when it is removed", async () => {
    const person = await signUp(app);
    const read = () => requestJson<Schemas["Account"]>(person, "/api/account");
    expect(await read()).toMatchObject({ admin: false, role: null });
    await updateAccount(app.ctx, person.accountId, { ...CLI, role });
    expect(await read()).toMatchObject({ admin: true, role });
    expect((await person.call("/api/admin/queue")).status).toBe(200);
    expect((await person.call("/api/admin/unknown")).status).toBe(404);
    await updateAccount(app.ctx, person.accountId, { ...CLI, role: null });
    expect((await person.call("/api/admin/queue")).status).toBe(403);
  });
});

test("support adjusts credits of other accounts with a reason, and grants nothing else", async () => {
  const support = operator("support");
  const grant = (accountId: string, json: object) =>
    support.call(`/api/admin/accounts/${accountId}/grants`, { json });
  const adjustment = { credits: 5, source: "adjust", reason: "a failed image" };
  expect((await grant(customer.accountId, adjustment)).status).toBe(201);
  const { credits } = await requestJson<Schemas["Credits"]>(customer, "/api/account/credits");
  expect(credits).toBe(5);
  const { reason: _, ...silent } = adjustment;
  expect((await grant(customer.accountId, silent)).status).toBe(400);
  expect((await grant(customer.accountId, { ...adjustment, source: "promo" })).status).toBe(403);
  expect((await grant(support.accountId, adjustment)).status).toBe(403);
});

test("an operator with another role becomes an admin, and the last admin keeps the role", async () => {
  const person = await signUp(app);
  await updateAccount(app.ctx, person.accountId, { ...CLI, role: "support" });
  const path = `/api/admin/accounts/${person.accountId}`;
  const change = { method: "PATCH", json: { admin: true, reason: "on call" } };
  expect((await operator("admin").call(path, change)).status).toBe(200);
  expect(await requestJson<Schemas["Account"]>(person, "/api/account")).toMatchObject({
    role: "admin",
  });
  await updateAccount(app.ctx, person.accountId, { ...CLI, role: "finance" });
  const { accountId } = operator("admin");
  await expect(updateAccount(app.ctx, accountId, { ...CLI, role: "finance" })).rejects.toThrow(
    "admin",
  );
});

test("an admin sets each role with a reason, which the audit log keeps with both roles", async () => {
  const admin = operator("admin");
  const person = await signUp(app);
  const path = `/api/admin/accounts/${person.accountId}`;
  const change = (json: object) => admin.call(path, { method: "PATCH", json });
  let before: Role | null = null;
  for (const role of [...ROLES, null]) {
    const reason = `becomes ${role}`;
    const reply = await change({ role, reason });
    expect(reply.status).toBe(200);
    expect(await reply.json()).toMatchObject({ role, admin: role === "admin" });
    expect(await requestJson<Schemas["Account"]>(person, "/api/account")).toMatchObject({ role });
    const log = await requestJson<Schemas["AuditEntryList"]>(
      admin,
      `/api/admin/audit?account_id=${person.accountId}&action=account.role`,
    );
    expect(log.data[0]).toMatchObject({
      ...{ actor: admin.email, reason },
      details: { before: { role: before }, after: { role } },
    });
    before = role;
  }
  expect((await change({ role: "support" })).status).toBe(400);
  expect((await change({ role: "owner", reason: "unknown" })).status).toBe(400);
  expect((await change({ role: "support", admin: true, reason: "both" })).status).toBe(400);
  expect(await requestJson<Schemas["Account"]>(person, "/api/account")).toMatchObject({
    role: null,
  });
});

test("the last admin cannot be given another role, disabled or deleted", async () => {
  const { call, accountId, password } = operator("admin");
  const path = `/api/admin/accounts/${accountId}`;
  const changes = [{ role: null }, { role: "finance" }, { admin: false }, { disabled: true }];
  for (const change of changes) {
    const json = { ...change, reason: "the last one" };
    expect((await call(path, { method: "PATCH", json })).status).toBe(409);
  }
  expect((await call("/api/account/delete", { json: { password } })).status).toBe(409);
  expect((await call("/api/admin/queue")).status).toBe(200);
});
