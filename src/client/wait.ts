import { GenerationError } from "./errors.ts";
import type { CallOptions } from "./options.ts";
import { backoffMs, waitMs, readRetryAfterSeconds } from "./backoff.ts";

const FIRST_MS = 1_000;
// Enough to outlast a server that starts anew: what is waited for goes on meanwhile.
const MAX_RETRIES = 8;
const UNDER_WAY = new Set(["queued", "running", "pending", "processing"]);

/** How to wait. */
export interface WaitOptions<T> extends CallOptions {
  /** Hears of the generation each time it was looked at. */
  onProgress?: (generation: T) => void;
  /** How long to wait between two looks where the server does not say; 1 second, growing to 8. */
  everyMs?: number;
}

/** What is common to generations of every API. */
interface PollState {
  status: string;
  error?: string | { code: string; message: string } | null;
}

/** Looks at a generation until it has ended. Throws a `GenerationError` where it made no images. */
export async function waitFor<T extends PollState>(
  look: (options: CallOptions) => Promise<T>,
  { onProgress, everyMs, onReply, ...call }: WaitOptions<T> = {},
): Promise<T> {
  for (let looks = 0; ; looks += 1) {
    let headers = new Headers();
    const generation = await look({
      maxRetries: MAX_RETRIES,
      ...call,
      onReply(reply) {
        headers = reply.headers;
        onReply?.(reply);
      },
    });
    onProgress?.(generation);
    if (isFinished(generation)) return succeeded(generation, headers.get("x-request-id"));
    const askedSeconds = readRetryAfterSeconds(headers);
    const ownMs = everyMs ?? backoffMs(looks, FIRST_MS);
    await waitMs(askedSeconds === undefined ? ownMs : askedSeconds * 1000, call.signal);
  }
}

/** Whether nothing more will become of a generation. */
export function isFinished({ status }: PollState): boolean {
  return !UNDER_WAY.has(status);
}

/** A generation that has ended, if it made images. Throws a `GenerationError` otherwise. */
export function succeeded<T extends PollState>(generation: T, requestId: string | null = null): T {
  const { status, error } = generation;
  if (status === "succeeded") return generation;
  const fault = typeof error === "object" && error !== null ? error : undefined;
  const message = typeof error === "string" ? error : `The generation has ended as ${status}.`;
  throw new GenerationError(fault?.code ?? status, fault?.message ?? message, {
    generation,
    requestId: requestId ?? undefined,
    charged: false,
  });
}
