import { readCommitted } from "../../app/committed-read.ts";
import { type Context, toBackground } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";

/**
 * Reads the response to a committed change (see `readCommitted`), with the deadlines of background work: the
 * change can have used up that of the request. `done`: a sentence for a client that gets no response, which
 * says what was done and what to do.
 */
export function readResponse<Result>(
  { ctx, signal }: { ctx: Context; signal: AbortSignal },
  done: string,
  read: (ctx: Context) => Promise<Result>,
): Promise<Result> {
  const message = `The service is temporarily unavailable. ${done}`;
  const toError = ({ cause, details }: AppError) =>
    new AppError("unavailable", message, { cause, details });
  return readCommitted(ctx, { signal, toError }, () => read(toBackground(ctx)));
}
