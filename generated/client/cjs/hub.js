"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.createHubClient = createHubClient;
exports.isHubError = isHubError;
const methods_js_1 = require("./hub/methods.js");
const call_js_1 = require("./call.js");
const errors_js_1 = require("./errors.js");
const options_js_1 = require("./options.js");
const wait_js_1 = require("./wait.js");
/** Creates a client of the Image Hub API, for keys that start with `gih_live_`. */
function createHubClient(options = {}) {
  const complete = (0, options_js_1.withKey)(options);
  const calls = (0, call_js_1.createCalls)(complete, methods_js_1.uncharged);
  const own = (0, methods_js_1.methods)(calls);
  const client = {
    ...own,
    async waitFor(generation, waiting) {
      if (typeof generation !== "string" && (0, wait_js_1.isFinished)(generation))
        return (0, wait_js_1.succeeded)(generation);
      const { generationId, ...place } = toGenerationUrl(generation, complete.baseUrl);
      const params = { path: { generationId } };
      const poll = (call) =>
        calls.call("read", call, (http, init) =>
          http.GET("/api/v1/generations/{generationId}", { ...init, ...place, params }),
        );
      return (0, wait_js_1.waitFor)(poll, waiting);
    },
    createImageAndWait(body, given) {
      const create = (call) => own.createImage({ ...body, async: true }, call);
      return (0, wait_js_1.createAndWait)(create, client.waitFor, given);
    },
  };
  return client;
}
/** Returns the URL to poll. A `poll_url` of another origin is ignored, to protect the key. */
function toGenerationUrl(generation, baseUrl) {
  if (typeof generation === "string") return { generationId: generation };
  const { id: generationId, poll_url: url } = generation;
  if (url === undefined || new URL(url).origin !== new URL(baseUrl).origin) return { generationId };
  return { generationId, pathSerializer: () => url };
}
/** Whether an error is a response of this API with one of its codes. */
function isHubError(error) {
  return error instanceof errors_js_1.ApiError && (0, methods_js_1.isErrorCode)(error.code);
}
