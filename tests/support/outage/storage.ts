import { connect, createServer, type Socket } from "node:net";
import { startS3 } from "../s3-server.ts";

/**
 * What an S3 server does with its connections: serve them, answer 503 to everything, close them at
 * once, or accept them and never answer.
 */
export type StorageCondition = "well" | "busy" | "refusing" | "hanging";

export interface BreakableStorage {
  /** The settings of a server or worker that uses it. */
  env: Record<string, string>;
  /** Changes the condition; connections that are open are closed. */
  become(condition: StorageCondition): void;
  stop(): Promise<void>;
}

const BUSY = "HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/** Starts a real S3 server behind a proxy that can cut it off. */
export async function startBreakableStorage(): Promise<BreakableStorage> {
  const { config, stop } = await startS3();
  const port = Number(new URL(config.endpoint ?? "").port);
  const sockets = new Set<Socket>();
  let condition: StorageCondition = "well";

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
    server.on("close", () => client.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const address = proxy.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
  return {
    env: {
      S3_ENDPOINT: `http://127.0.0.1:${address.port}`,
      S3_BUCKET: config.bucket,
      S3_ACCESS_KEY_ID: config.accessKeyId,
      S3_SECRET_ACCESS_KEY: config.secretAccessKey,
    },
    become(next) {
      condition = next;
      for (const socket of sockets) socket.destroy();
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => proxy.close(resolve));
      await stop();
    },
  };
}
