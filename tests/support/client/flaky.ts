import { type RawRequest, reply, startRawServer } from "../raw-server.ts";

/**
 * What becomes of a request. `pass`: it is answered as the server answers. `lose`: the server answers,
 * and the answer never arrives. `cut`: half of it arrives. A text: the head of another answer.
 */
export type Fate = "pass" | "lose" | "cut" | string;

/** A bad connection to a server: a proxy that loses answers. */
export interface FlakyProxy {
  url: string;
  /** Everything that was sent through it. */
  requests: RawRequest[];
  /** The fates of the requests from now on, the first one's first; all others pass. */
  expect(...fates: Fate[]): void;
  stop(): Promise<void>;
}

/** Starts one in front of a server. */
export async function startFlakyProxy(target: string): Promise<FlakyProxy> {
  let fates: Fate[] = [];
  const server = await startRawServer(async (socket, request) => {
    const fate = fates.shift() ?? "pass";
    if (fate !== "pass" && fate !== "lose" && fate !== "cut") return reply(fate, LAST)(socket);
    const answer = await forward(target, request);
    const body = Buffer.from(await answer.arrayBuffer());
    if (fate === "lose") return socket.destroy();
    const head = [...answer.headers].filter(([name]) => !HOPS.has(name));
    const lines = head.map(([name, value]) => `${name}: ${value}`);
    if (fate === "pass")
      return reply(`${answer.status} Answered`, [...lines, ...LAST], body)(socket);
    const half = body.subarray(0, body.length / 2);
    socket.write(
      `HTTP/1.1 ${answer.status} Cut\r\n${lines.join("\r\n")}\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    socket.write(half, () => socket.destroy());
  });
  return {
    url: `http://127.0.0.1:${server.port}`,
    requests: server.requests,
    expect: (...next) => void (fates = next),
    stop: () => server[Symbol.asyncDispose](),
  };
}

// Announced before the connection closes, so that no client reuses it.
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
