// Written by `bun run generate` from openapi.yaml. Do not edit.

import type { Calls } from "../../src/client/call.ts";
import type { CallOptions, CreateOptions } from "../../src/client/options.ts";
import type { components, paths } from "./client.ts";

type Schemas = components["schemas"];
/** One method per operation of the API. */
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
   * Returns the account's spendable credits, held credits and upcoming expirations.
   */
  getCredits(options?: CallOptions): Promise<Schemas["CreditBalance"]>;

  /**
   * Generate images
   *
   * Generates 1 to 4 images from a prompt. Send JSON, or `multipart/form-data` to add reference
   * images.
   *
   * The response waits for the images, up to 800 seconds. If the generation takes longer, the
   * response is 202 with a `poll_url`, as if `async` had been set, and the generation continues.
   * It also continues if the client disconnects, and can be read by its ID.
   */
  createImage(
    body: (Schemas["CreateImageRequest"] | Schemas["CreateImageForm"]) & { async: true },
    options?: CreateOptions,
  ): Promise<Schemas["AcceptedGeneration"]>;
  /**
   * Generate images
   *
   * Generates 1 to 4 images from a prompt. Send JSON, or `multipart/form-data` to add reference
   * images.
   *
   * The response waits for the images, up to 800 seconds. If the generation takes longer, the
   * response is 202 with a `poll_url`, as if `async` had been set, and the generation continues.
   * It also continues if the client disconnects, and can be read by its ID.
   */
  createImage(
    body: Schemas["CreateImageRequest"] | Schemas["CreateImageForm"],
    options?: CreateOptions,
  ): Promise<Schemas["FinishedGeneration"] | Schemas["AcceptedGeneration"]>;

  /**
   * Get a generation
   *
   * Returns the status of a generation and its stored images. A key can read only generations of
   * its own account. Poll every few seconds; polling is free.
   */
  getGeneration(generationId: string, options?: CallOptions): Promise<Schemas["Generation"]>;

  /**
   * Cancel a generation
   *
   * Cancels a generation. A queued generation is canceled immediately. For a running generation,
   * the request to the provider is aborted; images already received are delivered and charged,
   * and `status` stays `running` until this is complete. Canceling a finished generation has no
   * effect.
   */
  cancelGeneration(generationId: string, options?: CallOptions): Promise<Schemas["Generation"]>;
}
/** Creates the methods. Each is one call. */
export function methods(calls: Calls<paths>): Methods {
  return {
    listModels: (options) =>
      calls.call("read", options, (http, init) => http.GET("/api/v1/models", init)),
    getCredits: (options) =>
      calls.call("read", options, (http, init) => http.GET("/api/v1/credits", init)),
    createImage: <Result>(
      body: Schemas["CreateImageRequest"] | Schemas["CreateImageForm"],
      options?: CreateOptions,
    ): Promise<Result> =>
      calls.call("create", options, async (http, init) =>
        http.POST("/api/v1/images/generations", { ...init, body: await calls.readFiles(body) }),
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
/** Codes of errors for which nothing is charged or all credits are released. */
export const uncharged: ReadonlySet<string> = new Set([
  "invalid_request",
  "missingApiKey",
  "invalidApiKey",
  "expiredApiKey",
  "insufficientCredits",
  "keyBudgetReached",
  "wrongApi",
  "insufficientScope",
  "accountSuspended",
  "notFound",
  "methodNotAllowed",
  "contentBlocked",
  "idempotencyKeyReused",
  "rateLimited",
  "generationFailed",
  "internalError",
  "unavailable",
]);
const errorCodes = [
  "invalid_request",
  "missingApiKey",
  "invalidApiKey",
  "expiredApiKey",
  "insufficientCredits",
  "keyBudgetReached",
  "wrongApi",
  "insufficientScope",
  "accountSuspended",
  "notFound",
  "methodNotAllowed",
  "contentBlocked",
  "idempotencyKeyReused",
  "rateLimited",
  "generationFailed",
  "internalError",
  "unavailable",
] as const;
const known: ReadonlySet<string> = new Set(errorCodes);
/** A code of an error of the API. */
export type ErrorCode = (typeof errorCodes)[number];
/** Whether a code is one of the API. */
export function isErrorCode(code: string): code is ErrorCode {
  return known.has(code);
}
