import { isErrorCode, methods, uncharged } from "./account/methods.js";
import { createCalls } from "./call.js";
import { ApiError } from "./errors.js";
import { withDefaults } from "./options.js";
import { createAndWait, waitFor } from "./wait.js";
/**
 * Creates a client of the Account API. `signIn` and `signUp` start a session. The client stores the
 * session cookie; in a web page of the server's origin the browser stores it.
 */
export function createAccountClient(options = {}) {
  const complete = withDefaults(options);
  const withSession = { ...complete, fetch: withCookies(complete.fetch) };
  const calls = createCalls(withSession, uncharged);
  const own = methods(calls);
  const client = {
    ...own,
    waitFor(generation, waiting) {
      const id = typeof generation === "string" ? generation : generation.id;
      return waitFor((call) => own.getGeneration(id, call), waiting);
    },
    createGenerationAndWait(body, given) {
      return createAndWait((call) => own.createGeneration(body, call), client.waitFor, given);
    },
  };
  return client;
}
/** Stores and sends cookies in runtimes other than browsers, which send them on their own. */
function withCookies(ownFetch) {
  const cookies = new Map();
  return async (input, init) => {
    const request = new Request(input, init);
    const text = Array.from(cookies, ([name, value]) => `${name}=${value}`).join("; ");
    if (text !== "") request.headers.set("cookie", text);
    const reply = await ownFetch(request);
    for (const line of reply.headers.getSetCookie()) keep(cookies, line);
    return reply;
  };
}
function keep(cookies, line) {
  const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (value === "") cookies.delete(name);
  else cookies.set(name, value);
}
/** Whether an error is a response of this API with one of its codes. */
export function isAccountError(error) {
  return error instanceof ApiError && isErrorCode(error.code);
}
