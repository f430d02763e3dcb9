import type { components, paths } from "../../generated/plus/client.ts";
import { type Methods, methods, uncharged } from "../../generated/plus/methods.ts";
import { createCalls } from "./call.ts";
import { type CallOptions, type KeyOptions, withKey } from "./options.ts";
import { uploadFile, detectContentType } from "./upload.ts";
import { waitFor, type WaitOptions } from "./wait.ts";

/** The shapes that this API speaks in. */
export type Schemas = components["schemas"];
type Generation = Schemas["Generation"];

/** The Image Plus API: every operation of its document is a method. */
export interface PlusClient extends Methods {
  /** Waits until a generation has ended. Throws a `GenerationError` where no images were made. */
  waitFor(
    generation: string | Schemas["AcceptedGeneration"],
    options?: WaitOptions<Generation>,
  ): Promise<Generation>;
  /** Uploads a picture and answers its key, for `inputImageKeys`. */
  uploadImage(file: Blob, options?: CallOptions): Promise<string>;
}

/** A client of the Image Plus API, for keys that start with `gimg_`. */
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
      const filename = "name" in file && typeof file.name === "string" ? file.name : "picture";
      const contentType = await detectContentType(file);
      const body = { filename, contentType, size: file.size };
      // A permission that nobody uses costs nothing: this may be asked for again.
      const signed: Schemas["SignedUpload"] = await calls.call("read", call, (http, init) =>
        http.POST("/api/v1/upload", { ...init, body }),
      );
      await uploadFile(file, signed, { ...options, ...call });
      return signed.key;
    },
  };
}
