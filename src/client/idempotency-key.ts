/** Returns a new idempotency key. */
export function createIdempotencyKey(): string {
  // Also works on pages without https, where `crypto.randomUUID` is not available.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
