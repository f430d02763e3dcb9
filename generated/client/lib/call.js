import createFetch from "openapi-fetch";
import { serialise } from "./body.js";
import { repeat } from "./repeat.js";
import { readEvents } from "./stream.js";
/** Opens an API at an address. */
export function openCalls(given, uncharged) {
  const { baseUrl, headers: _, fetch: ownFetch, ...defaults } = given;
  const http = createFetch({
    baseUrl,
    // Looked up at each call, as those expect who put their own in its place.
    fetch: (request) => (ownFetch ?? fetch)(request),
  });
  const complete = (kind, own = {}) => {
    const headers = { ...given.headers, ...own.headers };
    const key = kind === "create" ? { idempotencyKey: randomKey() } : {};
    return { ...defaults, ...key, ...saidOf(own), headers };
  };
  return {
    call(kind, own, send) {
      const sendOnce = (init) => send(http, { ...init, bodySerializer: serialise });
      return repeat({ kind, options: complete(kind, own), uncharged, send: sendOnce });
    },
    async *stream(kind, own, send) {
      const options = complete(kind, own);
      let reply;
      const onReply = (each) => {
        reply = each;
        options.onReply?.(each);
      };
      const body = await this.call(kind, { ...options, onReply }, send);
      yield* readEvents(body, { ...options, reply, uncharged });
    },
  };
}
/** What is given as undefined is not said. */
function saidOf(options) {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
/** Works on pages without https as well, where `crypto.randomUUID` is absent. */
function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
