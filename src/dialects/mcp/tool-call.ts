import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import type { Context } from "../../app/context.ts";
import type { Caller } from "../../core/accounts/key-authentication.ts";
import { checkScopes, type Scope } from "../../core/accounts/scopes.ts";
import { AppError, findDiskFault, toInternalError } from "../../foundation/errors.ts";

/** One HTTP request with calls of tools, after authentication. */
export interface ToolCall {
  ctx: Context;
  caller: Caller;
  requestId: string;
  /** Aborts when the client disconnects. */
  signal: AbortSignal;
}

/**
 * Returns a handler that checks the scope of the key and returns an error of `run` as the result of the
 * tool, in words that a language model can act on.
 */
export function toHandler<Arguments>(
  call: ToolCall,
  scope: Scope,
  run: (call: ToolCall, given: Arguments) => Promise<CallToolResult>,
): (given: Arguments) => Promise<CallToolResult> {
  return async (given) => {
    try {
      checkScopes(call.caller, [scope]);
      return await run(call, given);
    } catch (cause) {
      return toErrorResult(toAppError(call, cause));
    }
  };
}

function toAppError({ ctx, requestId }: ToolCall, cause: unknown): AppError {
  const isExpected = cause instanceof AppError && cause.code !== "internal";
  if (isExpected && (cause.code !== "unavailable" || cause.cause === undefined)) return cause;
  ctx.log.error("request_failed", { requestId, error: cause });
  return cause instanceof AppError ? cause : (findDiskFault(cause) ?? toInternalError(cause));
}

function toErrorResult({ message, details }: AppError): CallToolResult {
  const { retryAfterSeconds, generationId } = details;
  const sentences = [
    message,
    ...(retryAfterSeconds === undefined ? [] : [`Retry after ${retryAfterSeconds} seconds.`]),
    ...(generationId === undefined ? [] : [`The generation is ${generationId}.`]),
  ];
  return { isError: true, content: [{ type: "text", text: sentences.join(" ") }] };
}
