import { connect, createServer, type Socket } from "node:net";

/** A TCP connection to Postgres through a proxy that can fail like a network. */
export interface TcpProxy {
  /** The database's URL through the proxy. */
  url: string;
  /** Open connections stay open, and no byte passes on them any more. New ones work. */
  silence(): void;
  /** Open and new connections stay open, and no byte passes on them any more. */
  freeze(): void;
  /** Delays every reply, on all connections. */
  delayReplies(ms: number): void;
  /** Closes all connections, and resets new ones. The port stays reserved. */
  cut(): void;
  restore(): void;
  /** Resolves when `count` more connections were reset while the line is cut. */
  rejected(count: number): Promise<void>;
  /**
   * Discards the reply to the next statement that contains `text`, once the server has sent it, and
   * closes that connection. Resolves then.
   */
  loseReply(text: string): Promise<void>;
  /** Closes the connection on which the next statement that contains `text` arrives. Resolves then. */
  loseStatement(text: string): Promise<void>;
  /** As `loseReply`, but leaves the connection open. */
  withholdReply(text: string): Promise<void>;
  /** Resolves when the reply to the next statement that contains `text` was passed on. */
  passReply(text: string): Promise<void>;
  close(): Promise<void>;
}

interface Pair {
  near: Socket;
  far: Socket;
  isSilent: boolean;
  /** What happens to the reply to the statement in progress. */
  watch?: Watch | undefined;
}

interface Watch {
  text: string;
  reply: "passed" | "lost" | "withheld" | "unasked";
  done: () => void;
}

/** Opens a proxy on a free port in front of the database. */
export async function startTcpProxy(databaseUrl: string): Promise<TcpProxy> {
  const target = new URL(databaseUrl);
  const pairs = new Set<Pair>();
  const line = { isCut: false, isFrozen: false, delayMs: 0, rejections: 0 };
  let wanted: Watch | undefined;
  let onRejection = () => {};

  function carry(near: Socket): void {
    if (line.isCut) {
      near.resetAndDestroy();
      line.rejections++;
      return onRejection();
    }
    const far = connect(Number(target.port), target.hostname);
    const pair: Pair = { near, far, isSilent: line.isFrozen };
    pairs.add(pair);
    near.on("data", (bytes) => {
      if (pair.isSilent) return;
      if (wanted !== undefined && bytes.includes(wanted.text)) {
        pair.watch = wanted;
        wanted = undefined;
      }
      if (pair.watch?.reply === "unasked") {
        pair.watch.done();
        return void near.destroy();
      }
      far.write(bytes);
    });
    far.on("data", (bytes) => {
      if (pair.isSilent) return;
      if (line.delayMs > 0) setTimeout(() => passOn(pair, bytes), line.delayMs);
      else passOn(pair, bytes);
    });
    const end = () => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) socket.on("error", end).on("close", end);
  }

  const server = createServer(carry);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
  const watch = (text: string, reply: Watch["reply"]) =>
    new Promise<void>((done) => {
      wanted = { text, reply, done };
    });
  const silence = () => pairs.forEach((pair) => (pair.isSilent = true));
  const cut = () => {
    line.isCut = true;
    for (const { near, far } of pairs) {
      near.destroy();
      far.destroy();
    }
  };
  return {
    url: Object.assign(new URL(databaseUrl), { host: `127.0.0.1:${address.port}` }).href,
    silence,
    freeze: () => {
      line.isFrozen = true;
      silence();
    },
    delayReplies: (ms) => void (line.delayMs = ms),
    cut,
    restore: () => void (line.isCut = false),
    rejected(count) {
      const last = line.rejections + count;
      return new Promise((resolve) => {
        onRejection = () => line.rejections >= last && resolve();
      });
    },
    loseReply: (text) => watch(text, "lost"),
    loseStatement: (text) => watch(text, "unasked"),
    withholdReply: (text) => watch(text, "withheld"),
    passReply: (text) => watch(text, "passed"),
    async close() {
      cut();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function passOn(pair: Pair, bytes: Buffer): void {
  const { near, watch } = pair;
  // A server that describes the statement first only answers it in the second reply.
  if (watch === undefined || !bytes.includes("SELECT ")) return void near.write(bytes);
  pair.watch = undefined;
  if (watch.reply === "passed") return void near.write(bytes, () => watch.done());
  watch.done();
  if (watch.reply === "lost") near.destroy();
}
