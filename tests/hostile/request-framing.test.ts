import { afterAll, beforeAll, expect } from "bun:test";
import { connect } from "node:net";
import { type AccountClient, signUp } from "../support/account-client.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { type Attack, describeAttacks } from "../support/attacks.ts";

let app: App;
let person: AccountClient;
let customer: Customer;
let host = "";

beforeAll(async () => {
  app = await startApp({ worker: false, idleSeconds: 2 });
  person = await signUp(app);
  customer = await app.customer();
  ({ host } = new URL(app.url));
});
afterAll(() => app.stop());

/** Sends bytes and returns all that the server sends until it closes the connection. */
function exchange(text: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let received = "";
  const socket = connect(Number(new URL(app.url).port), "localhost", () => socket.write(text));
  socket.on("data", (data) => void (received += data.toString("latin1")));
  socket.on("error", () => undefined);
  socket.on("close", () => resolve(received));
  return promise;
}

function toText(lines: string[], body = ""): string {
  return `${lines.join("\r\n")}\r\n\r\n${body}`;
}

const SIGN_IN = "POST /api/auth/sign-in HTTP/1.1";
const JSON_TYPE = "Content-Type: application/json";
const CHUNKED = "Transfer-Encoding: chunked";
const hostLine = () => `Host: ${host}`;
/** A request that returns the credits of the customer, hidden in a body. */
const hidden = () =>
  toText(["GET /api/v1/credits HTTP/1.1", hostLine(), `Authorization: Bearer ${customer.key}`]);
const withBody = (length: string[], body = "{}") =>
  toText([SIGN_IN, hostLine(), JSON_TYPE, ...length], body);

const REQUESTS: [string, () => string][] = [
  ["both lengths", () => withBody(["Content-Length: 5", CHUNKED], `0\r\n\r\n${hidden()}`)],
  [
    "both lengths in the other order",
    () => withBody([CHUNKED, "Content-Length: 5"], `0\r\n\r\n${hidden()}`),
  ],
  ["two lengths", () => withBody(["Content-Length: 2", "Content-Length: 300"], `{}${hidden()}`)],
  ["two equal lengths in one header", () => withBody(["Content-Length: 2, 2"])],
  ["a length with a sign", () => withBody(["Content-Length: +2"])],
  ["a negative length", () => withBody(["Content-Length: -1"])],
  ["a hexadecimal length", () => withBody(["Content-Length: 0x2"])],
  ["a huge length", () => withBody([`Content-Length: ${"9".repeat(30)}`])],
  [
    "an unknown transfer coding",
    () => withBody(["Transfer-Encoding: xchunked"], `0\r\n\r\n${hidden()}`),
  ],
  ["two transfer codings", () => withBody(["Transfer-Encoding: gzip, chunked"], "0\r\n\r\n")],
  [
    "a transfer coding after chunked",
    () => withBody(["Transfer-Encoding: chunked, identity"], "0\r\n\r\n"),
  ],
  [
    "a blank before the colon",
    () => withBody(["Transfer-Encoding : chunked"], `0\r\n\r\n${hidden()}`),
  ],
  [
    "a vertical tab in the value",
    () => withBody(["Transfer-Encoding:\x0bchunked"], `0\r\n\r\n${hidden()}`),
  ],
  ["a negative chunk", () => withBody([CHUNKED], `-2\r\n{}\r\n0\r\n\r\n${hidden()}`)],
  ["a huge chunk", () => withBody([CHUNKED], `FFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n`)],
  ["a chunk without its end", () => withBody([CHUNKED], `2\r\n{}0\r\n\r\n${hidden()}`)],
  [
    "a line feed in a chunk extension",
    () => withBody([CHUNKED], `2;a=\n{}\r\n0\r\n\r\n${hidden()}`),
  ],
  [
    "line feeds only",
    () => `GET /api/account HTTP/1.1\nHost: ${host}\nCookie: ${person.cookie}\n\n`,
  ],
  ["a zero in a header", () => toText(["GET /api/account HTTP/1.1", hostLine(), "X: a\0b"])],
  ["a blank in a name", () => toText(["GET /api/account HTTP/1.1", hostLine(), "Bad Name: x"])],
  ["no host", () => toText(["GET /api/account HTTP/1.1", `Cookie: ${person.cookie}`])],
  [
    "another host than the target",
    () => {
      const target = `GET ${app.url}/api/account HTTP/1.1`;
      return toText([target, "Host: evil.com", `Cookie: ${person.cookie}`]);
    },
  ],
  ["CONNECT", () => toText(["CONNECT 127.0.0.1:5432 HTTP/1.1", hostLine()])],
  ["the preface of HTTP/2", () => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
  [
    "an upgrade",
    () => toText(["GET /api/account HTTP/1.1", hostLine(), "Connection: Upgrade", "Upgrade: h2c"]),
  ],
  [
    "many headers",
    () => toText(["GET /api/account HTTP/1.1", hostLine(), ...Array(5_000).fill("X: y")]),
  ],
  ["a long target", () => toText([`GET /${"a".repeat(100_000)} HTTP/1.1`, hostLine()])],
];

describeAttacks(
  "an ambiguous request is rejected, and nothing after it is answered as a request:",
  REQUESTS.map(([name, toRequest]): Attack => [
    name,
    async () => {
      const received = await exchange(toRequest());
      const statuses = [...received.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) =>
        Number(status),
      );
      for (const status of statuses) {
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).not.toBe(500);
      }
      expect(received).not.toContain('"credits"');
      expect(received).not.toContain(person.email);
    },
  ]),
);

