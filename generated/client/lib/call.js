import createFetch from "openapi-fetch";
import { serializeBody } from "./body.js";
import { callWithRetries } from "./retry.js";
import { readEvents } from "./stream.js";
/** Opens an API at an address. */
export function createCalls(given, uncharged) {
  const { baseUrl, headers: everyHeader, onReply: hear, fetch: ownFetch, ...defaults } = given;
  const http = createFetch({
    baseUrl,
    // Looked up at each call, as those expect who put their own in its place.
    fetch: (request) => (ownFetch ?? fetch)(request),
  });
  const call = (kind, own = {}, send) => {
    const headers = { ...everyHeader, ...own.headers };
    const onReply = (reply) => {
      hear?.(reply);
      own.onReply?.(reply);
    };
    const options = { ...defaults, ...keyFor(kind), ...pickDefinedOptions(own), headers, onReply };
    const sendOnce = (init) => send(http, { ...init, bodySerializer: serializeBody });
    return callWithRetries({ kind, options, uncharged, send: sendOnce });
  };
  return {
    call,
    async *stream(kind, own = {}, send) {
      let reply;
      const onReply = (each) => {
        reply = each;
        own.onReply?.(each);
      };
      const options = { ...keyFor(kind), ...pickDefinedOptions(own), onReply };
      const body = await call(kind, options, send);
      yield* readEvents(body, { ...options, reply, uncharged });
    },
  };
}
/** The key of a call that buys. */
function keyFor(kind) {
  return kind === "create" ? { idempotencyKey: randomKey() } : {};
}
/** What is given as undefined is not said. */
function pickDefinedOptions(options) {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
/** Works on pages without https as well, where `crypto.randomUUID` is absent. */
function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
