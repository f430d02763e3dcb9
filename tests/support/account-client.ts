import type { App } from "./app.ts";

/** A signed-in client of the Account API. */
export interface AccountClient {
  accountId: string;
  email: string;
  password: string;
  /** The cookie as a browser sends it. */
  cookie: string;
  csrfToken: string;
  /** The app's `fetch` with the session; `json` becomes the body. */
  call(path: string, init?: RequestOptions): Promise<Response>;
}

export interface RequestOptions extends RequestInit {
  json?: unknown;
}

/** The fields of Account API responses that tests read. */
export type AccountBody = Record<string, unknown> & {
  error?: { code: string; message: string; issues?: { path: string[]; message: string }[] };
};

/** Sends a request to the Account API without a session. */
export function sendRequest(app: App, path: string, init: RequestOptions = {}): Promise<Response> {
  const { json, ...rest } = init;
  if (json === undefined) return app.fetch(path, rest);
  const headers = {
    "content-type": "application/json",
    ...Object.fromEntries(new Headers(init.headers)),
  };
  return app.fetch(path, { method: "POST", ...rest, headers, body: JSON.stringify(json) });
}

/** Creates an account and signs it in. */
export async function signUp(
  app: App,
  given: { email?: string; password?: string } = {},
): Promise<AccountClient> {
  const email = given.email ?? `${crypto.randomUUID()}@example.com`;
  const password = given.password ?? "correct horse battery";
  const reply = await sendRequest(app, "/api/auth/sign-up", { json: { email, password } });
  if (reply.status !== 201) throw new Error(`${reply.status}: ${await reply.text()}`);
  return toAccountClient(app, reply, { email, password });
}

/** Returns a client for the session that a response has started. */
export async function toAccountClient(
  app: App,
  reply: Response,
  { email, password }: { email: string; password: string },
): Promise<AccountClient> {
  const cookie = readCookie(reply);
  const { id, csrf_token: csrfToken } = (await reply.json()) as { id: string; csrf_token: string };
  const call = (path: string, init: RequestOptions = {}) => {
    const headers = { ...Object.fromEntries(new Headers(init.headers)), cookie };
    return sendRequest(app, path, { ...init, headers });
  };
  return { accountId: id, email, password, cookie, csrfToken, call };
}

/** Returns the cookie of a response as a browser sends it back. */
export function readCookie(reply: Response): string {
  return reply.headers.get("set-cookie")?.split(";")[0] ?? "";
}

/** Returns the JSON body of a response. */
export async function readBody(reply: Response): Promise<AccountBody> {
  return (await reply.json()) as AccountBody;
}
