import { HEARTBEAT } from "../../http/server-sent-events.ts";
import { acquireWaitSlot } from "../../http/wait-limit.ts";
import { toStream } from "../../http/stream.ts";
import type { Context } from "../../app/context.ts";
import { watchProgress } from "../../core/generations/progress.ts";
import { getGenerationDetails } from "../../core/generations/list.ts";
import { isActive } from "../../core/accounts/keys.ts";
import { isLive } from "../../core/accounts/live-session.ts";
import type { AccountCaller } from "./call.ts";
import { toGenerationResponse } from "./generation-mapping.ts";

// EventSource reconnects automatically.
const MAX_STREAM_MS = 15 * 60_000;
// Queue positions change without a notification, so they are polled.
const POLL_MS = 1_000;
// Proxies close connections without traffic for 30 s.
const HEARTBEAT_POLLS = 10;

/** The generation and the client of an event stream. */
interface Watch {
  ctx: Context;
  id: string;
  caller: AccountCaller;
  /** Aborts when the client goes away. */
  signal: AbortSignal;
}

/**
 * Streams a generation: its state now, each change, and its final state. Ends early with the session or key.
 * Throws `concurrency_limited` if the account has too many streams.
 */
export function streamGenerationEvents(watch: Omit<Watch, "signal">): ReadableStream<Uint8Array> {
  const releaseSlot = acquireWaitSlot(watch.caller.accountId);
  const disconnected = new AbortController();
  const end = () => {
    disconnected.abort();
    releaseSlot();
  };
  return toStream(toEvents({ ...watch, signal: disconnected.signal }, end), end);
}

async function* toEvents(watch: Watch, end: () => void): AsyncGenerator<Uint8Array> {
  const { ctx, signal } = watch;
  let unchangedPolls = 0;
  try {
    let last = await readGeneration(watch);
    yield toServerSentEvent(last.json);
    if (last.isFinished) return;
    const { id, caller } = watch;
    const watched = { id, accountId: caller.accountId };
    for await (const _event of watchProgress(ctx, watched, toWatchOptions(signal))) {
      if (!(await isValid(ctx, caller))) return;
      const current = await readGeneration(watch);
      unchangedPolls = current.json === last.json ? unchangedPolls + 1 : 0;
      if (unchangedPolls === 0) yield toServerSentEvent(current.json);
      else if (unchangedPolls % HEARTBEAT_POLLS === 0) yield HEARTBEAT;
      // Later additions, such as placeholders, are not sent.
      if (current.isFinished) return;
      last = current;
    }
  } finally {
    end();
  }
}

function toServerSentEvent(json: string): Uint8Array {
  return Buffer.from(`event: generation\ndata: ${json}\n\n`);
}

function toWatchOptions(signal: AbortSignal) {
  return { waitMs: MAX_STREAM_MS, quietMs: POLL_MS, signal };
}

async function readGeneration({ ctx, id, caller: { accountId } }: Watch) {
  const row = await getGenerationDetails(ctx, accountId, id);
  const json = JSON.stringify(await toGenerationResponse(ctx, accountId, row));
  return { json, isFinished: row.finishedAt !== null };
}

/** Returns whether the session or the API key of the caller is still valid. */
async function isValid(ctx: Context, { sessionId, keyId }: AccountCaller): Promise<boolean> {
  if (keyId !== undefined) return isActive(ctx, keyId);
  return sessionId !== undefined && isLive(ctx, sessionId);
}
