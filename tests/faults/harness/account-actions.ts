import { setTimeout } from "node:timers/promises";
import { type ClientRequest, send } from "./client.ts";
import { DIALECTS } from "./customers.ts";
import { isExpected } from "./create-actions.ts";
import type { ClientAnswer, GrantOperation, KeyOperation } from "./operations.ts";
import type { Client } from "./workload.ts";

const MOST_REPEATS = 12;
const PASSWORD = "correct horse battery";

/** Grants credits with a reference, and repeats it until it is answered. */
export async function grantCredits(client: Client): Promise<void> {
  const { platform, model, random } = client;
  const grant: GrantOperation = {
    account: random.pick(platform.customers.accounts),
    reference: `invoice-${model.grants.length + 1}`,
    credits: random.integer(10, 500),
    isAcknowledged: false,
  };
  model.grants.push(grant);
  const { reference, credits } = grant;
  const path = `/api/admin/accounts/${grant.account.id}/grants`;
  const json = { credits, source: "purchase", reference, reason: "bought" };
  for (let tries = 0; tries <= MOST_REPEATS && !grant.isAcknowledged; tries++) {
    const answer = await call(client, platform.customers.adminCookie, { path, json });
    // 409: an earlier request with this reference was carried out.
    grant.isAcknowledged = answer.status === 201 || (answer.status === 409 && tries > 0);
    if (!grant.isAcknowledged && !isExpected(client, answer, { status: 201, about: reference }))
      await setTimeout(random.integer(200, 2_500));
  }
  if (grant.isAcknowledged) model.acknowledge("grant");
}

/** Creates, rotates or revokes a key, and checks that the change has taken effect. */
export async function changeKey(client: Client): Promise<void> {
  const { model, random } = client;
  const active = model.keys.filter(({ isRevoked }) => !isRevoked);
  const known = active[random.integer(0, active.length)];
  if (known === undefined) return createKey(client);
  return random.happens(0.5) ? rotateKey(client, known) : revokeKey(client, known);
}

async function createKey(client: Client): Promise<void> {
  const { platform, model, random } = client;
  const account = random.pick(platform.customers.accounts);
  const dialect = random.pick(DIALECTS);
  const answer = await call(client, account.cookie, {
    path: "/api/account/keys",
    json: { dialect },
  });
  if (!isExpected(client, answer, { status: 201, about: "create of a key" })) return;
  // The declared response of this operation.
  const { id, key } = JSON.parse(answer.body) as { id: string; key: string };
  const operation: KeyOperation = { account, id, key, dialect, isRevoked: false };
  model.keys.push(operation);
  model.acknowledge("key create");
  await checkKey(client, operation);
}

async function rotateKey(client: Client, operation: KeyOperation): Promise<void> {
  const { id, account } = operation;
  const path = `/api/account/keys/${id}/rotate`;
  const answer = await call(client, account.cookie, { path, json: { overlap_hours: 24 } });
  // Another client may have revoked it.
  if (operation.isRevoked || answer.status === 404) return;
  if (!isExpected(client, answer, { status: 200, about: `rotation of key ${id}` })) return;
  // The declared response of this operation.
  operation.key = (JSON.parse(answer.body) as { key: string }).key;
  client.model.acknowledge("key rotate");
  await checkKey(client, operation);
}

async function revokeKey(client: Client, operation: KeyOperation): Promise<void> {
  const path = `/api/account/keys/${operation.id}`;
  // From here on it may be revoked, although no answer says so.
  operation.isRevoked = true;
  const answer = await call(client, operation.account.cookie, { path, method: "DELETE" });
  if (!isExpected(client, answer, { status: 200, about: "revocation of a key" })) return;
  client.model.acknowledge("key revoke");
  const used = await useKey(client, operation);
  isExpected(client, used, { status: 401, about: `use of the revoked key ${operation.id}` });
}

/** Checks that a key is accepted, unless another client revokes it. */
async function checkKey(client: Client, operation: KeyOperation): Promise<void> {
  const used = await useKey(client, operation);
  if (operation.isRevoked) return;
  isExpected(client, used, { status: 200, about: `use of the key ${operation.id}` });
}

async function useKey(client: Client, { key }: KeyOperation): Promise<ClientAnswer> {
  const url = `${await client.findServer()}/api/v1/credits`;
  return send(client.platform.journal, { url, headers: { authorization: `Bearer ${key}` } });
}

interface SessionCall {
  path: string;
  json?: object;
  method?: ClientRequest["method"];
}

/** Calls the Account API with a session, and confirms the password if that is required. */
async function call(
  client: Client,
  cookie: string,
  { path, json, method = "POST" }: SessionCall,
): Promise<ClientAnswer> {
  const request = async (to: string, body: object | undefined): Promise<ClientAnswer> =>
    send(client.platform.journal, {
      ...{ method, url: (await client.findServer()) + to },
      headers: { cookie, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  const answer = await request(path, json);
  if (answer.status !== 403 || !answer.body.includes("reauthentication")) return answer;
  await request("/api/account/session/confirm", { password: PASSWORD });
  return request(path, json);
}
