import type { components, paths } from "../../generated/art/client.ts";
import { type Methods, methods, uncharged } from "../../generated/art/methods.ts";
import { createCalls } from "./call.ts";
import { type KeyOptions, withKey } from "./options.ts";
import { waitFor, type WaitOptions } from "./wait.ts";

/** The request and response types of this API. */
export type Schemas = components["schemas"];
type Task = Schemas["Task"];

/** The Image Art API: each operation of its document is a method. */
export interface ArtClient extends Methods {
  /** Waits until a task finishes. Throws a `GenerationError` if it produced no images. */
  waitFor(task: string | Task, options?: WaitOptions<Task>): Promise<Task>;
}

/** Creates a client of the Image Art API, for keys that start with `sk-`. */
export function createArtClient(options: KeyOptions): ArtClient {
  const own = methods(createCalls<paths>(withKey(options), uncharged));
  return {
    ...own,
    waitFor(task, waiting) {
      const id = typeof task === "string" ? task : task.id;
      return waitFor((call) => own.getTask(id, call), waiting);
    },
  };
}
