import type { components, paths } from "../../generated/plus/client.ts";
import { type Methods, methods, uncharged } from "../../generated/plus/methods.ts";
import { createCalls } from "./call.ts";
import { type CallOptions, type KeyOptions, withKey } from "./options.ts";
import { uploadFile, detectContentType } from "./upload.ts";
import { waitFor, type WaitOptions } from "./wait.ts";

/** The request and response types of this API. */
export type Schemas = components["schemas"];
type Generation = Schemas["Generation"];

/** The Image Plus API: each operation of its document is a method. */
export interface PlusClient extends Methods {
  /** Waits until a generation finishes. Throws a `GenerationError` if it produced no images. */
  waitFor(
    generation: string | Schemas["AcceptedGeneration"],
    options?: WaitOptions<Generation>,
  ): Promise<Generation>;
  /** Uploads an image and returns its key for `inputImageKeys`. */
  uploadImage(file: Blob, options?: CallOptions): Promise<string>;
}

/** Creates a client of the Image Plus API, for keys that start with `gimg_`. */
export function createPlusClient(options: KeyOptions): PlusClient {
  const calls = createCalls<paths>(withKey(options), uncharged);
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
      const signed: Schemas["SignedUpload"] = await calls.call("read", call, (http, init) =>
        http.POST("/api/v1/upload", { ...init, body }),
      );
      await uploadFile(file, signed, { ...options, ...call });
      return signed.key;
    },
  };
}
