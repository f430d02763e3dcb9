import { methods, uncharged } from "./art/methods.js";
import { createCalls } from "./call.js";
import { withKey } from "./options.js";
import { waitFor } from "./wait.js";
/** Creates a client of the Image Art API, for keys that start with `sk-`. */
export function createArtClient(options) {
  const own = methods(createCalls(withKey(options), uncharged));
  return {
    ...own,
    waitFor(task, waiting) {
      const id = typeof task === "string" ? task : task.id;
      return waitFor((call) => own.getTask(id, call), waiting);
    },
  };
}
