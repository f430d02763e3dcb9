import { createHmac, timingSafeEqual } from "node:crypto";

// `body` is the raw body as bytes, before any JSON parser has touched it.
export function isGenuine(body, signature, secret) {
  const expected = createHmac("sha256", secret).update(body).digest();
  const given = Buffer.from(signature ?? "", "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}
