import type { Calls } from "../call.js";
import type { CallOptions, CreateOptions } from "../options.js";
import type { components, paths } from "./client.js";
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
    body: (Schemas["CreateImageRequest"] | Schemas["CreateImageForm"]) & {
      async: true;
    },
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
export declare function methods(calls: Calls<paths>): Methods;
/** Codes of errors for which nothing is charged or all credits are released. */
export declare const uncharged: ReadonlySet<string>;
declare const errorCodes: readonly [
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
];
/** A code of an error of the API. */
export type ErrorCode = (typeof errorCodes)[number];
/** Whether a code is one of the API. */
export declare function isErrorCode(code: string): code is ErrorCode;
export {};
