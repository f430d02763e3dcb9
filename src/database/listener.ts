import { type Connection, openConnection, within } from "./connection.ts";
import { openHosts } from "../foundation/database-hosts.ts";

/** Receives a payload, or undefined where notifications may have been missed. */
export type OnPayload = (payload: string | undefined) => void;

/** Receives notifications of Postgres on one connection, which is replaced when it is lost. */
export interface Listener {
  /** Returns a function that ends the subscription. */
  subscribe(channel: string, onPayload: OnPayload): () => void;
  close(): Promise<void>;
}

const CONNECT_MS = 4_000;
// A connection that was dropped without a word is found by asking on it.
const CHECK_EVERY_MS = 5_000;
const CHECK_MS = 3_000;
const SHORTEST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/** Opens a listener. It connects when the first channel is subscribed to. */
export function openListener(url: string): Listener {
  const channels = new Map<string, Set<OnPayload>>();
  const hosts = openHosts(url);
  const closing = new AbortController();
  let connection: Connection | undefined;
  let connecting: Promise<void> | undefined;

  const tell = (channel: string, payload: string | undefined) =>
    channels.get(channel)?.forEach((onPayload) => onPayload(payload));
  const tellAll = () => [...channels.keys()].forEach((channel) => tell(channel, undefined));

  async function keepConnected(): Promise<void> {
    let pauseMs = SHORTEST_PAUSE_MS;
    while (!closing.signal.aborted) {
      const from = hosts.current();
      try {
        const url = from;
        connection = await openConnection({ url, timeoutMs: CONNECT_MS, onNotification: tell });
        for (const channel of channels.keys()) await listen(connection, channel);
        pauseMs = SHORTEST_PAUSE_MS;
        tellAll();
        await untilLost(connection);
      } catch {
        // Whatever it was, the next attempt begins with a new connection.
        hosts.leave(from);
      }
      if (connection !== undefined) {
        connection.destroy();
        connection = undefined;
        tellAll();
      }
      await pause(pauseMs, closing.signal);
      pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
    }
  }

  async function untilLost(current: Connection): Promise<void> {
    while (!current.isClosed() && !closing.signal.aborted) {
      await Promise.race([pause(CHECK_EVERY_MS, closing.signal), current.closed]);
      if (!closing.signal.aborted) await ask(current, "select 1");
    }
  }
  return {
    subscribe(channel, onPayload) {
      const others = channels.get(channel);
      channels.set(channel, (others ?? new Set()).add(onPayload));
      connecting ??= keepConnected();
      if (connection === undefined) return unsubscribe;
      if (others !== undefined) onPayload(undefined);
      else {
        const current = connection;
        listen(current, channel).then(
          () => tell(channel, undefined),
          () => current.destroy(),
        );
      }
      return unsubscribe;

      // The channel stays subscribed to on the connection: its notifications are then ignored.
      function unsubscribe() {
        channels.get(channel)?.delete(onPayload);
      }
    },
    async close() {
      closing.abort();
      await connecting;
    },
  };
}

async function listen(connection: Connection, channel: string): Promise<void> {
  await ask(connection, `listen "${channel}"`);
}

async function ask(connection: Connection, text: string): Promise<void> {
  await within(CHECK_MS, text, connection.run(text, [], { prepare: false }));
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = () => resolve();
  const timer = setTimeout(end, ms);
  signal.addEventListener("abort", end, { once: true });
  await promise;
  clearTimeout(timer);
  signal.removeEventListener("abort", end);
}
