"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.createOpenaiClient = createOpenaiClient;
exports.isOpenaiError = isOpenaiError;
const methods_js_1 = require("./openai/methods.js");
const call_js_1 = require("./call.js");
const errors_js_1 = require("./errors.js");
const options_js_1 = require("./options.js");
/** Creates a client of the OpenAI-compatible API, for keys of every API. */
function createOpenaiClient(options = {}) {
  return (0, methods_js_1.methods)(
    (0, call_js_1.createCalls)((0, options_js_1.withKey)(options), methods_js_1.uncharged),
  );
}
/** Whether an error is a response of this API with one of its codes. */
function isOpenaiError(error) {
  return error instanceof errors_js_1.ApiError && (0, methods_js_1.isErrorCode)(error.code);
}
