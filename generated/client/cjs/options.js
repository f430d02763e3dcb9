"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.withKey = withKey;
exports.withDefaults = withDefaults;
const debug_js_1 = require("./debug.js");
const environment_js_1 = require("./environment.js");
const errors_js_1 = require("./errors.js");
/** Adds the key to the headers. Throws `no_base_url` or `no_api_key` if one is missing. */
function withKey({ apiKey, headers, ...options }) {
  const key = apiKey || (0, environment_js_1.readVariable)("DARKROOM_API_KEY");
  const complete = withDefaults(options);
  if (complete.baseUrl === "") {
    throw new errors_js_1.DarkroomError(
      "no_base_url",
      "baseUrl or DARKROOM_URL is required: set it to the server's URL.",
    );
  }
  if (key === undefined) {
    throw new errors_js_1.DarkroomError(
      "no_api_key",
      "apiKey or DARKROOM_API_KEY is required: set it to an API key.",
    );
  }
  return { ...complete, headers: { ...headers, Authorization: `Bearer ${key}` } };
}
/** Adds the base URL of the environment, or "", and the debug events of requests. */
function withDefaults({ baseUrl, fetch: given, ...options }) {
  // Looked up at each call, so that a `fetch` that was replaced later is used.
  const own = given ?? ((input, init) => fetch(input, init));
  const { onDebug } = options;
  return {
    ...options,
    baseUrl: baseUrl || ((0, environment_js_1.readVariable)("DARKROOM_URL") ?? ""),
    fetch: onDebug === undefined ? own : (0, debug_js_1.withDebugEvents)(own, onDebug),
  };
}
