"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.createPlusClient = createPlusClient;
exports.isPlusError = isPlusError;
const methods_js_1 = require("./plus/methods.js");
const abort_js_1 = require("./abort.js");
const backoff_js_1 = require("./backoff.js");
const call_js_1 = require("./call.js");
const errors_js_1 = require("./errors.js");
const files_js_1 = require("./files.js");
const options_js_1 = require("./options.js");
const upload_js_1 = require("./upload.js");
const wait_js_1 = require("./wait.js");
/** Creates a client of the Image Plus API, for keys that start with `gimg_`. */
function createPlusClient(options = {}) {
  const complete = (0, options_js_1.withKey)(options);
  const calls = (0, call_js_1.createCalls)(complete, methods_js_1.uncharged);
  const own = (0, methods_js_1.methods)(calls);
  const client = {
    ...own,
    waitFor(generation, waiting) {
      const id = typeof generation === "string" ? generation : generation.generationId;
      return (0, wait_js_1.waitFor)((call) => own.getGeneration(id, call), waiting);
    },
    createGenerationAndWait(body, given) {
      return (0, wait_js_1.createAndWait)(
        (call) => own.createGeneration(body, call),
        client.waitFor,
        given,
      );
    },
    async uploadImage(given, call = {}) {
      const file = await (0, abort_js_1.untilAborted)(
        (0, files_js_1.readFile)(given),
        call.signal,
      ).catch((cause) => {
        (0, backoff_js_1.throwIfAborted)(call);
        throw cause;
      });
      const filename = "name" in file && typeof file.name === "string" ? file.name : "image";
      const contentType = await (0, upload_js_1.detectContentType)(file);
      const body = { filename, contentType, size: file.size };
      // An unused signed upload is free of charge, so that this call can be retried.
      const signed = await calls.call("read", call, (http, init) =>
        http.POST("/api/v1/upload", { ...init, body }),
      );
      // Repeating the upload is safe.
      await calls.call("read", call, (_, init) =>
        (0, upload_js_1.putFile)(file, signed, { ...init, fetch: complete.fetch }),
      );
      return signed.key;
    },
  };
  return client;
}
/** Whether an error is a response of this API with one of its codes. */
function isPlusError(error) {
  return error instanceof errors_js_1.ApiError && (0, methods_js_1.isErrorCode)(error.code);
}
