import type { components, paths } from "../../generated/hub/client.ts";
import { type Methods, methods, uncharged } from "../../generated/hub/methods.ts";
import { createCalls } from "./call.ts";
import { type CallOptions, type KeyOptions, withKey } from "./options.ts";
import { isFinished, succeeded, waitFor, type WaitOptions } from "./wait.ts";

/** The request and response types of this API. */
export type Schemas = components["schemas"];
type Generation = Schemas["Generation"];

/** The Image Hub API: each operation of its document is a method. */
export interface HubClient extends Methods {
  /**
   * Waits until a generation finishes. A response with a `poll_url` is polled at that URL. Throws a
   * `GenerationError` if it produced no images.
   */
  waitFor(generation: string | Generation, options?: WaitOptions<Generation>): Promise<Generation>;
}

/** Creates a client of the Image Hub API, for keys that start with `gih_live_`. */
export function createHubClient(options: KeyOptions): HubClient {
  const complete = withKey(options);
  const calls = createCalls<paths>(complete, uncharged);
  return {
    ...methods(calls),
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
  };
}

/** Returns the URL to poll. A `poll_url` of another origin is ignored, to protect the key. */
function toGenerationUrl(generation: string | Generation, baseUrl: string) {
  if (typeof generation === "string") return { generationId: generation };
  const { id: generationId, poll_url: url } = generation;
  if (url === undefined || new URL(url).origin !== new URL(baseUrl).origin) return { generationId };
  return { generationId, pathSerializer: () => url };
}
