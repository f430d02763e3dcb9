import { connect, createServer, type Socket } from "node:net";

/**
 * What a service does with its connections: serve them, answer 503 to everything, close them at once, or
 * accept them and never answer.
 */
export type Condition = "well" | "busy" | "refusing" | "hanging";

/** An HTTP service behind a proxy that can cut it off. */
export interface HttpProxy {
  /** The port of the proxy on 127.0.0.1. */
  port: number;
  /** Changes the condition; connections that are open are closed. */
  become(condition: Condition): void;
  stop(): Promise<void>;
}

const BUSY = "HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/** Opens a proxy on a free port in front of a port of this machine. */
export async function startHttpProxy(port: number): Promise<HttpProxy> {
  const sockets = new Set<Socket>();
  let condition: Condition = "well";

  function add(socket: Socket): Socket {
    sockets.add(socket);
    // A cut connection reports an error to its user.
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    return socket;
  }

  const proxy = createServer((client) => {
    add(client);
    if (condition === "refusing") client.resetAndDestroy();
    if (condition === "busy") client.once("data", () => client.end(BUSY));
    if (condition !== "well") return;
    const server = add(connect(port, "127.0.0.1"));
    client.pipe(server).pipe(client);
    client.on("close", () => server.destroy());
    // After an orderly end, what the service has sent must still reach the client.
    server.on("close", (hadError) => (hadError ? client.destroy() : client.end()));
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const address = proxy.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
  return {
    port: address.port,
    become(next) {
      condition = next;
      for (const socket of sockets) socket.destroy();
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}
