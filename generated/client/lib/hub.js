import { isErrorCode, methods, uncharged } from "./hub/methods.js";
import { createCalls } from "./call.js";
import { ApiError } from "./errors.js";
import { withKey } from "./options.js";
import { createAndWait, isFinished, succeeded, waitFor } from "./wait.js";
/** Creates a client of the Image Hub API, for keys that start with `gih_live_`. */
export function createHubClient(options = {}) {
  const complete = withKey(options);
  const calls = createCalls(complete, uncharged);
  const own = methods(calls);
  const client = {
    ...own,
    async waitFor(generation, waiting) {
      if (typeof generation !== "string" && isFinished(generation)) return succeeded(generation);
      const { generationId, ...place } = toGenerationUrl(generation, complete.baseUrl);
      const params = { path: { generationId } };
      const poll = (call) =>
        calls.call("read", call, (http, init) =>
          http.GET("/api/v1/generations/{generationId}", { ...init, ...place, params }),
        );
      return waitFor(poll, waiting);
    },
    createImageAndWait(body, given) {
      const create = (call) => own.createImage({ ...body, async: true }, call);
      return createAndWait(create, client.waitFor, given);
    },
  };
  return client;
}
/** Returns the URL to poll. A `poll_url` of another origin is ignored, to protect the key. */
function toGenerationUrl(generation, baseUrl) {
  if (typeof generation === "string") return { generationId: generation };
  const { id: generationId, poll_url: url } = generation;
  if (url === undefined || new URL(url).origin !== new URL(baseUrl).origin) return { generationId };
  return { generationId, pathSerializer: () => url };
}
/** Whether an error is a response of this API with one of its codes. */
export function isHubError(error) {
  return error instanceof ApiError && isErrorCode(error.code);
}
