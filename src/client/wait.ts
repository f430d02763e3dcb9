import { backoffMs, waitMs } from "./backoff.ts";
import { GenerationError } from "./errors.ts";
import { createIdempotencyKey } from "./idempotency-key.ts";
import type { CallOptions, CreateOptions } from "./options.ts";
import { readRetryAfterSeconds } from "./retry-after.ts";

const FIRST_MS = 1_000;
// Enough for a restart of the server, during which the generation continues.
const MAX_RETRIES = 8;
const SUCCEEDED = new Set(["succeeded", "completed"]);
const UNFINISHED = new Set(["queued", "running", "pending", "processing"]);

/** Options for waiting. */
export interface WaitOptions<T> extends CallOptions {
  /** Called with the generation after each poll. */
  onProgress?: (generation: T) => void;
  /** The delay between polls in ms if the response has no `Retry-After`. Default: 1 s, growing to 8 s. */
  everyMs?: number;
}

/** The fields that generations of all APIs have. */
interface PollState {
  status: string;
  error?: string | { code: string; message: string } | null;
}

/** Polls a generation until it finishes. Throws a `GenerationError` if it produced no images. */
export async function waitFor<T extends PollState>(
  poll: (options: CallOptions) => Promise<T>,
  { onProgress, everyMs, onReply, ...call }: WaitOptions<T> = {},
): Promise<T> {
  for (let polls = 0; ; polls += 1) {
    let headers = new Headers();
    const generation = await poll({
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
    const ownMs = everyMs ?? backoffMs(polls, FIRST_MS);
    await waitMs(askedSeconds === undefined ? ownMs : askedSeconds * 1000, call);
  }
}

/** Options for creating a generation and waiting for it. */
export type CreateAndWaitOptions<T> = CreateOptions & WaitOptions<T>;

/** Creates a generation and waits for it. Throws a `GenerationError` if it produced no images. */
export async function createAndWait<Accepted, T>(
  create: (options: CreateOptions) => Promise<Accepted>,
  wait: (accepted: Accepted, options: WaitOptions<T>) => Promise<T>,
  options: CreateAndWaitOptions<T> = {},
): Promise<T> {
  const { idempotencyKey = createIdempotencyKey() } = options;
  // Errors of the wait have the key too, so that the generation can be found again.
  const known = { ...options, idempotencyKey };
  return wait(await create(known), known);
}

/** Whether the status of a generation is final. */
export function isFinished({ status }: PollState): boolean {
  return !UNFINISHED.has(status);
}

/** Returns a finished generation that produced images. Throws a `GenerationError` otherwise. */
export function succeeded<T extends PollState>(generation: T, requestId: string | null = null): T {
  const { status, error } = generation;
  if (SUCCEEDED.has(status)) return generation;
  const fault = typeof error === "object" && error !== null ? error : undefined;
  const message =
    typeof error === "string" ? error : `The generation finished with status ${status}.`;
  throw new GenerationError(fault?.code ?? status, fault?.message ?? message, {
    generation,
    requestId: requestId ?? undefined,
    charged: false,
    idempotencyKey: undefined,
  });
}
