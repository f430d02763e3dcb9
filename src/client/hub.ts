import type { components, paths } from "../../generated/hub/client.ts";
import {
  type ErrorCode,
  isErrorCode,
  type Methods,
  methods,
  uncharged,
} from "../../generated/hub/methods.ts";
import { createCalls } from "./call.ts";
import { ApiError } from "./errors.ts";
import { type CallOptions, type CreateOptions, type KeyOptions, withKey } from "./options.ts";
import {
  createAndWait,
  type CreateAndWaitOptions,
  isFinished,
  succeeded,
  waitFor,
  type WaitOptions,
} from "./wait.ts";

/** The request and response types of this API. */
export type Schemas = components["schemas"];
export type * from "../../generated/hub/types.ts";
export type { ErrorCode };
type Generation = Schemas["Generation"];

/** The Image Hub API: each operation of its document is a method. */
export interface HubClient extends Methods {
  /**
   * Waits until a generation finishes. A response with a `poll_url` is polled at that URL. Throws a
   * `GenerationError` if it produced no images.
   */
  waitFor(generation: string | Generation, options?: WaitOptions<Generation>): Promise<Generation>;
  /** Creates a generation with `async: true` and waits until it finishes, as `waitFor` does. */
  createImageAndWait(
    body: Omit<Schemas["CreateImageForm"], "async">,
    options?: CreateAndWaitOptions<Generation>,
  ): Promise<Generation>;
}

/** Creates a client of the Image Hub API, for keys that start with `gih_live_`. */
export function createHubClient(options: KeyOptions = {}): HubClient {
  const complete = withKey(options);
  const calls = createCalls<paths>(complete, uncharged);
  const own = methods(calls);
  const client: HubClient = {
    ...own,
    async waitFor(generation, waiting) {
      if (typeof generation !== "string" && isFinished(generation)) return succeeded(generation);
      const { generationId, ...place } = toGenerationUrl(generation, complete.baseUrl);
      const params = { path: { generationId } };
      const poll = (call: CallOptions): Promise<Generation> =>
        calls.call("read", call, (http, init) =>
          http.GET("/api/v1/generations/{generationId}", { ...init, ...place, params }),
        );
      return waitFor(poll, waiting);
    },
    createImageAndWait(body, given) {
      const create = (call: CreateOptions) => own.createImage({ ...body, async: true }, call);
      return createAndWait(create, client.waitFor, given);
    },
  };
  return client;
}

/** Returns the URL to poll. A `poll_url` of another origin is ignored, to protect the key. */
function toGenerationUrl(generation: string | Generation, baseUrl: string) {
  if (typeof generation === "string") return { generationId: generation };
  const { id: generationId, poll_url: url } = generation;
  if (url === undefined || new URL(url).origin !== new URL(baseUrl).origin) return { generationId };
  return { generationId, pathSerializer: () => url };
}

/** Whether an error is a response of this API with one of its codes. */
export function isHubError(error: unknown): error is ApiError<ErrorCode> {
  return error instanceof ApiError && isErrorCode(error.code);
}
