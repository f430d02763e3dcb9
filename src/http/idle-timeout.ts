/** When a response starts early, and the pause between its spaces. */
export interface KeepAliveTimes {
  firstMs: number;
  intervalMs: number;
}

/** Well below the idle timeouts of proxies, which are 30 or 60 seconds. */
export const KEEP_ALIVE: KeepAliveTimes = { firstMs: 5_000, intervalMs: 10_000 };

/**
 * The idle timeout of the connection of one request. It is on while the server waits for the client (to
 * send the request or to read the response), and off while the client waits for the server.
 */
export interface IdleTimeout {
  off(): void;
  on(): void;
  /**
   * Switches the timeout on while a chunk of a stream, of so many bytes, waits to be read. The client must
   * read it within the idle time, which ends with the next call of any of these methods.
   */
  awaitRead(bytes: number): void;
  /** Whether the client was too slow. Its connection is about to be closed, and nothing more is sent. */
  isCut(): boolean;
  /** Whether the response has been written or its connection is closed. */
  hasEnded(): boolean;
  /** The times of a response that starts early so that no proxy closes the connection as idle. */
  keepAlive: KeepAliveTimes;
}

/** The chunks of a stream, and how to end it early. */
interface Chunks {
  read(): Promise<{ done?: boolean | undefined; value?: Uint8Array | undefined }>;
  cancel(reason?: unknown): Promise<unknown>;
}

/**
 * Returns the stream of a body with the idle timeout switched on while a chunk waits to be read by the
 * client, and after the end of the stream. When `signal` aborts, because the client has disconnected, the
 * body is canceled and releases what it uses, also if the stream is never read.
 */
export function withIdleTimeout(
  body: ReadableStream<Uint8Array> | AsyncGenerator<Uint8Array>,
  idle: IdleTimeout,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const reader: Chunks =
    body instanceof ReadableStream
      ? body.getReader()
      : { read: () => body.next(), cancel: () => body.return(undefined) };
  // A body that has failed rejects.
  const cancel = () => void reader.cancel().catch(() => undefined);
  if (signal.aborted) cancel();
  else signal.addEventListener("abort", cancel, { once: true });
  return new ReadableStream({
    async pull(controller) {
      if (idle.isCut()) return stop();
      idle.off();
      let bytes = 0;
      try {
        const { done, value } = await reader.read();
        bytes = value?.byteLength ?? 0;
        if (done) controller.close();
        else controller.enqueue(value);
      } finally {
        idle.awaitRead(bytes);
      }
    },
    async cancel(reason) {
      await reader.cancel(reason);
    },
  });

  // Never resolves: after an error or a close, the connection would stay open until the client has read
  // everything that was sent.
  async function stop(): Promise<void> {
    await reader.cancel();
    await new Promise(() => undefined);
  }
}
