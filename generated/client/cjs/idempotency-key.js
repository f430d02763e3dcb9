"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.createIdempotencyKey = createIdempotencyKey;
/** Returns a new idempotency key. */
function createIdempotencyKey() {
  // Also works on pages without https, where `crypto.randomUUID` is not available.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
