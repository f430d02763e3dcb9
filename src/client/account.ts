import type { components, paths } from "../../generated/account/client.ts";
import { type Methods, methods, uncharged } from "../../generated/account/methods.ts";
import { createCalls } from "./call.ts";
import type { ClientOptions, Fetch } from "./options.ts";
import { waitFor, type WaitOptions } from "./wait.ts";

/** The request and response types of this API. */
export type Schemas = components["schemas"];
type Generation = Schemas["GenerationDetail"];

/** The Account API: each operation of its document is a method. */
export interface AccountClient extends Methods {
  /** Waits until a generation finishes. Throws a `GenerationError` if it produced no images. */
  waitFor(
    generation: string | { id: string },
    options?: WaitOptions<Generation>,
  ): Promise<Generation>;
}

/**
 * Creates a client of the Account API. `signIn` and `signUp` start a session. The client stores the
 * session cookie; in a web page of the server's origin the browser stores it.
 */
export function createAccountClient(options: ClientOptions): AccountClient {
  const { baseUrl = "" } = options;
  const calls = createCalls<paths>({ ...options, baseUrl, fetch: withCookies(options) }, uncharged);
  const own = methods(calls);
  return {
    ...own,
    waitFor(generation, waiting) {
      const id = typeof generation === "string" ? generation : generation.id;
      return waitFor((call) => own.getGeneration(id, call), waiting);
    },
  };
}

/** Stores and sends cookies in runtimes other than browsers, which send them on their own. */
function withCookies({ fetch: ownFetch = fetch }: ClientOptions): Fetch {
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
