import document from "../../../../generated/openai/openapi.json";
import type { components } from "../../../../generated/openai/server.ts";
import type { Context } from "../../../app/context.ts";
import {
  type BatchWork,
  findLineGenerations,
  type LineChange,
} from "../../../core/generations/request-batches.ts";
import { AppError, type ErrorCode } from "../../../foundation/errors.ts";
import { readOperations } from "../../../openapi/validators.ts";
import { invalidFields } from "../../../openapi/validation-error.ts";
import { getOfferedModel } from "../find-model.ts";
import { isUrlWanted } from "../images.ts";
import { toModelId } from "../mapping.ts";
import {
  type CreateCall,
  type EditCall,
  submitCreate,
  submitEditRequest,
} from "../submit-images.ts";
import { toFailedChange } from "./failed-change.ts";
import { type InputLine, parseEnvelope, parseLine } from "./input-lines.ts";

type Schemas = components["schemas"];

/** The operation of each endpoint. */
const ROUTES = {
  "/v1/images/generations": "createImage",
  "/v1/images/edits": "editImage",
} as const;

// Reasons to submit a line again later.
const TEMPORARY = new Set<ErrorCode>(["concurrency_limited", "unavailable", "rate_limited"]);
// A generation that waits longer fails, so that recovery and cleanup can rely on its end.
const MAX_QUEUE_SECONDS = 12 * 3_600;
const MIN_QUEUE_SECONDS = 3_601;

/**
 * Submits the request of a line and returns its new state. The idempotency key of the line makes a
 * repetition, after a crash, return the same generation. Returns undefined if the line has to be submitted
 * again later.
 */
export async function submitLine(
  ctx: Context,
  batch: BatchWork,
  input: InputLine,
): Promise<LineChange | undefined> {
  const { line } = input;
  const id = { batchId: batch.id, line, customId: parseEnvelope(input).customId };
  try {
    const { body } = parseLine(input);
    return { line, state: "accepted", ...(await submitBody(ctx, batch, { line, body })) };
  } catch (error) {
    if (isTemporary(error)) return undefined;
    if (error instanceof AppError) return toFailedChange(id, error);
    ctx.log.error("batch_line_not_submitted", { batchId: batch.id, line, cause: error });
    return undefined;
  }
}

function isTemporary(error: unknown): boolean {
  return error instanceof AppError && TEMPORARY.has(error.code);
}

/** Returns the idempotency key of a line. */
export function toLineKey(batchId: string, line: number): string {
  return `batch/${batchId}/${line}`;
}

/** Returns the operation of a batch. A batch is created only with these endpoints. */
export function toRoute(endpoint: string): "createImage" | "editImage" {
  return endpoint === "/v1/images/edits" ? ROUTES[endpoint] : ROUTES["/v1/images/generations"];
}

async function submitBody(
  ctx: Context,
  batch: BatchWork,
  { line, body }: { line: number; body: unknown },
): Promise<{ generationId: string; returnsUrls: boolean }> {
  const route = toRoute(batch.endpoint);
  const checked = checkBody(route, body);
  if (checked.stream) throw invalidFields(["stream"], "is not possible in a batch");
  const call = { ...toCallParts(ctx, batch, line), body: checked };
  const returnsUrls = isUrlWanted(checked);
  try {
    const model = await getOfferedModel(ctx, toModelId(checked));
    // Each body was validated against the schema of its route.
    const { generationId } =
      route === "createImage"
        ? await submitCreate(call as CreateCall, model)
        : await submitEditRequest(call as EditCall, model);
    return { generationId, returnsUrls };
  } catch (error) {
    const generationId = isTemporary(error) ? undefined : await findAccepted(ctx, batch, line);
    if (generationId === undefined) throw error;
    return { generationId, returnsUrls };
  }
}

/**
 * Returns the generation of a line that was accepted before, without a record because its worker died. It is
 * paid for, also if an operator has since disabled its model or refuses its prompt.
 */
async function findAccepted(
  ctx: Context,
  { id, accountId, endpoint }: BatchWork,
  line: number,
): Promise<string | undefined> {
  const key = toLineKey(id, line);
  const wanted = { accountId, route: toRoute(endpoint), keys: [key] };
  return (await findLineGenerations(ctx, wanted)).get(key);
}

function checkBody(
  route: "createImage" | "editImage",
  body: unknown,
): Schemas["CreateImageRequest"] | Schemas["EditImageRequest"] {
  const found = readOperations(document).find(({ operation }) => operation.id === route);
  if (found?.check.json === undefined) throw new Error(`${route} has no JSON body.`);
  // The document is the source of these types.
  return found.check.json(body) as Schemas["CreateImageRequest"];
}

/** Returns what a request of the customer would have, without a client that waits. */
function toCallParts(ctx: Context, batch: BatchWork, line: number) {
  const { id, accountId, keyId, runningLimit, secondsLeft } = batch;
  const headers = {
    "content-type": "application/json",
    "idempotency-key": toLineKey(id, line),
    prefer: "wait=0",
  };
  return {
    ctx,
    caller: {
      ...{ accountId, keyId, rate: undefined, scopes: [], jsonKeepAlive: false },
      // The rest is left for requests that the customer sends itself.
      runningLimit: runningLimit === null ? undefined : toBatchLimit(runningLimit),
    },
    request: new Request("http://batch.invalid/", { method: "POST", headers }),
    requestId: `${id}/${line}`,
    signal: ctx.closing,
    setHeader: () => undefined,
    releaseBody: () => undefined,
    queueSeconds: Math.max(MIN_QUEUE_SECONDS, Math.min(MAX_QUEUE_SECONDS, secondsLeft)),
  };
}

/** Returns how many generations of a key a batch may have unfinished at the same time. */
export function toBatchLimit(runningLimit: number): number {
  return Math.max(1, Math.floor(runningLimit / 2));
}
