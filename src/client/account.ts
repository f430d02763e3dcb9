import type { components, paths } from "../../generated/account/client.ts";
import {
  type ErrorCode,
  isErrorCode,
  type Methods,
  methods,
  uncharged,
} from "../../generated/account/methods.ts";
import { createCalls } from "./call.ts";
import { ApiError } from "./errors.ts";
import { type ClientOptions, type Fetch, withDefaults } from "./options.ts";
import { createAndWait, type CreateAndWaitOptions, waitFor, type WaitOptions } from "./wait.ts";

/** The request and response types of this API. */
export type Schemas = components["schemas"];
export type * from "../../generated/account/types.ts";
export type { ErrorCode };
type Generation = Schemas["GenerationDetail"];

/** The Account API: each operation of its document is a method. */
export interface AccountClient extends Methods {
  /** Waits until a generation finishes. Throws a `GenerationError` if it produced no images. */
  waitFor(
    generation: string | { id: string },
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
export function createAccountClient(options: ClientOptions = {}): AccountClient {
  const complete = withDefaults(options);
  const withSession = { ...complete, fetch: withCookies(complete.fetch) };
  const calls = createCalls<paths>(withSession, uncharged);
  const own = methods(calls);
  const client: AccountClient = {
    ...own,
    waitFor(generation, waiting) {
      const id = typeof generation === "string" ? generation : generation.id;
      return waitFor((call) => own.getGeneration(id, call), waiting);
    },
    createGenerationAndWait(body, given) {
      return createAndWait((call) => own.createGeneration(body, call), client.waitFor, given);
    },
  };
  return client;
}

/** Stores and sends cookies in runtimes other than browsers, which send them on their own. */
function withCookies(ownFetch: Fetch): Fetch {
  const cookies = new Map<string, string>();
  return async (input, init) => {
    const request = new Request(input, init);
    const text = Array.from(cookies, ([name, value]) => `${name}=${value}`).join("; ");
    if (text !== "") request.headers.set("cookie", text);
    const reply = await ownFetch(request);
    for (const line of reply.headers.getSetCookie()) keep(cookies, line);
    return reply;
  };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (value === "") cookies.delete(name);
  else cookies.set(name, value);
}

/** Whether an error is a response of this API with one of its codes. */
export function isAccountError(error: unknown): error is ApiError<ErrorCode> {
  return error instanceof ApiError && isErrorCode(error.code);
}
