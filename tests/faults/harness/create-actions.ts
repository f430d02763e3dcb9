import { setTimeout } from "node:timers/promises";
import {
  findErrorCode,
  renderInput,
  send,
  toCreateRequest,
  toPollKey,
  toPollPath,
} from "./client.ts";
import { DIALECTS } from "./customers.ts";
import type { ClientAnswer, CreateOperation, HarnessDialect } from "./operations.ts";
import type { Client } from "./workload.ts";

// A client repeats a create that it has sent with an Idempotency-Key until it is answered.
const MOST_REPEATS = 12;
// What the prompts of some creates have the provider do.
const MISBEHAVIOR = [
  "[busy-once]",
  "#up:429:1",
  "#up:500",
  "#up:moderation",
  "#up:hang",
  "#up:reset",
  "#up:close-body",
  "#up:truncated",
  "#up:not-an-image",
  "#up:html",
  "#up:drip",
] as const;
const FINAL_STATES = new Set([
  "succeeded",
  "completed",
  "failed",
  "blocked",
  "canceled",
  "cancelled",
]);

/** Creates a generation as a customer does, and repeats it with its key until it is answered. */
export async function create(client: Client): Promise<void> {
  const { random } = client;
  const dialect = random.pick<HarnessDialect>(["hub", "hub", ...DIALECTS]);
  const isSync = dialect === "openai" || (dialect === "hub" && random.happens(0.4));
  const hasInputs = (dialect === "hub" || dialect === "openai") && random.happens(0.15);
  const operation = openRandomCreate(client, {
    dialect,
    isSync,
    inputs: hasInputs ? random.integer(1, 2) : 0,
  });
  await sendUntilAnswered(client, operation);
}

/** Uploads an image and edits it, through the API that has uploads. */
export async function createFromUpload(client: Client): Promise<void> {
  const { platform, random } = client;
  const operation = openRandomCreate(client, { dialect: "plus", isSync: false, inputs: 1 });
  const bytes = await renderInput(random.integer(0, 7));
  const headers = { authorization: `Bearer ${operation.account.keys.plus}` };
  const signed = await send(platform.journal, {
    method: "POST",
    url: `${await client.findServer()}/api/v1/upload`,
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ filename: "in.png", contentType: "image/png", size: bytes.size }),
  });
  if (!isExpected(client, signed, { status: 200, about: "upload" })) return;
  // The declared response of this operation.
  const upload = JSON.parse(signed.body) as {
    url: string;
    key: string;
    headers: Record<string, string>;
  };
  const put = await fetch(upload.url, {
    method: "PUT",
    headers: upload.headers,
    body: bytes,
  }).catch(() => undefined);
  if (put?.ok !== true) return;
  client.model.acknowledge("upload");
  await sendUntilAnswered(client, operation, upload.key);
}

/** What distinguishes a create. */
interface WantedCreate extends Pick<CreateOperation, "dialect"> {
  isSync?: boolean;
  inputs?: number;
  /** Added to the prompt. */
  words?: string;
}

function openRandomCreate(client: Client, wanted: WantedCreate): CreateOperation {
  const { random } = client;
  const words = random.happens(0.1) ? random.pick(MISBEHAVIOR) : "";
  const n = random.happens(0.2) ? 2 : 1;
  const operation = openCreate(client, { words, ...wanted });
  return Object.assign(operation, { n, ...(random.happens(0.3) && { idempotencyKey: undefined }) });
}

/** Adds a create with an Idempotency-Key to the model, which is not sent yet. */
export function openCreate(
  { model, platform, random }: Pick<Client, "model" | "platform" | "random">,
  { dialect, isSync = false, inputs = 0, words = "" }: WantedCreate,
): CreateOperation {
  const tag = `[op-${model.creates.length + 1}]`;
  const operation: CreateOperation = {
    ...{ tag, dialect, isSync, inputs, n: 1, prompt: `a boat ${tag} ${words}`.trim() },
    account: random.pick(platform.customers.accounts),
    idempotencyKey: `key-${tag.slice(1, -1)}`,
    answers: [],
    acknowledged: new Set(),
    cancelRequested: false,
  };
  model.creates.push(operation);
  return operation;
}

