import { afterAll, beforeAll, expect, test } from "bun:test";
import { openMaintenanceConnection } from "../../../src/database/db.ts";
import { type AccountClient, signUp } from "../../support/account-client.ts";
import { type App, startApp } from "../../support/app.ts";
import { emitEvents, registerEndpoint } from "../../support/webhooks.ts";

let app: App;
let person: AccountClient;
let path: string;

beforeAll(async () => {
  app = await startApp({ worker: false });
  person = await signUp(app);
  const { id } = await registerEndpoint(person, "https://93.184.216.34/hook");
  path = `/api/account/webhooks/${id}`;
});

afterAll(() => app.stop());

test("a page of deliveries that the database does not return in time is no invalid cursor", async () => {
  const sent = await person.call(`${path}/test`, { json: {} });
  const cursor = (await sent.json()).id;
  const sql = openMaintenanceConnection(app.databaseUrl);
  await sql.begin(async (transaction) => {
    await transaction`lock table webhook_attempts in access exclusive mode`;
    const reply = await person.call(`${path}/deliveries?cursor=${cursor}`);
    expect([reply.status, (await reply.json()).error.code]).toEqual([503, "unavailable"]);
  });
  await sql.end();
});

test("failed deliveries are sent again since any time, also one that Postgres does not have", async () => {
  for (const since of ["9999-12-31T23:59:59-01:00", "0000-01-01T00:00:00Z"]) {
    const reply = await person.call(`${path}/resend-failed`, { json: { since } });
    expect([reply.status, await reply.json()]).toEqual([202, { resent: 0 }]);
  }
});

test("no delivery of a disabled endpoint is sent again, except a test event", async () => {
  const owner = await signUp(app);
  const { id } = await registerEndpoint(owner, "https://93.184.216.34/hook");
  const own = `/api/account/webhooks/${id}`;
  const enable = (enabled: boolean) => owner.call(own, { method: "PATCH", json: { enabled } });
  const resend = async (deliveryId: string) => {
    const reply = await owner.call(`${own}/deliveries/${deliveryId}/resend`, { method: "POST" });
    return [reply.status, (await reply.json()).error?.code];
  };
  const resendFailed = () =>
    owner.call(`${own}/resend-failed`, { json: { since: "2020-01-01T00:00:00Z" } });
  const sql = openMaintenanceConnection(app.databaseUrl);
  await emitEvents(sql, owner.accountId);
  await sql.end();
  await enable(false);
  const [failed] = (await (await owner.call(`${own}/deliveries`)).json()).data;
  expect(await resend(failed.id)).toEqual([409, "conflict"]);
  expect((await resendFailed()).status).toBe(409);
  const sent = await owner.call(`${own}/test`, { json: {} });
  expect(await resend((await sent.json()).id)).toEqual([202, undefined]);
  await enable(true);
  expect(await (await resendFailed()).json()).toEqual({ resent: 1 });
});
