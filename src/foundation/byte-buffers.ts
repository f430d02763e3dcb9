/** The size of a buffer in bytes. */
const BUFFER_BYTES = 262_144;

const MAX_FREE = 32;

const free: Buffer[] = [];

/**
 * Returns a buffer with undefined content. Buffers are used again, because the kernel clears every page of a
 * new one, which takes longer than to read or decode as many bytes.
 */
export function takeBuffer(): Buffer {
  return free.pop() ?? Buffer.allocUnsafeSlow(BUFFER_BYTES);
}

/** Makes a buffer available again. Must be called once, when nothing uses the buffer any more. */
export function releaseBuffer(buffer: Buffer): void {
  if (free.length < MAX_FREE) free.push(buffer);
}
