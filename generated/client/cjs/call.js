"use strict";
var __importDefault =
  (this && this.__importDefault) ||
  function (mod) {
    return mod && mod.__esModule ? mod : { default: mod };
  };
Object.defineProperty(exports, "__esModule", { value: true });
exports.createCalls = createCalls;
const openapi_fetch_1 = __importDefault(require("openapi-fetch"));
const body_js_1 = require("./body.js");
const files_js_1 = require("./files.js");
const idempotency_key_js_1 = require("./idempotency-key.js");
const retry_js_1 = require("./retry.js");
const pages_js_1 = require("./pages.js");
const stream_js_1 = require("./stream.js");
/** Creates the calls of an API at a base URL. */
function createCalls(given, uncharged) {
  const { baseUrl, headers: everyHeader, onReply: notify, fetch: ownFetch, ...defaults } = given;
  const http = (0, openapi_fetch_1.default)({
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
    const sendOnce = (init) => send(http, { ...init, bodySerializer: body_js_1.serializeBody });
    return (0, retry_js_1.callWithRetries)({ kind, options, uncharged, send: sendOnce });
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
      yield* (0, stream_js_1.readEvents)(body, { ...options, kind, reply });
    },
    iterate: pages_js_1.iteratePages,
    iterateAfter: pages_js_1.iterateAfter,
    readFiles: files_js_1.readFiles,
  };
}
/** Returns a new idempotency key for a create. */
function keyFor(kind) {
  return kind === "create"
    ? { idempotencyKey: (0, idempotency_key_js_1.createIdempotencyKey)() }
    : {};
}
/** Removes options that are undefined, so that they do not override defaults. */
function pickDefinedOptions(options) {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
