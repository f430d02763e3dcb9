import type { components } from "../../../generated/openai/server.ts";
import { HEARTBEAT } from "../../http/server-sent-events.ts";
import type { Context } from "../../app/context.ts";
import { type Generation, isFinished } from "../../core/generations/find.ts";
import { recordWait } from "../../core/generations/local-worker.ts";
import { watchProgress } from "../../core/generations/progress.ts";
import { readThroughOutage } from "../../core/generations/unconfirmed-create.ts";
import { isActive } from "../../core/accounts/keys.ts";
import { deletePreviews, type Preview } from "../../core/generations/previews.ts";
import { AppError, toInternalError } from "../../foundation/errors.ts";
import { toError } from "./errors.ts";
import { toPendingError } from "./outcome.ts";

/** The generation and the client of an event stream. */
export interface Watch {
  ctx: Context;
  id: string;
  accountId: string;
  /** The stream ends once this key can no longer be used. */
  keyId: string;
  /** When the request was accepted. */
  acceptedAt: Date;
  requestId: string;
  waitMs: number;
  /** Aborts when the client goes away. */
  signal: AbortSignal;
}

/** The bytes of some events. */
type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** Writes the events of an operation. Each function yields the bytes of complete events. */
interface EventWriter {
  begin(): Chunks;
  partial(partial: Preview, generation: Generation): Chunks;
  completed(generation: Generation): Chunks;
  /** The generation has finished without images. */
  failed(generation: Generation): Chunks;
  /** The stream ends, although the generation may continue. */
  error(body: components["schemas"]["Error"]): Chunks;
}

// Proxies close connections without traffic for 30 s.
const QUIET_MS = 10_000;
const KEY_ENDED = "The API key has expired or was revoked while the stream was open.";

/** Yields the events of a generation: previews, then its end, or an error. */
export async function* writeEvents(watch: Watch, writer: EventWriter): AsyncGenerator<Uint8Array> {
  const { ctx, requestId } = watch;
  // Some clients and proxies forward nothing, not even headers, before the first byte of the body.
  yield HEARTBEAT;
  try {
    yield* writer.begin();
    yield* writeProgress(watch, writer);
  } catch (cause) {
    if (!(cause instanceof AppError)) ctx.log.error("stream_failed", { requestId, cause });
    yield* writer.error(
      cause instanceof AppError ? toError(cause) : toError(toInternalError(cause)),
    );
  }
}

async function* writeProgress(watch: Watch, writer: EventWriter): AsyncGenerator<Uint8Array> {
  const { ctx, id, accountId, keyId, waitMs, signal } = watch;
  using _wait = recordWait(ctx, watch);
  const sentPreviews: Preview[] = [];
  for await (const news of watchProgress(ctx, watch, { waitMs, signal, quietMs: QUIET_MS })) {
    const isUsable = await readThroughOutage(ctx, watch, () => isActive(ctx, keyId));
    if (!isUsable) throw new AppError("invalid_key", KEY_ENDED);
    if (news.kind === "quiet") yield HEARTBEAT;
    else if (news.kind === "partial") {
      sentPreviews.push(news.partial);
      yield* writer.partial(news.partial, news.generation);
    } else if (!isFinished(news.generation)) {
      yield* writer.error(toPendingError(id));
    } else if (news.generation.status !== "succeeded") {
      yield* writer.failed(news.generation);
    } else {
      yield* writer.completed(news.generation);
      // Those that remain are removed by the cleanup. An error event would follow the result.
      await deletePreviews(ctx, sentPreviews).catch((cause: unknown) =>
        ctx.log.warn("previews_not_deleted", { generationId: id, cause }),
      );
    }
  }
  ctx.log.debug("stream_ended", { generationId: id, accountId, partials: sentPreviews.length });
}
