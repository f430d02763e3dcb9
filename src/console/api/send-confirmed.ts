import { readErrorCode } from "./errors.ts";
import { promptForPassword } from "./password-prompt.ts";

/**
 * Sends a request. If the server requires a confirmed password, asks the user for it and sends the request
 * again. The caller only waits longer, so the input on the page is kept. Throws if there is no response of
 * the server.
 */
export async function sendConfirmed(request: Request): Promise<Response> {
  const copy = request.method === "GET" ? undefined : request.clone();
  const response = await send(request);
  if (copy === undefined || response.status !== 403) return response;
  const error: unknown = await response.clone().json();
  if (readErrorCode(error) !== "reauthentication_required") return response;
  return (await promptForPassword()) ? send(copy) : response;
}

/** All errors of the server are JSON. openapi-fetch takes the empty error of a proxy for a success. */
async function send(request: Request): Promise<Response> {
  const response = await fetch(request);
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  if (response.ok || isJson) return response;
  throw new Error(`A proxy answered with status ${response.status}.`);
}
