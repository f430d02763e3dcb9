import type { Calls } from "../call.js";
import type { CallOptions, CreateOptions } from "../options.js";
import type { components, paths } from "./client.js";
type Schemas = components["schemas"];
/** Every operation of the API. */
export interface Methods {
  /**
   * Submit a generation
   *
   * Submits a text-to-image or an image-editing task. The reply comes at once; poll
   * `GET /api/v1/generations/{id}` for the result.
   */
  createGeneration(
    body: Schemas["GenerateRequest"],
    options?: CreateOptions,
  ): Promise<Schemas["AcceptedGeneration"]>;
  /**
   * Sign an upload
   *
   * Signs an address for one input image. Uploading takes two steps: this call, then a `PUT` of
   * the bytes to `url` with the `headers` of the reply, within 5 minutes.
   *
   * Size and type are part of the signature: a file of another size or type is refused. The
   * bytes are checked once more when a generation uses the key, and a file that is no PNG, JPEG
   * or WebP is refused with 400 there. A key can be used from the moment the `PUT` has succeeded.
   */
  createUpload(
    body: Schemas["UploadRequest"],
    options?: CreateOptions,
  ): Promise<Schemas["SignedUpload"]>;
  /**
   * Get a generation
   *
   * Tells where a generation stands. A key reads the generations of its own account only. Poll
   * every few seconds; polling costs no credits.
   */
  getGeneration(id: string, options?: CallOptions): Promise<Schemas["Generation"]>;
  /**
   * Cancel a generation
   *
   * Calls a generation off. A queued one ends at once. For a running one the call to the provider
   * is broken off; images that have arrived by then are delivered and charged, and `status` is
   * `running` until that is settled. Canceling one that has ended changes nothing.
   */
  cancelGeneration(id: string, options?: CallOptions): Promise<Schemas["Generation"]>;
}
/** Makes the methods, each of which is one call. */
export declare function methods(calls: Calls<paths>): Methods;
/** Codes of errors after which nothing is charged, or all of it was given back. */
export declare const uncharged: ReadonlySet<string>;
export {};
