// Written by `bun run generate` from openapi.yaml. Do not edit.

import type { Calls } from "../../src/client/call.ts";
import type { CallOptions, CreateOptions } from "../../src/client/options.ts";
import type { components, paths } from "./client.ts";

type Schemas = components["schemas"];
/** Every operation of the API. */
export interface Methods {
  /**
   * List models
   *
   * Lists the models with their ratios, qualities, limits and prices. Needs no key.
   */
  listModels(options?: CallOptions): Promise<Schemas["ModelList"]>;

  /**
   * Get credit balance
   *
   * Tells what the account of the key can spend now, what is held, and what expires when.
   */
  getCredits(options?: CallOptions): Promise<Schemas["CreditBalance"]>;

  /**
   * Generate images
   *
   * Generates 1 to 4 images from a prompt. Send JSON, or `multipart/form-data` to add reference
   * images.
   *
   * The reply waits for the images, up to 800 seconds. A generation that takes longer goes on:
   * the reply is then 202 with a `poll_url`, as if `async` had been set. A client that
   * disconnects loses nothing either: the generation can be read by its id.
   */
  createImage(
    body: Schemas["CreateImageRequest"] | Schemas["CreateImageForm"],
    options?: CreateOptions,
  ): Promise<Schemas["FinishedGeneration"] | Schemas["AcceptedGeneration"]>;

  /**
   * Get a generation
   *
   * Tells where a generation stands, with the images saved for it. A key reads the generations of
   * its own account only. Poll every few seconds; polling costs no credits.
   */
  getGeneration(generationId: string, options?: CallOptions): Promise<Schemas["Generation"]>;

  /**
   * Cancel a generation
   *
   * Calls a generation off. A queued one ends at once. For a running one the call to the provider
   * is broken off; images that have arrived by then are delivered and charged, and `status` is
   * `running` until that is settled. Canceling one that has ended changes nothing.
   */
  cancelGeneration(generationId: string, options?: CallOptions): Promise<Schemas["Generation"]>;
}
/** Makes the methods, each of which is one call. */
export function methods(calls: Calls<paths>): Methods {
  return {
    listModels: (options) =>
      calls.call("read", options, (http, init) => http.GET("/api/v1/models", init)),
    getCredits: (options) =>
      calls.call("read", options, (http, init) => http.GET("/api/v1/credits", init)),
    createImage: (body, options) =>
      calls.call("create", options, (http, init) =>
        http.POST("/api/v1/images/generations", { ...init, body }),
      ),
    getGeneration: (generationId, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/v1/generations/{generationId}", {
          ...init,
          params: { path: { generationId } },
        }),
      ),
    cancelGeneration: (generationId, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/api/v1/generations/{generationId}/cancel", {
          ...init,
          params: { path: { generationId } },
        }),
      ),
  };
}
/** Codes of errors after which nothing is charged, or all of it was given back. */
export const uncharged: ReadonlySet<string> = new Set([
  "invalid_request",
  "missingApiKey",
  "invalidApiKey",
  "expiredApiKey",
  "insufficientCredits",
  "wrongApi",
  "notFound",
  "methodNotAllowed",
  "contentBlocked",
  "idempotencyKeyReused",
  "rateLimited",
  "generationFailed",
  "internalError",
  "unavailable",
]);
