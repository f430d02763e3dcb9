import { HEARTBEAT } from "../../http/server-sent-events.ts";
import { acquireWaitSlot } from "../../http/wait-limit.ts";
import { toStream } from "../../http/stream.ts";
import type { Context } from "../../app/context.ts";
import { watchProgress } from "../../core/generations/progress.ts";
import { getGenerationDetails } from "../../core/generations/list.ts";
import { isLive } from "../../core/accounts/live-session.ts";
import type { SignedIn } from "../../core/accounts/sessions.ts";
import { toGenerationResponse } from "./generation-mapping.ts";

// A browser that is cut off comes back by itself.
const LONGEST_MS = 15 * 60_000;
// Nothing tells that a place in the queue has moved up: one has to look.
const LOOK_MS = 1_000;
// Proxies cut connections that are quiet for half a minute.
const QUIET_LOOKS = 10;

/** Who watches what, until when. */
interface Watch {
  ctx: Context;
  id: string;
  caller: SignedIn;
  /** Aborts when the client goes away. */
  signal: AbortSignal;
}

/**
 * Tells a generation at once, whenever it has changed, and for the last time when it has ended. Ends
 * early with the session it was asked for in.
 * Throws `concurrency_limited` where the account watches too many.
 */
export function streamGenerationEvents({ signal, ...what }: Watch): ReadableStream<Uint8Array> {
  const leave = acquireWaitSlot(what.caller.accountId);
  const gone = new AbortController();
  const end = () => {
    gone.abort();
    leave();
  };
  // One that leaves before the first byte is sent is heard of here only.
  signal.addEventListener("abort", end, { once: true });
  return toStream(events({ ...what, signal: gone.signal }, end), end);
}

async function* events(watching: Watch, end: () => void): AsyncGenerator<Uint8Array> {
  const { ctx, signal } = watching;
  let looks = 0;
  try {
    let told = await writeEvent(watching);
    yield toServerSentEvent(told.json);
    if (told.hasEnded) return;
    const { id, caller } = watching;
    const watched = { id, accountId: caller.accountId };
    for await (const _news of watchProgress(ctx, watched, pace(signal))) {
      if (!(await isLive(ctx, caller.sessionId))) return;
      const now = await writeEvent(watching);
      looks = now.json === told.json ? looks + 1 : 0;
      if (looks === 0) yield toServerSentEvent(now.json);
      else if (looks % QUIET_LOOKS === 0) yield HEARTBEAT;
      // What is added later, such as placeholders, is no news.
      if (now.hasEnded) return;
      told = now;
    }
  } finally {
    end();
  }
}

function toServerSentEvent(json: string): Uint8Array {
  return Buffer.from(`event: generation\ndata: ${json}\n\n`);
}

function pace(signal: AbortSignal) {
  return { waitMs: LONGEST_MS, quietMs: LOOK_MS, signal };
}

async function writeEvent({ ctx, id, caller: { accountId } }: Watch) {
  const row = await getGenerationDetails(ctx, accountId, id);
  const json = JSON.stringify(await toGenerationResponse(ctx, accountId, row));
  return { json, hasEnded: row.finishedAt !== null };
}
