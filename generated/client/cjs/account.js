"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.createAccountClient = createAccountClient;
exports.isAccountError = isAccountError;
const methods_js_1 = require("./account/methods.js");
const call_js_1 = require("./call.js");
const errors_js_1 = require("./errors.js");
const options_js_1 = require("./options.js");
const wait_js_1 = require("./wait.js");
/**
 * Creates a client of the Account API. `signIn` and `signUp` start a session. The client stores the
 * session cookie; in a web page of the server's origin the browser stores it.
 */
function createAccountClient(options = {}) {
  const complete = (0, options_js_1.withDefaults)(options);
  const withSession = { ...complete, fetch: withCookies(complete.fetch) };
  const calls = (0, call_js_1.createCalls)(withSession, methods_js_1.uncharged);
  const own = (0, methods_js_1.methods)(calls);
  const client = {
    ...own,
    waitFor(generation, waiting) {
      const id = typeof generation === "string" ? generation : generation.id;
      return (0, wait_js_1.waitFor)((call) => own.getGeneration(id, call), waiting);
    },
    createGenerationAndWait(body, given) {
      return (0, wait_js_1.createAndWait)(
        (call) => own.createGeneration(body, call),
        client.waitFor,
        given,
      );
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
function isAccountError(error) {
  return error instanceof errors_js_1.ApiError && (0, methods_js_1.isErrorCode)(error.code);
}
