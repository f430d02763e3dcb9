import createFetch from "openapi-fetch";
import { serializeBody } from "./body.js";
import { readFiles } from "./files.js";
import { createIdempotencyKey } from "./idempotency-key.js";
import { callWithRetries } from "./retry.js";
import { iterateAfter, iteratePages } from "./pages.js";
import { readEvents } from "./stream.js";
/** Creates the calls of an API at a base URL. */
export function createCalls(given, uncharged) {
  const { baseUrl, headers: everyHeader, onReply: notify, fetch: ownFetch, ...defaults } = given;
  const http = createFetch({
    baseUrl,
    // No API redirects. `fetch` would send the headers of a call to the other server.
    redirect: "manual",
    fetch: (request) => ownFetch(request),
  });
  const call = (kind, own = {}, send) => {
    const headers = { ...everyHeader, ...own.headers };
    const onReply = (reply) => {
      notify?.(reply);
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
      yield* readEvents(body, { ...options, kind, reply });
    },
    iterate: iteratePages,
    iterateAfter,
    readFiles,
  };
}
/** Returns a new idempotency key for a create. */
function keyFor(kind) {
  return kind === "create" ? { idempotencyKey: createIdempotencyKey() } : {};
}
/** Removes options that are undefined, so that they do not override defaults. */
function pickDefinedOptions(options) {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
