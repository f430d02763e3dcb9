/**
 * The idle timeout of one request's connection. It is on whenever the server waits for the client (to
 * send its request or to take its reply), and off while the client waits for the server.
 */
export interface IdleTimeout {
  off(): void;
  on(): void;
  /** Whether the client was too slow: then it gets nothing more, and its connection is about to end. */
  isCut(): boolean;
}

/**
 * Returns the same stream with the idle timeout on whenever a chunk waits for the client to take it, and
 * when the stream has ended.
 */
export function withIdleTimeout(
  stream: ReadableStream<Uint8Array>,
  idle: IdleTimeout,
): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  return new ReadableStream({
    async pull(controller) {
      if (idle.isCut()) return stop();
      idle.off();
      try {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      } finally {
        idle.on();
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });

  // A stream that fails here would only end its connection once the client has taken what was sent.
  async function stop(): Promise<void> {
    await reader.cancel();
    await new Promise(() => undefined);
  }
}
