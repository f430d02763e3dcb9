import * as queries from "../../../generated/queries/acceptance.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import type { Submission } from "./submission.ts";
import { isUnavailable } from "./unconfirmed-create.ts";

type Sender = Pick<Submission, "caller" | "idempotencyKey" | "isRetry" | "signal">;

/** A create whose response is being prepared or written. */
interface PendingResponse extends Sender {
  generationId: string;
  fingerprint: Buffer;
}

/** A create that is being decided. */
interface Decision {
  signal: AbortSignal | undefined;
  /** Resolves when it was decided and its interruption, if any, is recorded. */
  done: Promise<unknown>;
}

const PAUSE_MS = 500;

// The creates that this process is deciding, by API key and content.
const decisions = new Map<string, Set<Decision>>();
// The interruptions that this process is recording, by API key.
const recordings = new Map<string, Set<Promise<void>>>();

/**
 * Records it if the connection of a create is closed before its response has been written. An equal request
 * of the same API key then takes over the generation, once. A request with an idempotency key finds its
 * generation by that. The signal of a request aborts only before the last byte of its response has been
 * passed to the operating system; what is lost later cannot be noticed.
 */
export function watchResponse(ctx: Context, pending: PendingResponse): void {
  const { caller, idempotencyKey, signal } = pending;
  const { keyId } = caller;
  if (signal === undefined || keyId === undefined || idempotencyKey !== undefined) return;
  const onAbort = () => startRecording(ctx, keyId, pending);
  if (signal.aborted) return onAbort();
  signal.addEventListener("abort", onAbort, { once: true });
}

/**
 * Decides on a create of an API key after the earlier ones with equal content whose connections have ended,
 * and after their interruptions are recorded: it may be the retry of one of them. The server notices the end
 * of a connection before it reads the retry that follows. Throws `unavailable` if the client has
 * disconnected before the decision: it would pay for a response that no one reads.
 */
export async function decideInOrder<Result>(
  { caller, fingerprint, signal, idempotencyKey }: Sender & { fingerprint: Buffer },
  decide: () => Promise<Result>,
): Promise<Result> {
  const { keyId } = caller;
  if (keyId === undefined || idempotencyKey !== undefined) return decide();
  const content = `${keyId} ${fingerprint.toString("base64")}`;
  const others = decisions.get(content) ?? new Set();
  const ended = [...others].filter((each) => each.signal?.aborted).map(({ done }) => done);
  const result = decideAfter(ended, { keyId, signal }, decide);
  const settled = result.then(
    () => settleInterruptions(keyId),
    () => undefined,
  );
  const own: Decision = { signal, done: settled };
  decisions.set(content, others.add(own));
  try {
    return await result;
  } finally {
    void settled.then(() => {
      others.delete(own);
      if (others.size === 0 && decisions.get(content) === others) decisions.delete(content);
    });
  }
}

async function decideAfter<Result>(
  ended: Promise<unknown>[],
  { keyId, signal }: { keyId: string; signal: AbortSignal | undefined },
  decide: () => Promise<Result>,
): Promise<Result> {
  if (ended.length > 0) await Promise.all(ended);
  await settleInterruptions(keyId);
  if (!signal?.aborted) return decide();
  throw new AppError("unavailable", "The client has disconnected. Nothing was accepted.");
}

/** Waits until this process has recorded the interruptions that it has noticed for an API key. */
export async function settleInterruptions(keyId: string | undefined): Promise<void> {
  const own = keyId === undefined ? undefined : recordings.get(keyId);
  if (own !== undefined) await Promise.all(own);
}

// Never rejects: see `tryRecord`. Requests wait for the first attempt only.
function startRecording(ctx: Context, keyId: string, pending: PendingResponse): void {
  const { caller, generationId, fingerprint, isRetry } = pending;
  const parameters = {
    ...{ id: crypto.randomUUID(), accountId: caller.accountId, keyId, generationId, fingerprint },
    marksRetries: isRetry !== undefined,
  };
  const own = recordings.get(keyId) ?? new Set();
  const first = tryRecord(ctx, parameters).then(async (isDone) => {
    own.delete(first);
    if (own.size === 0 && recordings.get(keyId) === own) recordings.delete(keyId);
    if (!isDone) void repeat(ctx, parameters);
  });
  recordings.set(keyId, own.add(first));
}

async function repeat(ctx: Context, parameters: queries.IRecordInterruptionParams): Promise<void> {
  do await Bun.sleep(PAUSE_MS);
  while (!(await tryRecord(ctx, parameters)));
}

/** Returns false if the statement can be repeated: the database recognizes the interruption by its id. */
async function tryRecord(
  ctx: Context,
  parameters: queries.IRecordInterruptionParams,
): Promise<boolean> {
  const { generationId, keyId } = parameters;
  try {
    await queries.recordInterruption.run(parameters, ctx.db.background);
    ctx.log.info("response_interrupted", { generationId, keyId });
    return true;
  } catch (cause) {
    if (isUnavailable(cause) && !ctx.closing.aborted) return false;
    ctx.log.error("response_interruption_not_recorded", { generationId, keyId, cause });
    return true;
  }
}
