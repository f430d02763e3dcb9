import type { AppError } from "../foundation/errors.ts";

/**
 * Returns the WWW-Authenticate header that a 401 must carry (RFC 9110, RFC 6750), and no header for
 * other statuses. The realm is the name of the API.
 */
export function challengeHeaders(
  error: AppError,
  status: number,
  realm: string,
): Record<string, string> {
  if (status !== 401) return {};
  const reason = error.code === "missing_key" ? "" : ', error="invalid_token"';
  return { "www-authenticate": `Bearer realm="${realm}"${reason}` };
}
