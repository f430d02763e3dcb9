/** How a receiver in TypeScript tells our deliveries from anybody else's. */
export const verifySnippet = `import { createHmac, timingSafeEqual } from "node:crypto";

// body: the bytes as they came, before anything parses them.
export function isGenuine(body: Buffer, headers: Headers, secret: string): boolean {
  const expected = createHmac("sha256", secret).update(body).digest();
  const given = Buffer.from(headers.get("x-gptimg-signature") ?? "", "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}`;
