import type { components } from "./art/client.js";
import { type Methods } from "./art/methods.js";
import { type KeyOptions } from "./options.js";
import { type WaitOptions } from "./wait.js";
/** The shapes that this API speaks in. */
export type Schemas = components["schemas"];
type Task = Schemas["Task"];
/** The Image Art API: every operation of its document is a method. */
export interface ArtClient extends Methods {
  /** Waits until a task has ended. Throws a `GenerationError` where no images were made. */
  waitFor(task: string | Task, options?: WaitOptions<Task>): Promise<Task>;
}
/** A client of the Image Art API, for keys that start with `sk-`. */
export declare function createArtClient(options: KeyOptions): ArtClient;
export {};
