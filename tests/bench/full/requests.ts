/** What the requests of single operations need: a client, ids in the path, and a body. */
import * as credits from "../../../src/core/billing/grants.ts";
import { sendRequest } from "../../support/account-client.ts";
import type { Operation } from "../../../src/openapi/document.ts";
import { createEndpoint, createKeyOf, createQueued, createUpload, createVictim } from "./world.ts";
import type { World } from "./world.ts";

/** The body of a request. */
export interface Body {
  headers: Record<string, string>;
  content?: string | FormData;
}

/** The sender of a request. */
interface Client {
  headers: Record<string, string>;
  accountId: string;
}

type BodyTable = Record<string, object | ((world: World) => Promise<object | FormData>)>;

const PASSWORD = "correct horse battery";
/** Operations that end a session or an account. */
const ENDING = ["signOut", "revokeOtherSessions", "changePassword", "deleteAccount"];

/** Returns a client that may send a request of an operation. */
export async function chooseClient(
  { app, owner, keys, whale }: World,
  dialect: string,
  operation: Operation,
): Promise<Client> {
  if (dialect !== "account") {
    // The dispatcher accepts the key of each API.
    const key = keys[dialect as keyof typeof keys];
    return { headers: { authorization: `Bearer ${key}` }, accountId: whale.accountId };
  }
  // Signing in ends the session of the request.
  if (operation.isPublic) return { headers: {}, accountId: whale.accountId };
  const client = ENDING.includes(operation.id) ? await createVictim(app) : owner;
  return { headers: { cookie: client.cookie }, accountId: client.accountId };
}

const BATCH = { endpoint: "/v1/images/generations", completion_window: "24h" };

/** Bodies, or fields that differ from the example of the document. */
export const bodies: BodyTable = {
  "account.signUp": async () => ({
    email: `${crypto.randomUUID()}@example.com`,
    password: PASSWORD,
  }),
  "account.signIn": async ({ owner }) => ({ email: owner.email, password: PASSWORD }),
  "account.confirmPassword": { password: PASSWORD },
  "account.changePassword": { current_password: PASSWORD },
  "account.deleteAccount": { password: PASSWORD },
  "account.reportLeakedKey": async ({ app, whale }) => ({
    key: (await createKeyOf(app, whale.accountId)).key,
  }),
  "account.createWebhook": async () => ({
    url: `http://127.0.0.1:9/${crypto.randomUUID()}`,
    events: ["generation.succeeded"],
  }),
  "account.createGeneration": { size: "1024x1024" },
  "account.resendFailedDeliveries": async () => ({
    since: new Date(Date.now() - 3_600_000).toISOString(),
  }),
  "account.putModel": { providers: [{ provider: "demo", provider_model: "gpt-image-2" }] },
  "account.putPlan": { id: "bench" },
  "account.grantCredits": async () => ({ credits: 5, source: "purchase", reason: "Bought" }),
  "account.setSignUp": { open: true },
  "hub.createImage": { async: true },
  "plus.createGeneration": async (world) => ({
    prompt: "a hill",
    type: "edit",
    inputImageKeys: [await createUpload(world)],
  }),
  "openai.createImage": async () => ({ model: "gpt-image-2", prompt: "a hill" }),
  "openai.createBatch": async (world) => ({
    ...BATCH,
    input_file_id: await createFile(world, "batch"),
  }),
  "openai.createFile": async ({ image }) => {
    const form = new FormData();
    form.append("purpose", "vision");
    form.append("file", new Blob([Buffer.from(image)]), "image.png");
    return form;
  },
  "openai.createResponse": async () => ({
    input: "a hill",
    tools: [{ type: "image_generation" }],
  }),
  "openai.createImageTask": async () => ({ model: "gpt-image-2", prompt: "a hill" }),
  "openai.editImage": createEditForm,
  "openai.editImageTask": createEditForm,
};

async function createEditForm({ image }: World): Promise<FormData> {
  const form = new FormData();
  form.append("model", "gpt-image-2");
  form.append("prompt", "a hill");
  form.append("image", new Blob([Buffer.from(image)]), "image.png");
  return form;
}

/** Returns the values of the parameters in the path. Destructive operations get a resource of their own. */
export async function pathValues(
  world: World,
  operation: Operation,
  client: Client,
): Promise<Record<string, string>> {
  const { whale, app, owner } = world;
  const has = (name: string) => operation.path.includes(`{${name}}`);
  const generation = await chooseGeneration(world, operation.id);
  const isChange = operation.method !== "GET";
  const other = has("accountId") ? await createVictim(app) : undefined;
  return {
    ...{ generationId: generation, id: generation, task_id: generation },
    ...{ model: "gpt-image-2", position: "0", accountId: other?.accountId ?? client.accountId },
    keyId: has("keyId") ? (await createKeyOf(app, whale.accountId)).id : whale.keyId,
    webhookId:
      has("webhookId") && isChange && /delete|update/i.test(operation.id)
        ? await createEndpoint(owner)
        : whale.endpointId,
    deliveryId: has("deliveryId") ? await createDelivery(world) : "",
    grantId: has("grantId") ? await createGrant(world, other?.accountId ?? "") : "",
    imageId: has("imageId") ? await findImage(world, generation) : "",
    jobId: has("jobId") ? await createDeadJob(world) : "",
    sessionId: has("sessionId") ? await createSession(world) : "",
    after: `${operation.id === "listBatches" ? "batch_" : "file-"}${"f".repeat(32)}`,
    file_id: has("file_id") ? await createFile(world) : "",
    batch_id: has("batch_id") ? await createBatch(world) : "",
    response_id: has("response_id") ? await storeResponse(world, generation) : "",
  };
}

