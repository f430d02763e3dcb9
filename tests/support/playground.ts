import type { components } from "../../generated/account/client.ts";
import * as credits from "../../src/core/billing/grants.ts";
import { waitForEnd } from "./wait-for-generation.ts";
import type { App } from "./app.ts";
import { type Person, type Send, signUp } from "./account-client.ts";

export type Schemas = components["schemas"];

/** Somebody signed in, with credits to spend. */
export async function rich(app: App, amount = 1000): Promise<Person> {
  const person = await signUp(app);
  const { accountId } = person;
  await credits.createGrant(app.ctx, { accountId, credits: amount, source: "purchase" });
  return person;
}

/** An admin of this server. */
export async function adminOf(app: App): Promise<Person> {
  const person = await signUp(app);
  await app.ctx.db.query("update accounts set admin = true where id = $1", [person.accountId]);
  return person;
}

/** What a reply holds, which must be a good one; that it is as declared, every reply's judge sees to. */
export async function ask<Body>(person: Person, path: string, init?: Send): Promise<Body> {
  const reply = await person.call(path, init);
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
  return (await reply.json()) as Body;
}

/** Orders pictures in the playground. */
export function play(person: Person, fields: object = {}): Promise<Schemas["GenerationDetail"]> {
  const json = { model: "gpt-image-2", prompt: "a hill", size: "1024x1024", ...fields };
  return ask(person, "/api/account/generations", { json });
}

/** Orders pictures and waits until that has ended. */
export async function playOut(app: App, person: Person, fields: object = {}) {
  const { id } = await play(person, fields);
  await waitForEnd(app, person, id);
  return ask<Schemas["GenerationDetail"]>(person, `/api/account/generations/${id}`);
}
