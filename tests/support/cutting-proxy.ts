import { connect, createServer, type Socket } from "node:net";

/** A TCP proxy in front of a server that cuts connections. */
export interface CuttingProxy {
  url: string;
  /** Gives new connections to other servers. */
  turnTo(serverUrls: string[]): void;
  /** How many connections it has cut. */
  cuts(): number;
  /** Cuts all open connections. */
  cut(): void;
  /** Cuts the connections whose server has sent nothing since the last call of this, or ever. */
  cutIdle(): void;
  /** How many connections a server has sent bytes to since the last call of `cutIdle`. */
  countBusy(): number;
  close(): Promise<void>;
}

/**
 * Opens a proxy in front of servers, which get connections in turn. With `lifeMs`, each connection is cut
 * when it is that old, also while a request is in progress.
 */
export async function startCuttingProxy(
  serverUrls: string | string[],
  { lifeMs }: { lifeMs?: number } = {},
): Promise<CuttingProxy> {
  const open = new Set<() => void>();
  const busy = new Set<() => void>();
  let targets = [serverUrls].flat().map((url) => new URL(url));
  let turn = 0;
  let cuts = 0;

  function carry(near: Socket): void {
    const target = targets[turn++ % targets.length];
    const far = connect(Number(target?.port), target?.hostname);
    near.pipe(far);
    far.pipe(near);
    far.on("data", () => busy.add(cut));
    const timer = lifeMs === undefined ? undefined : setTimeout(cut, lifeMs);
    for (const socket of [near, far]) socket.on("error", end).on("close", end);
    open.add(cut);

    function cut() {
      cuts++;
      end();
    }
    function end() {
      clearTimeout(timer);
      open.delete(cut);
      busy.delete(cut);
      // The client notices the cut first.
      near.resetAndDestroy();
      far.destroy();
    }
  }

  const server = createServer(carry);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    turnTo(urls) {
      targets = urls.map((each) => new URL(each));
    },
    cuts: () => cuts,
    cut: () => open.forEach((each) => each()),
    cutIdle() {
      for (const each of open) if (!busy.has(each)) each();
      busy.clear();
    },
    countBusy: () => busy.size,
    async close() {
      open.forEach((each) => each());
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