async function chooseGeneration(world: World, operationId: string): Promise<string> {
  const { app, finished } = world;
  if (/cancel/i.test(operationId)) return await createQueued(world);
  if (/requeue/i.test(operationId)) return await createStranded(world);
  const id = /delete/i.test(operationId) ? finished.pop() : finished[0];
  if (id === undefined) throw new Error(`${app.url} needs more finished generations.`);
  return id;
}

/** Creates a queued generation without a job. */
export async function createStranded(world: World): Promise<string> {
  const id = await createQueued(world);
  await world.app.ctx.db.query(
    "delete from graphile_worker._private_jobs where payload ->> 'generationId' = $1",
    [id],
  );
  return id;
}

/** Creates a job that has used up its attempts. */
export async function createDeadJob({ app }: World): Promise<string> {
  const key = crypto.randomUUID();
  await app.ctx.db.query(
    "select graphile_worker.add_job('notify', job_key => $1, max_attempts => 1)",
    [key],
  );
  await app.ctx.db.query(
    "update graphile_worker._private_jobs set attempts = max_attempts where key = $1",
    [key],
  );
  return findId(app, "select id::text from graphile_worker._private_jobs where key = $1", key);
}

async function createGrant({ app }: World, accountId: string): Promise<string> {
  await credits.createGrant(app.ctx, { accountId, credits: 9, source: "purchase" });
  return findId(app, "select id from credit_grants where account_id = $1", accountId);
}

/** Creates a delivery of the endpoint with the long history. */
export async function createDelivery({ app, owner, whale }: World): Promise<string> {
  const path = `/api/account/webhooks/${whale.endpointId}/test`;
  await owner.call(path, { json: { event: "generation.succeeded" } });
  const id = await findId(
    app,
    "select id from webhook_deliveries where endpoint_id = $1 order by created_at desc limit 1",
    whale.endpointId,
  );
  // Only a delivery that has ended is sent again.
  await app.ctx.db.query(
    `update webhook_deliveries
     set state = 'exhausted', next_attempt_at = null, ended_at = clock()
     where id = $1 and state = 'pending'`,
    [id],
  );
  return id;
}

async function createFile(
  { app, keys, image }: World,
  purpose: "vision" | "batch" = "vision",
): Promise<string> {
  const body = new FormData();
  body.append("purpose", purpose);
  body.append("file", new Blob([Buffer.from(image)]), "image.png");
  const headers = { authorization: `Bearer ${keys.openai}` };
  const reply = await fetch(`${app.url}/v1/files`, { method: "POST", headers, body });
  const { id } = await reply.json();
  return id;
}

async function createBatch(world: World): Promise<string> {
  const { app, keys } = world;
  const reply = await fetch(`${app.url}/v1/batches`, {
    method: "POST",
    headers: { authorization: `Bearer ${keys.openai}`, "content-type": "application/json" },
    body: JSON.stringify({ ...BATCH, input_file_id: await createFile(world, "batch") }),
  });
  const { id } = await reply.json();
  return id;
}

/** Makes a generation one whose response can be read. */
async function storeResponse({ app }: World, generationId: string): Promise<string> {
  const echo = { model: "gpt-image-2", metadata: {}, tool_choice: "auto", tools: [] };
  const response = { ...echo, background: true, action: "generate" };
  await app.ctx.db.query(
    "update generations set options = options || $2::text::jsonb where id = $1",
    [generationId, JSON.stringify({ response })],
  );
  return `resp_${generationId.replaceAll("-", "")}`;
}

function findImage({ app }: World, generationId: string): Promise<string> {
  return findId(app, "select id from images where generation_id = $1", generationId);
}

async function createSession({ app, owner }: World): Promise<string> {
  const json = { email: owner.email, password: PASSWORD };
  await sendRequest(app, "/api/auth/sign-in", { json });
  return findId(
    app,
    "select id from sessions where account_id = $1 order by created_at desc limit 1",
    owner.accountId,
  );
}

async function findId({ ctx }: World["app"], text: string, value: string): Promise<string> {
  const rows: { id: string }[] = (await ctx.db.query(text, [value])).rows;
  return rows[0]?.id ?? "";
}
