import { AppError } from "../foundation/errors.ts";
import { formatBytes } from "../foundation/byte-size.ts";
import { invalidFields } from "../openapi/validation-error.ts";

/** How slowly a body may arrive. A caller gets `graceMs`, and more time for each byte that came. */
export interface MinBodyRate {
  graceMs: number;
  bytesPerSecond: number;
  /** However fast it came, it must be complete by then. */
  totalMs: number;
}

/**
 * Yields a request's body as it arrives. Throws `payload_too_large` as soon as it is, or says it will
 * be, larger than `mostBytes`, `request_timeout` when it comes too slowly, `invalid_request` when it
 * breaks off. Whoever stops reading early also stops the reception.
 */
export async function* readBody(request: Request, mostBytes: number, pace: MinBodyRate) {
  if (Number(request.headers.get("content-length")) > mostBytes) throw tooLarge(mostBytes);
  if (request.body === null) return;
  const reader = request.body.getReader();
  const watch = watchBodyRate(pace, () => reader.cancel());
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(toAbortedBodyError);
      if (watch.isLate())
        throw new AppError("request_timeout", "The request body came too slowly.");
      if (done) return;
      if (watch.count(value.byteLength) > mostBytes) throw tooLarge(mostBytes);
      yield value;
    }
  } finally {
    watch.stop();
    await reader.cancel().catch(() => undefined);
  }
}

function tooLarge(mostBytes: number): AppError {
  return new AppError(
    "payload_too_large",
    `The request body is larger than ${formatBytes(mostBytes)}.`,
  );
}

function toAbortedBodyError(): never {
  throw invalidFields([], "broke off before its end");
}

function watchBodyRate(pace: MinBodyRate, onLate: () => void) {
  const start = performance.now();
  let received = 0;
  let isLate = false;
  let timer = setTimeout(check, pace.graceMs);

  function check(): void {
    const allowedMs = Math.min(
      pace.totalMs,
      pace.graceMs + (1000 * received) / pace.bytesPerSecond,
    );
    const leftMs = allowedMs - (performance.now() - start);
    if (leftMs > 0) {
      timer = setTimeout(check, leftMs);
    } else {
      isLate = true;
      onLate();
    }
  }

  return {
    isLate: () => isLate,
    count: (bytes: number) => (received += bytes),
    stop: () => clearTimeout(timer),
  };
}
