import type { Calls } from "../call.js";
import type { CallOptions, CreateOptions } from "../options.js";
import type { components, paths } from "./client.js";
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
export declare function methods(calls: Calls<paths>): Methods;
/** Codes of errors after which nothing is charged, or all of it was given back. */
export declare const uncharged: ReadonlySet<string>;
export {};
