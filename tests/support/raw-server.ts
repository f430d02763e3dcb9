import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TLSSocket } from "node:tls";

/** A received request. */
export interface RawRequest {
  line: string;
  headers: Headers;
  body: string;
  /** The server name in the TLS handshake, if any. */
  serverName: string | undefined;
}

/** A TCP server, so that tests can send responses that are not valid HTTP. */
export interface RawServer {
  port: number;
  /** The number of accepted connections, including those that sent nothing. */
  connections: number;
  requests: RawRequest[];
  /** A promise for each connection, resolved when it is closed. */
  ended: Promise<unknown>[];
  [Symbol.asyncDispose](): Promise<void>;
}

export interface RawServerOptions {
  /** "127.0.0.1" unless given. */
  host?: string;
  port?: number;
  tls?: { key: string; cert: string };
}

/** Starts a server on a free port that passes each complete request to `answer`. */
export async function startRawServer(
  answer: (socket: Socket, request: RawRequest) => void,
  { host = "127.0.0.1", port = 0, tls }: RawServerOptions = {},
): Promise<RawServer> {
  const open = new Set<Socket>();
  const accept = (socket: Socket) => {
    open.add(socket);
    server.connections += 1;
    server.ended.push(new Promise((resolve) => socket.once("close", resolve)));
    socket.on("error", () => socket.destroy());
    socket.once("close", () => open.delete(socket));
    readRequest(socket, (request) => {
      server.requests.push(request);
      answer(socket, request);
    });
  };
  const listener: Server = tls === undefined ? createServer(accept) : createTlsServer(tls, accept);
  listener.listen(port, host);
  await once(listener, "listening");
  const server: RawServer = {
    port: portOf(listener),
    connections: 0,
    requests: [],
    ended: [],
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      listener.close();
      await once(listener, "close");
    },
  };
  return server;
}

/** Returns a response with a length, after which the connection ends. */
export function reply(
  status: string,
  headers: string[] = [],
  body: string | Uint8Array = "",
): (socket: Socket) => void {
  const head = [`HTTP/1.1 ${status}`, `Content-Length: ${Buffer.byteLength(body)}`, ...headers];
  const bytes = Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`), Buffer.from(body)]);
  return (socket) => void socket.end(bytes);
}

/** Writes `chunk` repeatedly, as fast as the client reads, until the connection is closed. */
export function writeForever(socket: Socket, chunk: string): void {
  if (socket.destroyed) return;
  const again = () => writeForever(socket, chunk);
  // The client reads in another thread, so that a simple loop might never fill the socket.
  if (socket.write(chunk)) setImmediate(again);
  else socket.once("drain", again);
}

function readRequest(socket: Socket, done: (request: RawRequest) => void): void {
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk.toString("latin1");
    const end = text.indexOf("\r\n\r\n");
    if (end < 0) return;
    const [line = "", ...fields] = text.slice(0, end).split("\r\n");
    const headers = new Headers(fields.map((each) => splitField(each)));
    const body = text.slice(end + 4);
    if (body.length < Number(headers.get("content-length") ?? 0)) return;
    done({ line, headers, body, serverName: serverNameOf(socket) });
    text = "";
  });
}

function splitField(field: string): [string, string] {
  const colon = field.indexOf(":");
  return [field.slice(0, colon), field.slice(colon + 1).trim()];
}

function serverNameOf(socket: Socket): string | undefined {
  if (!("servername" in socket)) return undefined;
  // Only sockets of node:tls have a server name.
  return (socket as TLSSocket).servername || undefined;
}

function portOf(server: Server): number {
  // A server that listens on TCP has an address of this form.
  return (server.address() as AddressInfo).port;
}
