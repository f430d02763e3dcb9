/**
 * Returns a stream that reads one chunk per pull. `onCancel` is called if the reader cancels, so that a
 * pending chunk can be aborted.
 */
export function toStream(
  chunks: AsyncGenerator<Uint8Array>,
  onCancel: () => void = () => undefined,
): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      onCancel();
      await chunks.return(undefined);
    },
  });
}
