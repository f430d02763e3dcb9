import { bearer } from "@elysiajs/bearer";
import { Elysia } from "elysia";

// The plugin always reads the query if the header is missing, and proxies log query strings. A name that no
// client can know turns that source off.
const NO_PARAMETER = crypto.randomUUID();

/**
 * Returns the bearer token of a request (RFC 6750): undefined without an Authorization header, and "" if
 * the header holds no bearer token. The scheme is case-insensitive and is followed by one space. Queries,
 * cookies and bodies are never read.
 */
export function readBearerToken(headers: Headers): string | undefined {
  const header = headers.get("authorization");
  return header === null ? undefined : (/^bearer (.*)$/i.exec(header)?.[1] ?? "");
}

/**
 * Returns the key that a client has sent, to choose the dialect that answers. It may lack the scheme: the
 * client then gets the 401 of the API of its key.
 */
export function readSentKey(headers: Headers): string {
  return readBearerToken(headers) || (headers.get("authorization") ?? "");
}

/**
 * The bearer plugin, whose `bearer` is the result of `readBearerToken`. The plugin matches the scheme
 * case-sensitively and accepts any character after it, so it receives the header in canonical form.
 */
export function bearerToken() {
  return new Elysia({ name: "bearer-token" })
    .onRequest(({ request: { headers } }) => {
      const token = readBearerToken(headers);
      if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
    })
    .use(bearer({ extract: { query: NO_PARAMETER, body: NO_PARAMETER, header: "Bearer" } }));
}
