import type { Context } from "../../app/context.ts";
import type { Db } from "../../database/db.ts";
import { AppError } from "../../foundation/errors.ts";
import { discoverServers, joinOpenRequests } from "./open-requests.ts";
import { recordInterruption, type Interruption } from "./record-interruption.ts";
import type { Submission } from "./submission.ts";

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

/** What this process does with the creates of one database. */
interface Pending {
  /** The creates that are being decided, by API key and content. */
  decisions: Map<string, Set<Decision>>;
  /** The interruptions that are being recorded, by API key. */
  recordings: Map<string, Set<Promise<void>>>;
}

const pendingByDb = new WeakMap<Db, Pending>();

function getPending({ shared }: Pick<Db, "shared">): Pending {
  const pending = pendingByDb.get(shared) ?? { decisions: new Map(), recordings: new Map() };
  pendingByDb.set(shared, pending);
  return pending;
}

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
 * of a connection before it reads the retry that follows; other processes are asked. Throws `unavailable` if
 * the client has disconnected before the decision: it would pay for a response that no one reads.
 */
export async function decideInOrder<Result>(
  ctx: Pick<Context, "db" | "log" | "closing">,
  { caller, fingerprint, signal, idempotencyKey }: Sender & { fingerprint: Buffer },
  decide: () => Promise<Result>,
): Promise<Result> {
  const { keyId } = caller;
  if (keyId === undefined || idempotencyKey !== undefined) return decide();
  const { db } = ctx;
  const { decisions } = getPending(db);
  const content = `${keyId} ${fingerprint.toString("base64")}`;
  const others = decisions.get(content) ?? new Set();
  const earlier = listEnded(others);
  const elsewhere = joinOpenRequests(ctx, { content, signal }, toSettle(db));
  if (elsewhere !== undefined) earlier.push(elsewhere);
  const result = decideAfter(db, { earlier, keyId, signal }, decide);
  const settled = result.then(
    () => settleInterruptions(db, keyId),
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

/**
 * Discovers the other servers, and lets them ask this one about its creates. Called before a server accepts
 * connections.
 */
export function watchOtherServers(ctx: Pick<Context, "db" | "log" | "closing">): void {
  discoverServers(ctx, toSettle(ctx.db));
}

function toSettle({ shared }: Pick<Db, "shared">): (content: string) => Promise<void> {
  return (content) => settleContent(shared, content);
}

async function decideAfter<Result>(
  db: Db,
  {
    earlier,
    keyId,
    signal,
  }: { earlier: Promise<unknown>[]; keyId: string; signal: AbortSignal | undefined },
  decide: () => Promise<Result>,
): Promise<Result> {
  if (earlier.length > 0) await Promise.all(earlier);
  await settleInterruptions(db, keyId);
  if (!signal?.aborted) return decide();
  throw new AppError("unavailable", "The client has disconnected. Nothing was accepted.");
}

/** Waits until this process has recorded the interruptions of creates with a content that it has noticed. */
async function settleContent(db: Db, content: string): Promise<void> {
  await Promise.all(listEnded(getPending(db).decisions.get(content) ?? new Set()));
  await settleInterruptions(db, content.slice(0, content.indexOf(" ")));
}

function listEnded(decisions: Set<Decision>): Promise<unknown>[] {
  return [...decisions].filter((each) => each.signal?.aborted).map(({ done }) => done);
}

/** Waits until this process has recorded the interruptions that it has noticed for an API key. */
export async function settleInterruptions(db: Db, keyId: string | undefined): Promise<void> {
  const own = keyId === undefined ? undefined : getPending(db).recordings.get(keyId);
  if (own !== undefined) await Promise.all(own);
}

// Requests wait for the first attempt only.
function startRecording(ctx: Context, keyId: string, pending: PendingResponse): void {
  const { caller, generationId, fingerprint, isRetry } = pending;
  const { recordings } = getPending(ctx.db);
  const interruption: Interruption = {
    ...{ id: crypto.randomUUID(), accountId: caller.accountId, keyId, generationId, fingerprint },
    marksRetries: isRetry !== undefined,
  };
  const own = recordings.get(keyId) ?? new Set();
  const first = recordInterruption(ctx, interruption).then(() => {
    own.delete(first);
    if (own.size === 0 && recordings.get(keyId) === own) recordings.delete(keyId);
  });
  recordings.set(keyId, own.add(first));
}
