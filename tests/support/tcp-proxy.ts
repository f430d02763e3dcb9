import { connect, createServer, type Server, type Socket } from "node:net";

/** A TCP connection to Postgres through a proxy that can fail like a network. */
export interface TcpProxy {
  /** The database's URL through the proxy. */
  url: string;
  /** Open connections stay open, and no byte passes on them any more. New ones work. */
  silence(): void;
  /** Closes all connections and refuses new ones. */
  cut(): Promise<void>;
  restore(): Promise<void>;
  /**
   * Discards the reply to the next statement that contains `text`, once the server has sent it, and
   * closes that connection. Resolves then.
   */
  loseReply(text: string): Promise<void>;
  close(): Promise<void>;
}

interface Pair {
  near: Socket;
  far: Socket;
  isSilent: boolean;
  /** Called with the reply, which is discarded. */
  onReply?: (() => void) | undefined;
}

/** Opens a proxy on a free port in front of the database. */
export async function startTcpProxy(databaseUrl: string): Promise<TcpProxy> {
  const target = new URL(databaseUrl);
  const pairs = new Set<Pair>();
  let wanted: { text: string; onReply: () => void } | undefined;
  let server: Server;

  function carry(near: Socket): void {
    const far = connect(Number(target.port), target.hostname);
    const pair: Pair = { near, far, isSilent: false };
    pairs.add(pair);
    near.on("data", (bytes) => {
      if (pair.isSilent) return;
      if (wanted !== undefined && bytes.includes(wanted.text)) {
        pair.onReply = wanted.onReply;
        wanted = undefined;
      }
      far.write(bytes);
    });
    far.on("data", (bytes) => {
      if (pair.isSilent) return;
      // A server that describes the statement first is only answered in the second reply.
      const isDone = pair.onReply !== undefined && bytes.includes("SELECT ");
      if (!isDone) return void near.write(bytes);
      pair.onReply?.();
      near.destroy();
    });
    const end = () => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) socket.on("error", end).on("close", end);
  }

  async function listen(port: number): Promise<number> {
    server = createServer(carry);
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
    return address.port;
  }
  async function cut(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const { near, far } of pairs) {
      near.destroy();
      far.destroy();
    }
    await closed;
  }
  const port = await listen(0);
  return {
    url: Object.assign(new URL(databaseUrl), { host: `127.0.0.1:${port}` }).href,
    silence: () => pairs.forEach((pair) => (pair.isSilent = true)),
    cut,
    restore: async () => void (await listen(port)),
    loseReply: (text) =>
      new Promise<void>((onReply) => {
        wanted = { text, onReply };
      }),
    close: cut,
  };
}
