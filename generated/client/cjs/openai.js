"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.createOpenaiClient = createOpenaiClient;
exports.isOpenaiError = isOpenaiError;
const methods_js_1 = require("./openai/methods.js");
const call_js_1 = require("./call.js");
const errors_js_1 = require("./errors.js");
const options_js_1 = require("./options.js");
const wait_js_1 = require("./wait.js");
/** Creates a client of the OpenAI-compatible API, for keys of every API. */
function createOpenaiClient(options = {}) {
  const own = (0, methods_js_1.methods)(
    (0, call_js_1.createCalls)((0, options_js_1.withKey)(options), methods_js_1.uncharged),
  );
  const client = {
    ...own,
    waitFor(task, waiting) {
      const id = typeof task === "string" ? task : task.id;
      return (0, wait_js_1.waitFor)((call) => own.getImageTask(id, call), waiting);
    },
    createImageAndWait(body, given) {
      return (0, wait_js_1.createAndWait)(
        (call) => own.createImageTask(body, call),
        client.waitFor,
        given,
      );
    },
    editImageAndWait(body, given) {
      return (0, wait_js_1.createAndWait)(
        (call) => own.editImageTask(body, call),
        client.waitFor,
        given,
      );
    },
  };
  return client;
}
/** Whether an error is a response of this API with one of its codes. */
function isOpenaiError(error) {
  return error instanceof errors_js_1.ApiError && (0, methods_js_1.isErrorCode)(error.code);
}