const NAMES = [
  "Idempotency-Key",
  "User-Agent",
  "Prefer",
  "traceparent",
  "X-Request-Id",
  "Accept-Language",
];
const PATHS = [
  "/docs%0d%0aX-Evil:%201",
  "/account/api%0d%0aX-Evil:%201",
  "/settings/apikeys?x=%0d%0aX-Evil:%201",
  "/?lang=tr%0d%0aSet-Cookie:%20evil=1",
  "//evil.com/account/api",
  "/%5cevil.com",
  "/account/api/..//evil.com",
];

describeAttacks("no text of a request becomes a header or the target of a redirect:", [
  ...NAMES.map((name): Attack => [
    `${name} with a folded line`,
    async () => {
      const lines = ["GET /api/v1/models HTTP/1.1", hostLine(), `${name}: a`, "\tX-Evil: 1"];
      const received = await exchange(toText([...lines, "Connection: close"]));
      expect(received).not.toMatch(/^x-evil/im);
    },
  ]),
  ...PATHS.map((path): Attack => [
    path,
    async () => {
      const received = await exchange(
        toText([`GET ${path} HTTP/1.1`, hostLine(), "Connection: close"]),
      );
      const [head = ""] = received.split("\r\n\r\n");
      expect(head).not.toMatch(/^(x-evil|set-cookie: evil|location: .*evil)/im);
      expect(head).not.toMatch(/^HTTP\/1\.1 5/);
    },
  ]),
]);

const QUERIES = [
  "from=9999999-01-01T00:00:00Z",
  "to=0000-00-00T00:00:00Z",
  "from=-000001-01-01T00:00:00Z",
  "limit=99999999999999999999",
  "limit=-1",
  "limit=1e3",
  "limit=10&limit=20",
  "text=%00",
  "text=%ff",
  "status[]=failed",
  "status[a]=b",
  "cursor[]=x",
  "user=%ed%a0%80",
];

describeAttacks(
  "a list answers a hostile query without a fault and without others' data:",
  QUERIES.map((query): Attack => [
    query,
    async () => {
      const reply = await person.call(`/api/account/generations?${query}`);
      expect([200, 400]).toContain(reply.status);
      expect(reply.ok ? (await reply.json()).data : []).toEqual([]);
    },
  ]),
);
