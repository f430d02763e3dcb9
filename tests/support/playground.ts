import type { components } from "../../generated/account/client.ts";
import * as credits from "../../src/core/billing/grants.ts";
import { waitForGeneration } from "./wait-for-generation.ts";
import type { App } from "./app.ts";
import { type AccountClient, type RequestOptions, signUp } from "./account-client.ts";

export type Schemas = components["schemas"];

/** Signs up an account and grants it credits. */
export async function signUpWithCredits(app: App, amount = 1000): Promise<AccountClient> {
  const person = await signUp(app);
  const { accountId } = person;
  await credits.createGrant(app.ctx, { accountId, credits: amount, source: "purchase" });
  return person;
}

/** Signs up an account and makes it an admin. */
export async function signUpAdmin(app: App): Promise<AccountClient> {
  const person = await signUp(app);
  await app.ctx.db.query("update accounts set admin = true where id = $1", [person.accountId]);
  return person;
}

/** Returns the body of a successful response. Every response is validated against the document. */
export async function requestJson<Body>(
  person: AccountClient,
  path: string,
  init?: RequestOptions,
): Promise<Body> {
  const reply = await person.call(path, init);
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
  return (await reply.json()) as Body;
}

/** Creates a generation in the playground. */
export function createInPlayground(
  person: AccountClient,
  fields: object = {},
): Promise<Schemas["GenerationDetail"]> {
  const json = { model: "gpt-image-2", prompt: "a hill", size: "1024x1024", ...fields };
  return requestJson(person, "/api/account/generations", { json });
}

/** Creates a generation in the playground and returns it once it has finished. */
export async function finishInPlayground(app: App, person: AccountClient, fields: object = {}) {
  const { id } = await createInPlayground(person, fields);
  await waitForGeneration(app, person, id);
  return requestJson<Schemas["GenerationDetail"]>(person, `/api/account/generations/${id}`);
}
