/**
 * Sends chunks as fast as they are taken and no faster. `onGone` is called when the reader leaves
 * early: what the chunks wait for can then be given up.
 */
export function toStream(
  chunks: AsyncGenerator<Uint8Array>,
  onGone: () => void = () => undefined,
): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      onGone();
      await chunks.return(undefined);
    },
  });
}
