import { isErrorCode, methods, uncharged } from "./plus/methods.js";
import { untilAborted } from "./abort.js";
import { throwIfAborted } from "./backoff.js";
import { createCalls } from "./call.js";
import { ApiError } from "./errors.js";
import { readFile } from "./files.js";
import { withKey } from "./options.js";
import { detectContentType, putFile } from "./upload.js";
import { createAndWait, waitFor } from "./wait.js";
/** Creates a client of the Image Plus API, for keys that start with `gimg_`. */
export function createPlusClient(options = {}) {
  const complete = withKey(options);
  const calls = createCalls(complete, uncharged);
  const own = methods(calls);
  const client = {
    ...own,
    waitFor(generation, waiting) {
      const id = typeof generation === "string" ? generation : generation.generationId;
      return waitFor((call) => own.getGeneration(id, call), waiting);
    },
    createGenerationAndWait(body, given) {
      return createAndWait((call) => own.createGeneration(body, call), client.waitFor, given);
    },
    async uploadImage(given, call = {}) {
      const file = await untilAborted(readFile(given), call.signal).catch((cause) => {
        throwIfAborted(call);
        throw cause;
      });
      const filename = "name" in file && typeof file.name === "string" ? file.name : "image";
      const contentType = await detectContentType(file);
      const body = { filename, contentType, size: file.size };
      // An unused signed upload is free of charge, so that this call can be retried.
      const signed = await calls.call("read", call, (http, init) =>
        http.POST("/api/v1/upload", { ...init, body }),
      );
      // Repeating the upload is safe.
      await calls.call("read", call, (_, init) =>
        putFile(file, signed, { ...init, fetch: complete.fetch }),
      );
      return signed.key;
    },
  };
  return client;
}
/** Whether an error is a response of this API with one of its codes. */
export function isPlusError(error) {
  return error instanceof ApiError && isErrorCode(error.code);
}
