import { readErrorCode } from "./errors.ts";
import { promptForPassword } from "./password-prompt.ts";

/**
 * Sends a request. If the server requires a confirmed password, asks the user for it and sends the request
 * again. The caller only waits longer, so the input on the page is kept.
 */
export async function sendConfirmed(request: Request): Promise<Response> {
  const copy = request.method === "GET" ? undefined : request.clone();
  const response = await fetch(request);
  if (copy === undefined || response.status !== 403) return response;
  const error: unknown = await response.clone().json();
  if (readErrorCode(error) !== "reauthentication_required") return response;
  return (await promptForPassword()) ? fetch(copy) : response;
}