/** Sends a create, and repeats it if it has an Idempotency-Key until it is answered. */
export async function sendUntilAnswered(
  client: Client,
  operation: CreateOperation,
  uploadKey?: string,
): Promise<void> {
  const { random } = client;
  await sendCreate(client, operation, uploadKey);
  if (operation.idempotencyKey === undefined) return;
  const isAnswered = () => ![0, 503].includes(operation.answers.at(-1)?.status ?? 0);
  for (let repeats = 0; repeats < MOST_REPEATS && !isAnswered(); repeats++) {
    await setTimeout(random.integer(200, 2_500));
    await sendCreate(client, operation, uploadKey);
  }
  if (random.happens(0.25)) await sendCreate(client, operation, uploadKey);
}

async function sendCreate(
  client: Client,
  operation: CreateOperation,
  uploadKey?: string,
): Promise<void> {
  const { journal } = client.platform;
  const request = await toCreateRequest(await client.findServer(), operation, uploadKey);
  const answer = await send(journal, request);
  operation.answers.push(answer);
  answer.code = findErrorCode(answer.body);
  if (answer.status === 200 || answer.status === 202) acknowledge(client, operation, answer);
  else judgeRejection(client, operation, answer);
}

function acknowledge(client: Client, operation: CreateOperation, answer: ClientAnswer): void {
  const { generationId, body } = answer;
  const isFirst = operation.acknowledged.size === 0;
  if (generationId === undefined) {
    client.platform.journal.violate("response", `${operation.tag} without an id: ${body}`);
    return;
  }
  operation.acknowledged.add(generationId);
  if (isFirst) client.model.acknowledge(`create ${operation.dialect}`);
  if (answer.status !== 200) return;
  // Declared members of the responses of the two APIs with synchronous creates.
  const { images, data } = JSON.parse(body) as { images?: unknown[]; data?: unknown[] };
  answer.images = (images ?? data ?? []).length;
}

/** A generation that fails while its client waits is an answer too. */
function judgeRejection(client: Client, operation: CreateOperation, answer: ClientAnswer): void {
  const { status, code = "", body } = answer;
  const isOutage = status === 0 || status === 503;
  const isFailure = status === 500 && /^generation_?failed$/i.test(code) && operation.isSync;
  const isPending = status === 504 && code === "generation_timeout";
  const isBlocked = code === "contentBlocked" || code === "moderation_blocked";
  if (isOutage || isFailure || isPending || isBlocked) return;
  client.platform.journal.violate("response", `${operation.tag} ${status} ${body.slice(0, 300)}`);
}

/** Polls an acknowledged create. */
export async function poll(
  client: Client,
  operation: CreateOperation,
): Promise<string | undefined> {
  const { journal } = client.platform;
  const [id = ""] = operation.acknowledged;
  const url = (await client.findServer()) + toPollPath(operation.dialect, id);
  const headers = { authorization: `Bearer ${toPollKey(operation)}` };
  const answer = await send(journal, { url, headers });
  if (!isExpected(client, answer, { status: 200, about: `poll of ${operation.tag} ${id}` }))
    return undefined;
  client.model.acknowledge("poll");
  // Every API has a field of this name.
  const { status: state } = JSON.parse(answer.body) as { status: string };
  const before = operation.finalState;
  if (before !== undefined && before !== state)
    journal.violate("state", `${operation.tag} ${id} changed from ${before} to ${state}`);
  if (FINAL_STATES.has(state)) operation.finalState = state;
  return state;
}

/** Cancels an acknowledged create in any state. */
export async function cancelCreate(client: Client, operation: CreateOperation): Promise<void> {
  const [id = ""] = operation.acknowledged;
  const url = `${await client.findServer()}${toPollPath(operation.dialect, id)}/cancel`;
  const headers = { authorization: `Bearer ${toPollKey(operation)}` };
  operation.cancelRequested = true;
  const answer = await send(client.platform.journal, { method: "POST", url, headers });
  const about = `cancel of ${operation.tag} ${id}`;
  if (isExpected(client, answer, { status: 200, about })) client.model.acknowledge("cancel");
}

/** Returns whether an answer has this status. Any other one than an outage is a violation. */
export function isExpected(
  { platform }: Client,
  answer: ClientAnswer,
  expected: { status: number; about: string },
): boolean {
  if (answer.status === expected.status) return true;
  if (answer.status !== 0 && answer.status !== 503) {
    const { journal } = platform;
    journal.violate("response", `${expected.about}: ${answer.status} ${answer.body.slice(0, 300)}`);
  }
  return false;
}
