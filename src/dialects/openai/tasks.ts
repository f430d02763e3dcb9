import type { components, operations } from "../../../generated/openai/server.ts";
import type { Call } from "../../openapi/handlers.ts";
import type { Context } from "../../app/context.ts";
import type { Accepted } from "../../core/generations/accept.ts";
import { type Generation, isFinished, loadGeneration } from "../../core/generations/find.ts";
import type { Caller } from "../../core/accounts/key-authentication.ts";
import { readThroughOutage } from "../../core/generations/unconfirmed-create.ts";
import { invalidFields } from "../../openapi/validation-error.ts";
import { toFailureError } from "../failure.ts";
import { toError } from "./errors.ts";
import { toResponse, toUnixSeconds } from "./images.ts";

type Schemas = components["schemas"];
type OpenaiCall<Name extends keyof operations> = Call<operations[Name], Caller>;
/** The parts of a call that all operations that create tasks share. */
type TaskCall = Pick<
  OpenaiCall<"createImage">,
  "ctx" | "caller" | "signal" | "setHeader" | "request"
> & { body: { stream?: boolean | null } };

const OBJECT = "image.generation.task";
// Shown while a task runs, because providers report no progress.
const HALF = 50;

// When clients poll first.
const POLL_AFTER_SECONDS = 3;

/** Submits a request and returns its task, as it was accepted. Throws `invalid_request` for a stream. */
export async function submitTask(
  call: TaskCall,
  submit: () => Promise<Accepted>,
): Promise<Schemas["CreatedImageTask"]> {
  const { ctx, caller, signal } = call;
  if (call.body.stream) throw invalidFields(["stream"], "cannot be combined with async");
  const { generationId: id, replayed, createdAt } = await submit();
  call.setHeader("x-generation-id", id);
  if (!replayed) return toCreated(ctx, { id, createdAt, status: "queued" });
  call.setHeader("idempotent-replayed", "true");
  const load = () => loadGeneration(ctx, caller.accountId, id);
  return toCreated(ctx, await readThroughOutage(ctx, { id, signal }, load));
}

/** Returns the headers of a response with a new task. */
export function toTaskHeaders({ poll_url }: Schemas["CreatedImageTask"]): Record<string, string> {
  return { location: poll_url, "retry-after": String(POLL_AFTER_SECONDS) };
}

/** The handlers that read tasks. */
export const taskHandlers = { getImageTask, getTask };

async function getImageTask(call: OpenaiCall<"getImageTask">) {
  const { ctx, caller, params } = call;
  const generation = await loadGeneration(ctx, caller.accountId, params.task_id);
  return call.reply(200, await toImageTask(ctx, generation));
}

async function getTask(call: OpenaiCall<"getTask">) {
  const { ctx, caller, params } = call;
  const generation = await loadGeneration(ctx, caller.accountId, params.task_id);
  return call.reply(200, { code: 200, data: toEnveloped(ctx, generation) });
}

function toCreated(
  ctx: Context,
  { id, createdAt, status }: Pick<Generation, "id" | "createdAt" | "status">,
): Schemas["CreatedImageTask"] {
  return {
    id,
    task_id: id,
    object: OBJECT,
    status: toStatus(status),
    created_at: toUnixSeconds(createdAt),
    poll_url: `${ctx.publicUrl()}/v1/images/tasks/${id}`,
    code: 200,
    data: [{ status: "submitted", task_id: id }],
  };
}

async function toImageTask(ctx: Context, generation: Generation): Promise<Schemas["ImageTask"]> {
  const { id, model, status, createdAt, images } = generation;
  const [first] = images;
  return {
    id,
    task_id: id,
    object: OBJECT,
    model,
    status: toStatus(status),
    created_at: toUnixSeconds(createdAt),
    completed_at: toEnd(generation),
    image_url: first && ctx.storage.imageUrl(first.storageKey),
    result: status === "succeeded" ? await toResult(ctx, generation) : undefined,
    error: toTaskError(generation),
  };
}

/** Returns the response of a synchronous request, with URLs also if base64 was requested. */
async function toResult(ctx: Context, generation: Generation): Promise<Schemas["ImagesResponse"]> {
  const { options, images, endUser: safety_identifier } = generation;
  const response_format = options.responseFormat ?? "url";
  const result = await toResponse(ctx, generation, {
    ...{ model: null, response_format, safety_identifier },
  });
  const urls = images.map(({ storageKey }) => ctx.storage.imageUrl(storageKey));
  return { ...result, data: result.data.map((each, index) => ({ ...each, url: urls[index] })) };
}

const ENVELOPED = {
  queued: { status: "pending", progress: 0 },
  running: { status: "processing", progress: HALF },
  succeeded: { status: "completed", progress: 100 },
  failed: { status: "failed", progress: 100 },
  blocked: { status: "failed", progress: 100 },
  canceled: { status: "cancelled", progress: 100 },
} as const satisfies Record<Generation["status"], object>;

function toEnveloped(ctx: Context, generation: Generation): Schemas["EnvelopedTask"] {
  const { id, status, createdAt, images } = generation;
  const created = toUnixSeconds(createdAt);
  const completed = toEnd(generation);
  return {
    id,
    ...ENVELOPED[status],
    created,
    completed,
    actual_time: completed === undefined ? undefined : completed - created,
    result:
      status === "succeeded"
        ? { images: images.map(({ storageKey }) => ({ url: [ctx.storage.imageUrl(storageKey)] })) }
        : undefined,
    error: toTaskError(generation),
  };
}

function toStatus(status: Generation["status"]): Schemas["ImageTaskStatus"] {
  if (!isFinished({ status })) return "processing";
  return status === "succeeded" ? "completed" : "failed";
}

function toEnd({ finishedAt }: Generation): number | undefined {
  return finishedAt === null ? undefined : toUnixSeconds(finishedAt);
}

function toTaskError(generation: Generation): Schemas["ErrorBody"] | undefined {
  const { status } = generation;
  if (!isFinished(generation) || status === "succeeded") return undefined;
  return toError(toFailureError(generation)).error;
}
