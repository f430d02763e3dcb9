import { S3ServiceException } from "@aws-sdk/client-s3";

/** The maximum number of attempts of a request. */
export const ATTEMPTS = 3;

/** Repeats an attempt after a temporary failure, with exponential backoff, until `signal` aborts. */
export async function withRetries<T>(attempt: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (tries === ATTEMPTS || isFinal(error) || signal?.aborted) throw error;
      await Bun.sleep(100 * 4 ** (tries - 1) * (1 + Math.random()));
    }
  }
}

function isFinal(error: unknown): boolean {
  if (!(error instanceof S3ServiceException)) return false;
  const { httpStatusCode: status = 0 } = error.$metadata;
  // S3 reports a body that arrived too slowly with status 400.
  if ([408, 429].includes(status) || error.name === "RequestTimeout") return false;
  return status >= 400 && status < 500;
}

/** Handles an error of a request: returns undefined if the object does not exist. Throws other errors. */
export function isNotFound(error: unknown): undefined {
  const isAbsent =
    error instanceof S3ServiceException && ["NoSuchKey", "NotFound"].includes(error.name);
  if (!isAbsent) throw error;
}
