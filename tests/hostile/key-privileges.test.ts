import { afterAll, beforeAll, expect } from "bun:test";
import { createGrant } from "../../src/core/billing/grants.ts";
import { type AccountClient, signUp } from "../support/account-client.ts";
import { type App, startApp } from "../support/app.ts";
import { type Attack, describeAttacks } from "../support/attacks.ts";
import { findViolations } from "../support/invariants.ts";
import { requestJson, type Schemas, signUpAdmin } from "../support/playground.ts";

const KEYS = "/api/account/keys";
const IMAGES = "/v1/images/generations";
// The price of an image.
const PRICE = 8;
const DAY_MS = 86_400_000;

let app: App;
let person: AccountClient;
let boss: AccountClient;

beforeAll(async () => {
  app = await startApp({ worker: false });
  boss = await signUpAdmin(app);
  person = await signUp(app);
  await createGrant(app.ctx, { accountId: person.accountId, credits: 1000, source: "purchase" });
});
afterAll(async () => {
  await app.ctx.db.query(
    "select cancel_generation(id, account_id) from generations where finished_at is null",
    [],
  );
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

type Key = Schemas["CreatedKey"];
const budgetOf = (credits: number) => ({ budget: { credits, period: "day" } });

function createKey(fields: object): Promise<Key> {
  return requestJson(person, KEYS, { json: { dialect: "openai", ...fields } });
}

function send({ key }: Pick<Key, "key">, path: string, json: object): Promise<Response> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  return app.fetch(path, { method: toMethod(path), headers, body: JSON.stringify(json) });
}

function toMethod(path: string): string {
  if (path.endsWith("/sessions")) return "DELETE";
  return /keys\/[0-9a-f-]+$/.test(path) ? "PATCH" : "POST";
}

const create = (key: Pick<Key, "key">) =>
  send(key, IMAGES, { model: "gpt-image-2", prompt: crypto.randomUUID(), async: true });

/** Spends the budget of a key with a change in between, and expects the next create to be rejected. */
async function spendAround(change: (key: Key) => Promise<Pick<Key, "key">>): Promise<void> {
  const key = await createKey(budgetOf(PRICE));
  expect((await create(key)).status).toBe(202);
  const changed = await change(key);
  expect([402, 429]).toContain((await create(changed)).status);
}

const patch = (key: Key, json: object) =>
  person.call(`${KEYS}/${key.id}`, { method: "PATCH", json });

describeAttacks("the budget of a key is spent once, also", [
  [
    "by requests at the same time",
    async () => {
      const key = await createKey(budgetOf(2 * PRICE));
      const replies = await Promise.all(Array.from({ length: 20 }, () => create(key)));
      expect(replies.filter(({ ok }) => ok)).toHaveLength(2);
    },
  ],
  [
    "after a new label",
    () => spendAround(async (key) => (await patch(key, { label: "new" }), key)),
  ],
  [
    "after the same budget",
    () => spendAround(async (key) => (await patch(key, budgetOf(PRICE)), key)),
  ],
  [
    "after a rotation",
    () => spendAround((key) => requestJson<Key>(person, `${KEYS}/${key.id}/rotate`, { json: {} })),
  ],
  [
    "after another period",
    () =>
      spendAround(async (key) => {
        await patch(key, { budget: { credits: PRICE, period: "month" } });
        return key;
      }),
  ],
]);

const weak = (fields: object) => createKey({ scopes: ["manage"], ...fields });
const CHANGES: [string, () => Promise<Response>][] = [
  [
    "creates one with more scopes",
    async () => send(await weak({}), KEYS, { dialect: "hub", scopes: ["generate", "manage"] }),
  ],
  [
    "creates one without its budget",
    async () => send(await weak(budgetOf(PRICE)), KEYS, { dialect: "hub", scopes: ["manage"] }),
  ],
  [
    "creates one without its addresses",
    async () => {
      const key = await weak({ allowed_addresses: ["127.0.0.0/8"] });
      return send(key, KEYS, { dialect: "hub", scopes: ["manage"] });
    },
  ],
  [
    "raises its own budget",
    async () => {
      const key = await weak(budgetOf(PRICE));
      return send(key, `${KEYS}/${key.id}`, budgetOf(1_000));
    },
  ],
  [
    "removes its own addresses",
    async () => {
      const key = await weak({ allowed_addresses: ["127.0.0.0/8"] });
      return send(key, `${KEYS}/${key.id}`, { allowed_addresses: [] });
    },
  ],
  [
    "rotates one with more scopes",
    async () => {
      const strong = await createKey({ scopes: ["read", "generate", "manage"] });
      return send(await weak({}), `${KEYS}/${strong.id}/rotate`, {});
    },
  ],
  ["ends other sessions", async () => send(await weak({}), "/api/account/sessions", {})],
  [
    "changes the password",
    async () =>
      send(await weak({}), "/api/account/password", { current_password: person.password }),
  ],
  [
    "closes the account",
    async () => send(await weak({}), "/api/account/delete", { password: person.password }),
  ],
];

describeAttacks("no key that manages an account gets further:", [
  ...CHANGES.map(([name, change]): Attack => [
    name,
    async () => expect([401, 403]).toContain((await change()).status),
  ]),
  [
    "lives longer with a new one",
    async () => {
      const key = await weak({ expires_in_days: 1 });
      const reply = await send(key, KEYS, { dialect: "hub", scopes: ["manage"] });
      const { expires_at } = (await reply.json()) as Key;
      const left = Date.parse(expires_at ?? "") - Date.now();
      expect(reply.ok && left <= DAY_MS).toBe(true);
    },
  ],
] satisfies Attack[]);

const AMOUNTS = [-5, 0, 1.5, 1e20, 2 ** 31, "5", null, [5], { $gt: 0 }];

describeAttacks(
  "no credits are granted for the amount",
  AMOUNTS.map((credits): Attack => [
    JSON.stringify(credits),
    async () => {
      const path = `/api/admin/accounts/${person.accountId}/grants`;
      const reply = await boss.call(path, { json: { credits, source: "promo", reason: "x" } });
      expect(reply.status).toBe(400);
    },
  ]),
);
