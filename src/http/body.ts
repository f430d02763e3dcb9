import { AppError } from "../foundation/errors.ts";
import { formatBytes } from "../foundation/byte-size.ts";
import { invalidFields } from "../openapi/validation-error.ts";

/** The minimum rate of a body. The allowed time is `graceMs`, extended by each received byte. */
export interface MinBodyRate {
  graceMs: number;
  bytesPerSecond: number;
  /** The body must be complete after this time at any rate. */
  totalMs: number;
}

/**
 * Yields the body of a request as it arrives. Throws `payload_too_large` if Content-Length or the
 * received bytes exceed `maxBytes`, `request_timeout` if it arrives more slowly than `rate`, and
 * `invalid_request` if the connection closes before the end. Returning early cancels the body.
 */
export async function* readBody(request: Request, maxBytes: number, rate: MinBodyRate) {
  if (Number(request.headers.get("content-length")) > maxBytes) throw tooLarge(maxBytes);
  if (request.body === null) return;
  const reader = request.body.getReader();
  // Rejects if the connection was closed while the consumer is using a chunk.
  const watch = watchBodyRate(rate, () => void reader.cancel().catch(() => undefined));
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(toAbortedBodyError);
      if (watch.isLate())
        throw new AppError("request_timeout", "The request body arrived too slowly.");
      if (done) return;
      if (watch.count(value.byteLength) > maxBytes) throw tooLarge(maxBytes);
      yield value;
    }
  } finally {
    watch.stop();
    await reader.cancel().catch(() => undefined);
  }
}

function tooLarge(maxBytes: number): AppError {
  return new AppError(
    "payload_too_large",
    `The request body is larger than ${formatBytes(maxBytes)}.`,
  );
}

function toAbortedBodyError(): never {
  throw invalidFields([], "is incomplete: the connection closed before its end");
}

function watchBodyRate(rate: MinBodyRate, onLate: () => void) {
  const start = performance.now();
  let received = 0;
  let isLate = false;
  let timer = setTimeout(check, rate.graceMs);

  function check(): void {
    const allowedMs = Math.min(
      rate.totalMs,
      rate.graceMs + (1000 * received) / rate.bytesPerSecond,
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
