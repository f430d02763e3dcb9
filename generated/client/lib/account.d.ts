import type { components } from "./account/client.js";
import { type ErrorCode, type Methods } from "./account/methods.js";
import { ApiError } from "./errors.js";
import { type ClientOptions } from "./options.js";
import { type CreateAndWaitOptions, type WaitOptions } from "./wait.js";
/** The request and response types of this API. */
export type Schemas = components["schemas"];
export type * from "./account/types.js";
export type { ErrorCode };
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
  /** Creates a generation and waits until it finishes, as `waitFor` does. */
  createGenerationAndWait(
    body: Schemas["CreateGenerationForm"],
    options?: CreateAndWaitOptions<Generation>,
  ): Promise<Generation>;
}
/**
 * Creates a client of the Account API. `signIn` and `signUp` start a session. The client stores the
 * session cookie; in a web page of the server's origin the browser stores it.
 */
export declare function createAccountClient(options?: ClientOptions): AccountClient;
/** Whether an error is a response of this API with one of its codes. */
export declare function isAccountError(error: unknown): error is ApiError<ErrorCode>;
