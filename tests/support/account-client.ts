import type { App } from "./app.ts";

/** Somebody with an account and a session. */
export interface Person {
  accountId: string;
  email: string;
  password: string;
  /** As the browser sends it back. */
  cookie: string;
  csrfToken: string;
  /** The app's `fetch` with the session; `json` becomes the body. */
  call(path: string, init?: Send): Promise<Response>;
}

export interface Send extends RequestInit {
  json?: unknown;
}

/** What any reply of the account API may hold, for tests that read it. */
export type Told = Record<string, unknown> & {
  error?: { code: string; message: string; issues?: { path: string[]; message: string }[] };
};

/** Sends a request of the account API without any session. */
export function send(app: App, path: string, init: Send = {}): Promise<Response> {
  const { json, ...rest } = init;
  if (json === undefined) return app.fetch(path, rest);
  const headers = {
    "content-type": "application/json",
    ...Object.fromEntries(new Headers(init.headers)),
  };
  return app.fetch(path, { method: "POST", ...rest, headers, body: JSON.stringify(json) });
}

/** Makes an account and signs it in. */
export async function signUp(
  app: App,
  given: { email?: string; password?: string } = {},
): Promise<Person> {
  const email = given.email ?? `${crypto.randomUUID()}@example.com`;
  const password = given.password ?? "correct horse battery";
  const reply = await send(app, "/api/auth/sign-up", { json: { email, password } });
  if (reply.status !== 201) throw new Error(`${reply.status}: ${await reply.text()}`);
  return personOf(app, reply, { email, password });
}

/** The person that a reply has signed in. */
export async function personOf(
  app: App,
  reply: Response,
  { email, password }: { email: string; password: string },
): Promise<Person> {
  const cookie = cookieOf(reply);
  const { id, csrf_token: csrfToken } = (await reply.json()) as { id: string; csrf_token: string };
  const call = (path: string, init: Send = {}) => {
    const headers = { ...Object.fromEntries(new Headers(init.headers)), cookie };
    return send(app, path, { ...init, headers });
  };
  return { accountId: id, email, password, cookie, csrfToken, call };
}

/** The cookie of a reply as a browser sends it back. */
export function cookieOf(reply: Response): string {
  return reply.headers.get("set-cookie")?.split(";")[0] ?? "";
}

/** The body of a reply, whatever it is. */
export async function told(reply: Response): Promise<Told> {
  return (await reply.json()) as Told;
}
