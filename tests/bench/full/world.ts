/** The server, accounts and resources with which the operations are called. */
import * as credits from "../../../src/core/billing/grants.ts";
import { createKey } from "../../../src/core/accounts/keys.ts";
import { type DialectName, prefixes } from "../../../src/dialects/prefixes.ts";
import { type AccountClient, signUp } from "../../support/account-client.ts";
import type { App } from "../../support/app.ts";
import { eventually } from "../../support/eventually.ts";
import { signUpAdmin } from "../../support/playground.ts";
import { uploadFile } from "../../support/plus-client.ts";
import { renderBase64 } from "../../support/upstream/images.ts";
import { startWorker } from "../../../jobs/worker.ts";
import type { Whale } from "./seed.ts";

const CREDITS = 1_000_000;
const READY = 6;

/** What operations are called with. The owner is an admin, and the account with the long history. */
export interface World {
  app: App;
  owner: AccountClient;
  whale: Whale;
  /** A key of the owner for each API. */
  keys: Record<DialectName, string>;
  /** Ids of finished generations of the owner, with input images. */
  finished: string[];
  image: Buffer<ArrayBuffer>;
}

/** Creates the owner with keys, an endpoint and finished generations. */
export async function createWorld(app: App): Promise<World> {
  const owner = await signUpAdmin(app);
  const { accountId } = owner;
  await credits.createGrant(app.ctx, { accountId, credits: CREDITS, source: "purchase" });
  await app.ctx.db.query("update accounts set plan_id = 'max' where id = $1", [accountId]);
  const keys = {} as Record<DialectName, string>;
  let keyId = "";
  for (const dialect of ["hub", "plus", "art", "openai"] as const) {
    const created = await createKeyOf(app, accountId, dialect);
    keys[dialect] = created.key;
    if (dialect === "hub") keyId = created.id;
  }
  const drawing = { width: 512, height: 512, format: "png", index: 1 } as const;
  const image = Buffer.from(await renderBase64(drawing), "base64");
  const endpointId = await createEndpoint(owner);
  const world = { app, owner, keys, finished: [], image, whale: { accountId, keyId, endpointId } };
  return { ...world, finished: await createFinished(world) };
}

/** Creates a key of an account. */
export function createKeyOf(app: App, accountId: string, dialect: DialectName = "hub") {
  return createKey(app.ctx, {
    ...{ accountId, dialect, prefix: prefixes[dialect] },
    scopes: ["read", "generate", "manage"],
  });
}

/** Registers a webhook endpoint that cannot be reached. */
export async function createEndpoint(client: AccountClient): Promise<string> {
  const json = {
    url: `http://127.0.0.1:9/${crypto.randomUUID()}`,
    events: ["generation.succeeded"],
  };
  const reply = await client.call("/api/account/webhooks", { json });
  return readId(reply);
}

/** Creates a generation that stays queued until a worker starts. */
export async function createQueued({ app, keys }: World, form?: FormData): Promise<string> {
  const json = { model: "gpt-image-2", prompt: "a hill", async: true };
  const reply = await fetch(`${app.url}/api/v1/images/generations`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${keys.hub}`,
      ...(!form && { "content-type": "application/json" }),
    },
    body: form ?? JSON.stringify(json),
  });
  return readId(reply);
}

/** Uploads an image through the Image Plus API and returns its key. */
export async function createUpload({ app, keys, image }: World): Promise<string> {
  const call = (path: string, init: RequestInit = {}) => {
    const headers = { ...init.headers, authorization: `Bearer ${keys.plus}` };
    return fetch(`${app.url}${path}`, { ...init, headers });
  };
  const customer = { accountId: "", email: "", keyId: "", key: keys.plus, call };
  return (await uploadFile(customer, image)).key;
}

/** Signs up an account that an operation may change or close. */
export function createVictim(app: App): Promise<AccountClient> {
  return signUp(app);
}

/** Runs what is queued: generations and webhook deliveries. */
export async function runWorker({ app, owner }: World): Promise<void> {
  const worker = await startWorker(app.ctx, app.databaseUrl);
  const isIdle = async () => {
    const { rowCount } = await app.ctx.db.query(
      `select 1 from generations where account_id = $1 and finished_at is null limit 1`,
      [owner.accountId],
    );
    return rowCount === 0;
  };
  await eventually(isIdle, { timeoutMs: 120_000, message: "The generations did not finish" });
  await worker.stop();
}

async function createFinished(world: World): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < READY) {
    const form = new FormData();
    form.append("model", "gpt-image-2");
    form.append("prompt", "a hill");
    form.append("async", "true");
    form.append("reference_image", new Blob([world.image]), "reference.png");
    ids.push(await createQueued(world, form));
  }
  await runWorker(world);
  return ids;
}

async function readId(reply: Response): Promise<string> {
  // Every create answers with an id.
  const { id } = (await reply.json()) as { id?: string };
  if (id === undefined) throw new Error(`A create was answered with ${reply.status}.`);
  return id;
}
