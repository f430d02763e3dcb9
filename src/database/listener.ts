import { createBackoff, pause } from "../foundation/backoff.ts";
import { type Connection, openConnection, within } from "./connection.ts";
import { openHosts } from "../foundation/database-hosts.ts";

/** Receives a payload, or undefined if notifications may have been missed. */
type OnPayload = (payload: string | undefined) => void;

/** Receives notifications on one connection, which is replaced when it is lost. */
interface Listener {
  /** Returns a function that ends the subscription. */
  subscribe(channel: string, onPayload: OnPayload): () => void;
  close(): Promise<void>;
}

const CONNECT_MS = 4_000;
// A query detects a connection that was dropped without notice.
const CHECK_EVERY_MS = 5_000;
const CHECK_MS = 3_000;
const PAUSES = { firstMs: 50, longestMs: 1_000 };

/** Opens a listener. It connects at the first subscription. */
export function openListener(url: string): Listener {
  const channels = new Map<string, Set<OnPayload>>();
  const hosts = openHosts(url);
  const closing = new AbortController();
  let connection: Connection | undefined;
  let connecting: Promise<void> | undefined;

  const publish = (channel: string, payload: string | undefined) =>
    channels.get(channel)?.forEach((onPayload) => onPayload(payload));
  const publishAll = () => [...channels.keys()].forEach((channel) => publish(channel, undefined));

  async function keepConnected(): Promise<void> {
    const backoff = createBackoff(PAUSES);
    while (!closing.signal.aborted) {
      const from = hosts.current();
      try {
        const url = from;
        connection = await openConnection({ url, timeoutMs: CONNECT_MS, onNotification: publish });
        for (const channel of channels.keys()) await listen(connection, channel);
        backoff.reset();
        publishAll();
        await checkUntilLost(connection);
      } catch {
        // Any error is handled by a new connection.
        hosts.leave(from);
      }
      if (connection !== undefined) {
        connection.destroy();
        connection = undefined;
        publishAll();
      }
      await backoff.wait(closing.signal);
    }
  }

  async function checkUntilLost(current: Connection): Promise<void> {
    const lost = new AbortController();
    // Once, because each wait for the promise of a connection that stays open for months would be kept.
    void current.closed.then(() => lost.abort());
    const over = AbortSignal.any([closing.signal, lost.signal]);
    while (!over.aborted) {
      await pause(CHECK_EVERY_MS, over);
      if (!closing.signal.aborted) await run(current, "select 1");
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
          () => publish(channel, undefined),
          () => current.destroy(),
        );
      }
      return unsubscribe;

      // No UNLISTEN is sent; further notifications of the channel are ignored.
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
  await run(connection, `listen "${channel}"`);
}

async function run(connection: Connection, text: string): Promise<void> {
  await within(CHECK_MS, text, connection.run(text, [], { prepare: false }));
}
