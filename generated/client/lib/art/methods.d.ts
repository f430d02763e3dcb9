import type { Calls } from "../call.js";
import type { CallOptions, CreateOptions } from "../options.js";
import type { components, paths } from "./client.js";
type Schemas = components["schemas"];
/** Every operation of the API. */
export interface Methods {
  /**
   * Create a generation
   *
   * Creates images from a prompt, or from the images at `image_urls`. The reply comes at once;
   * poll `GET /api/v1/images/tasks/{task_id}` for the result.
   */
  createImage(
    body: Schemas["CreateImageRequest"],
    options?: CreateOptions,
  ): Promise<Schemas["Task"]>;
  /**
   * Get a task
   *
   * Tells where a task stands. A key reads the tasks of its own account only. Poll every few
   * seconds; polling costs no credits.
   */
  getTask(taskId: string, options?: CallOptions): Promise<Schemas["Task"]>;
  /**
   * Cancel a task
   *
   * Calls a task off. A pending one ends at once. For one in process the call to the provider is
   * broken off; images that have arrived by then are delivered and charged, and `status` is
   * `processing` until that is settled. Canceling a task that has ended changes nothing.
   */
  cancelTask(taskId: string, options?: CallOptions): Promise<Schemas["Task"]>;
}
/** Makes the methods, each of which is one call. */
export declare function methods(calls: Calls<paths>): Methods;
/** Codes of errors after which nothing is charged, or all of it was given back. */
export declare const uncharged: ReadonlySet<string>;
export {};
