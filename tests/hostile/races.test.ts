import { afterAll, beforeAll, beforeEach, expect } from "bun:test";
import { CLI } from "../../src/core/audit/actor.ts";
import { updateAccount } from "../../src/core/accounts/admin.ts";
import { type AccountClient, signUp } from "../support/account-client.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { type Attack, describeAttacks } from "../support/attacks.ts";
import { findViolations } from "../support/invariants.ts";

const PARALLEL = 12;
const ROUNDS = 4;

let app: App;
let boss: AccountClient;
let person: AccountClient;

beforeAll(async () => {
  app = await startApp({ worker: false });
});
beforeEach(async () => {
  await query("update accounts set admin = false where admin");
  boss = await signUp(app);
  person = await signUp(app);
  for (const { accountId } of [boss, person])
    await updateAccount(app.ctx, accountId, { ...CLI, role: "admin" });
});
afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

async function query(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  return (await app.ctx.db.query(text, values)).rows;
}

async function countRows(condition: string, accountId: string): Promise<number> {
  const [row] = await query(`select count(*)::integer as count from ${condition}`, [accountId]);
  return Number(row?.count);
}

/** Sends the requests at once and returns their sorted statuses. */
async function race(requests: Promise<Response>[]): Promise<number[]> {
  return (await Promise.all(requests)).map(({ status }) => status).toSorted();
}

function repeat(send: (index: number) => Promise<Response>): Promise<Response>[] {
  return Array.from({ length: PARALLEL }, (_, index) => send(index));
}

function change(by: AccountClient, { accountId }: AccountClient, json: object): Promise<Response> {
  const path = `/api/admin/accounts/${accountId}`;
  return by.call(path, { method: "PATCH", json: { ...json, reason: "a race" } });
}

function close({ call, password }: AccountClient): Promise<Response> {
  return call("/api/account/delete", { json: { password } });
}

/** Sends requests of the person, several at a time, until the account is closed. */
async function raceWithClosure(send: (index: number) => Promise<Response>): Promise<void> {
  let isClosed = false;
  let index = 0;
  const sendUntilClosed = async () => {
    while (!isClosed) await send(index++);
  };
  const closing = close(person).finally(() => (isClosed = true));
  const requests = Array.from({ length: PARALLEL }, sendUntilClosed);
  expect((await closing).status).toBe(204);
  await Promise.all(requests);
}

/** Both admins do the same to each other, or to themselves. One of them has to stay. */
async function expectOneAdminLeft(
  act: (by: AccountClient, to: AccountClient) => Promise<Response>,
) {
  await race([act(boss, person), act(person, boss)]);
  const left = await query("select 1 from accounts where admin and disabled_at is null");
  expect(left).toHaveLength(1);
}

async function createKey(
  by: AccountClient,
  fields: object = {},
): Promise<{ id: string; key: string }> {
  const made = await by.call("/api/account/keys", { json: { dialect: "hub", ...fields } });
  return made.json();
}

function createGeneration({ call }: Customer): Promise<Response> {
  const body = JSON.stringify({ model: "gpt-image-2", prompt: "a race", async: true });
  const headers = { "content-type": "application/json" };
  return call("/api/v1/images/generations", { method: "POST", headers, body });
}

const RACES: Attack[] = [
  [
    "two admins who demote each other",
    () => expectOneAdminLeft((by, to) => change(by, to, { admin: false })),
  ],
  [
    "two admins who disable each other",
    () => expectOneAdminLeft((by, to) => change(by, to, { disabled: true })),
  ],
  [
    "two admins who give each other a lower role",
    () => expectOneAdminLeft((by, to) => change(by, to, { role: "support" })),
  ],
  ["two admins who close their accounts", () => expectOneAdminLeft((by) => close(by))],
  [
    "keys that are created while the account is closed",
    async () => {
      await raceWithClosure(() => person.call("/api/account/keys", { json: { dialect: "hub" } }));
      expect(
        await countRows("keys where account_id = $1 and revoked_at is null", person.accountId),
      ).toBe(0);
    },
  ],
  [
    "webhooks that are registered while the account is closed",
    async () => {
      const url = "https://93.184.216.34/";
      await raceWithClosure((index) => {
        const json = { url: `${url}${index}`, events: ["credits.low"] };
        return person.call("/api/account/webhooks", { json });
      });
      const left = "webhook_endpoints where account_id = $1 and deleted_at is null";
      expect(await countRows(left, person.accountId)).toBe(0);
    },
  ],
  [
    "a name that is set while the account is closed",
    async () => {
      await raceWithClosure((index) => {
        const json = { name: `Ada ${index}` };
        return person.call("/api/account", { method: "PATCH", json });
      });
      const named = "accounts where id = $1 and name is not null";
      expect(await countRows(named, person.accountId)).toBe(0);
    },
  ],
  [
    "generations that are created while the account is disabled",
    async () => {
      const customer = await app.customer();
      const creates = repeat(() => createGeneration(customer));
      await Promise.all([...creates, change(boss, { ...person, ...customer }, { disabled: true })]);
      const live = "generations where account_id = $1 and finished_at is null";
      expect(await countRows(live, customer.accountId)).toBe(0);
    },
  ],
  [
    "rotations of one key, of which one secret stays without an end",
    async () => {
      const { id } = await createKey(person);
      await Promise.all(repeat(() => person.call(`/api/account/keys/${id}/rotate`, { json: {} })));
      const endless = "key_secrets where key_id = $1 and expires_at is null";
      expect(await countRows(endless, id)).toBe(1);
    },
  ],
  [
    "a rotation of a key while its finder reports it",
    async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const { id, key } = await createKey(person);
        const report = app.fetch("/api/account/keys/report-leak", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ key }),
        });
        const rotate = person.call(`/api/account/keys/${id}/rotate`, { json: {} });
        await Promise.all([report, rotate]);
        const authorization = `Bearer ${key}`;
        const { status } = await app.fetch("/api/v1/credits", { headers: { authorization } });
        expect(status).toBe(401);
      }
    },
  ],
  [
    "one grant that is voided many times",
    async () => {
      const grants = `/api/admin/accounts/${person.accountId}/grants`;
      const json = { credits: 50, source: "purchase", reason: "a race" };
      const { id } = await (await boss.call(grants, { json })).json();
      const path = `${grants}/${id}/void`;
      await race(repeat(() => boss.call(path, { json: { reason: "a race" } })));
      const entries = "credit_entries where account_id = $1 and kind = 'void'";
      expect(await countRows(entries, person.accountId)).toBe(1);
    },
  ],
  [
    "one address in several spellings that signs up many times",
    async () => {
      const name = `${crypto.randomUUID()}@example.com`;
      const spellings = [name, name.toUpperCase(), ` ${name}`, `${name} `];
      const statuses = await race(
        repeat((index) =>
          app.fetch("/api/auth/sign-up", {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify({
              email: spellings[index % 4],
              password: "a quiet harbor at dawn",
            }),
          }),
        ),
      );
      expect(statuses.filter((status) => status === 201)).toHaveLength(1);
      expect(
        await query("select 1 from accounts where lower(trim(email)) = $1", [name]),
      ).toHaveLength(1);
    },
  ],
];

describeAttacks("requests at the same time gain nothing:", RACES);
