import type { LineChange } from "../../../core/generations/request-batches.ts";
import type { AppError } from "../../../foundation/errors.ts";
import { toError, toErrorStatus } from "../errors.ts";
import { measureFailedLine } from "./result-lines.ts";

/** A line, and its batch. */
interface LineId {
  batchId: string;
  line: number;
  customId: string;
}

/** Returns the final state of a line whose request was answered with an error. */
export function toFailedChange(id: LineId, error: AppError): LineChange {
  const { code, message, param } = toError(error).error;
  return toFailure(id, {
    statusCode: toErrorStatus(error),
    errorCode: code,
    errorMessage: message,
    errorParam: param,
  });
}

/** Returns the final state of a line whose request was given up. */
export function toGivenUpChange(id: LineId, reason: GivenUp): LineChange {
  return toFailure(id, { statusCode: null, errorParam: null, ...reason });
}

/** Why requests of a batch are given up. */
export interface GivenUp {
  errorCode: string;
  errorMessage: string;
}

function toFailure(
  id: LineId,
  { statusCode, ...error }: GivenUp & { statusCode: number | null; errorParam: string | null },
): LineChange {
  const sizeBytes = measureFailedLine(id, { statusCode, ...error });
  const status = statusCode === null ? {} : { statusCode };
  return { line: id.line, state: "failed", ...error, ...status, sizeBytes };
}
