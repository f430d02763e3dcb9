import type { components, paths } from "../../generated/plus/client.ts";
import {
  type ErrorCode,
  isErrorCode,
  type Methods,
  methods,
  uncharged,
} from "../../generated/plus/methods.ts";
import { untilAborted } from "./abort.ts";
import { throwIfAborted } from "./backoff.ts";
import { createCalls } from "./call.ts";
import { ApiError } from "./errors.ts";
import { type FileInput, readFile } from "./files.ts";
import { type CallOptions, type KeyOptions, withKey } from "./options.ts";
import { detectContentType, putFile } from "./upload.ts";
import { createAndWait, type CreateAndWaitOptions, waitFor, type WaitOptions } from "./wait.ts";

/** The request and response types of this API. */
export type Schemas = components["schemas"];
export type * from "../../generated/plus/types.ts";
export type { ErrorCode };
type Generation = Schemas["Generation"];

/** The Image Plus API: each operation of its document is a method. */
export interface PlusClient extends Methods {
  /** Waits until a generation finishes. Throws a `GenerationError` if it produced no images. */
  waitFor(
    generation: string | Schemas["AcceptedGeneration"],
    options?: WaitOptions<Generation>,
  ): Promise<Generation>;
  /** Creates a generation and waits until it finishes, as `waitFor` does. */
  createGenerationAndWait(
    body: Schemas["GenerateRequest"],
    options?: CreateAndWaitOptions<Generation>,
  ): Promise<Generation>;
  /** Uploads an image and returns its key for `inputImageKeys`. */
  uploadImage(file: FileInput, options?: CallOptions): Promise<string>;
}

/** Creates a client of the Image Plus API, for keys that start with `gimg_`. */
export function createPlusClient(options: KeyOptions = {}): PlusClient {
  const complete = withKey(options);
  const calls = createCalls<paths>(complete, uncharged);
  const own = methods(calls);
  const client: PlusClient = {
    ...own,
    waitFor(generation, waiting) {
      const id = typeof generation === "string" ? generation : generation.generationId;
      return waitFor((call) => own.getGeneration(id, call), waiting);
    },
    createGenerationAndWait(body, given) {
      return createAndWait((call) => own.createGeneration(body, call), client.waitFor, given);
    },
    async uploadImage(given, call = {}) {
      const file = await untilAborted(readFile(given), call.signal).catch((cause: unknown) => {
        throwIfAborted(call);
        throw cause;
      });
      const filename = "name" in file && typeof file.name === "string" ? file.name : "image";
      const contentType = await detectContentType(file);
      const body = { filename, contentType, size: file.size };
      // An unused signed upload is free of charge, so that this call can be retried.
      const signed: Schemas["SignedUpload"] = await calls.call("read", call, (http, init) =>
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
export function isPlusError(error: unknown): error is ApiError<ErrorCode> {
  return error instanceof ApiError && isErrorCode(error.code);
}
