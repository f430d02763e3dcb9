import { S3ServiceException } from "@aws-sdk/client-s3";

/** The maximum number of attempts of a request. */
export const ATTEMPTS = 3;

/** Repeats an attempt after a temporary failure, with exponential backoff. */
export async function withRetries<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (tries === ATTEMPTS || isFinal(error)) throw error;
      await Bun.sleep(100 * 4 ** (tries - 1) * (1 + Math.random()));
    }
  }
}

function isFinal(error: unknown): boolean {
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  return status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429;
}

/** Error handler for `catch`: returns undefined if the object does not exist, and throws other errors. */
export function isNotFound(error: unknown): undefined {
  const isAbsent =
    error instanceof S3ServiceException && ["NoSuchKey", "NotFound"].includes(error.name);
  if (!isAbsent) throw error;
}
