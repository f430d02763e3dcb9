import { type RawRequest, reply, startRawServer } from "../raw-server.ts";

/**
 * The fate of a request. `pass`: the response is passed on. `lose`: the response is discarded. `cut`: half
 * of the response is passed on. `stall`: the same, and the connection stays open. `end`: the same as `cut`,
 * as if it were the whole. Any other text: the status line and headers of another response, which can have a
 * body.
 */
export type Fate =
  "pass" | "lose" | "cut" | "stall" | "end" | string | { status: string; body: string };

const PROXIED = ["pass", "lose", "cut", "stall", "end"];

/** A proxy that can lose responses. */
export interface FlakyProxy {
  url: string;
  /** The received requests. */
  requests: RawRequest[];
  /** Sets the fates of the next requests in order. Further requests pass. */
  expect(...fates: Fate[]): void;
  stop(): Promise<void>;
}

/** Starts a proxy in front of a server. */
export async function startFlakyProxy(target: string): Promise<FlakyProxy> {
  let fates: Fate[] = [];
  const server = await startRawServer(async (socket, request) => {
    const fate = fates.shift() ?? "pass";
    if (typeof fate === "object") return reply(fate.status, LAST, fate.body)(socket);
    if (!PROXIED.includes(fate)) return reply(fate, LAST)(socket);
    const answer = await forward(target, request);
    const body = Buffer.from(await answer.arrayBuffer());
    if (fate === "lose") return socket.destroy();
    const head = [...answer.headers].filter(([name]) => !HOPS.has(name));
    const lines = head.map(([name, value]) => `${name}: ${value}`);
    if (fate === "pass")
      return reply(`${answer.status} Answered`, [...lines, ...LAST], body)(socket);
    const half = body.subarray(0, body.length / 2);
    // Without a length, the end of the connection is the end of the body.
    if (fate === "end")
      return socket.end(`HTTP/1.1 200 Ended\r\n${[...lines, ...LAST].join("\r\n")}\r\n\r\n${half}`);
    const length = `Content-Length: ${body.length}`;
    const close = fate === "stall" ? LAST : [];
    const started = [`HTTP/1.1 ${answer.status} Cut`, ...lines, length, ...close].join("\r\n");
    socket.write(`${started}\r\n\r\n`);
    socket.write(half, () => fate === "cut" && socket.destroy());
  });
  return {
    url: `http://127.0.0.1:${server.port}`,
    requests: server.requests,
    expect: (...next) => void (fates = next),
    stop: () => server[Symbol.asyncDispose](),
  };
}

// Sent before the connection closes, so that no client reuses it.
const LAST = ["Connection: close"];
const HOPS = new Set(["connection", "content-length", "content-encoding", "transfer-encoding"]);

function forward(target: string, { line, headers, body }: RawRequest): Promise<Response> {
  const [method = "", path = ""] = line.split(" ");
  const sent = new Headers([...headers].filter(([name]) => !HOPS.has(name) && name !== "host"));
  sent.set("accept-encoding", "identity");
  const bytes = Buffer.from(body, "latin1");
  const isEmpty = method === "GET" || method === "HEAD";
  return fetch(new URL(path, target), {
    method,
    headers: sent,
    ...(isEmpty ? {} : { body: bytes }),
  });
}
