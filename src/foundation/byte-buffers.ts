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

/**
 * Frees bytes that nothing uses any more, if they have a buffer of their own. The garbage collector frees
 * them later, after many more of their size.
 */
export function freeBytes({ buffer, byteLength }: Uint8Array): void {
  const isShared = buffer.byteLength !== byteLength || !(buffer instanceof ArrayBuffer);
  if (!isShared) buffer.transfer(0);
}
