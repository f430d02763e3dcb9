import { methods, uncharged } from "./account/methods.js";
import { createCalls } from "./call.js";
import { waitFor } from "./wait.js";
/**
 * Creates a client of the Account API. `signIn` and `signUp` start a session. The client stores the
 * session cookie; in a web page of the server's origin the browser stores it.
 */
export function createAccountClient(options) {
  const { baseUrl = "" } = options;
  const calls = createCalls({ ...options, baseUrl, fetch: withCookies(options) }, uncharged);
  const own = methods(calls);
  return {
    ...own,
    waitFor(generation, waiting) {
      const id = typeof generation === "string" ? generation : generation.id;
      return waitFor((call) => own.getGeneration(id, call), waiting);
    },
  };
}
/** Stores and sends cookies in runtimes other than browsers, which send them on their own. */
function withCookies({ fetch: ownFetch = fetch }) {
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
