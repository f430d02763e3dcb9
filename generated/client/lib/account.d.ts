import type { components } from "./account/client.js";
import { type Methods } from "./account/methods.js";
import type { ClientOptions } from "./options.js";
import { type WaitOptions } from "./wait.js";
/** The shapes that this API speaks in. */
export type Schemas = components["schemas"];
type Generation = Schemas["GenerationDetail"];
/** The account API: every operation of its document is a method. */
export interface AccountClient extends Methods {
  /** Waits until a generation has ended. Throws a `GenerationError` where no images were made. */
  waitFor(
    generation:
      | string
      | {
          id: string;
        },
    options?: WaitOptions<Generation>,
  ): Promise<Generation>;
}
/**
 * A client of the account API. `signIn` and `signUp` sign it in: it keeps the session cookie to
 * itself, or in a web page of the server's own leaves it to the browser.
 */
export declare function createAccountClient(options: ClientOptions): AccountClient;
export {};
