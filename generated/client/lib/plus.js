import { methods, uncharged } from "./plus/methods.js";
import { createCalls } from "./call.js";
import { withKey } from "./options.js";
import { uploadFile, detectContentType } from "./upload.js";
import { waitFor } from "./wait.js";
/** Creates a client of the Image Plus API, for keys that start with `gimg_`. */
export function createPlusClient(options) {
  const calls = createCalls(withKey(options), uncharged);
  const own = methods(calls);
  return {
    ...own,
    waitFor(generation, waiting) {
      const id = typeof generation === "string" ? generation : generation.generationId;
      return waitFor((call) => own.getGeneration(id, call), waiting);
    },
    async uploadImage(file, call) {
      const filename = "name" in file && typeof file.name === "string" ? file.name : "image";
      const contentType = await detectContentType(file);
      const body = { filename, contentType, size: file.size };
      // An unused signed upload is free of charge, so that this call can be retried.
      const signed = await calls.call("read", call, (http, init) =>
        http.POST("/api/v1/upload", { ...init, body }),
      );
      await uploadFile(file, signed, { ...options, ...call });
      return signed.key;
    },
  };
}
