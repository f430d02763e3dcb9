import type { components } from "./account/client.js";
import { type Methods } from "./account/methods.js";
import type { ClientOptions } from "./options.js";
import { type WaitOptions } from "./wait.js";
/** The request and response types of this API. */
export type Schemas = components["schemas"];
type Generation = Schemas["GenerationDetail"];
/** The Account API: each operation of its document is a method. */
export interface AccountClient extends Methods {
  /** Waits until a generation finishes. Throws a `GenerationError` if it produced no images. */
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
 * Creates a client of the Account API. `signIn` and `signUp` start a session. The client stores the
 * session cookie; in a web page of the server's origin the browser stores it.
 */
export declare function createAccountClient(options: ClientOptions): AccountClient;
export {};
