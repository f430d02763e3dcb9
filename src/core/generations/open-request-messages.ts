import * as queries from "../../../generated/queries/idempotency.ts";
import type { Context } from "../../app/context.ts";

/** The channel of the messages. */
export const OPEN_REQUESTS_CHANNEL = "open_requests";

// A payload has at most 8,000 bytes.
const MAX_DIGESTS = 350;
const DIGEST_CHARACTERS = 16;

/** What a process says about creates: one is open, has ended, or was interrupted and may be retried. */
export type Announcement = "opened" | "closed" | "interrupted";

/**
 * A message between server processes about creates whose responses are open, so that an equal one at another
 * server is decided after their interruptions are recorded. Nothing is sent while one process runs,
 * nor about a create that ends within `TICK_MS`.
 */
export type Message = { from: string } & (
  | { type: "hello" | "left" }
  | { type: Announcement; digests: string[] }
  | { type: "ask"; to: string; question: string; digest: string }
  | { type: "answer"; to: string; question: string }
);

/** Sends a message about digests, in parts if there are many. */
export function sendDigests(
  ctx: Pick<Context, "db">,
  { digests, ...message }: { from: string; type: Announcement; digests: string[] },
): void {
  let rest = digests;
  do {
    sendMessage(ctx, { ...message, digests: rest.slice(0, MAX_DIGESTS) });
    rest = rest.slice(MAX_DIGESTS);
  } while (rest.length > 0);
}

/**
 * Sends a message. A lost question or answer delays a decision by the time of an answer at most. A lost
 * announcement is not repeated: other processes then decide on an equal create without asking.
 */
export function sendMessage({ db }: Pick<Context, "db">, message: Message): void {
  const payload = JSON.stringify(message);
  queries.publishOpenRequests.run({ payload }, db.background).catch(() => undefined);
}

/** Returns the digest of a content, which is sent instead of it. */
export function toDigest(content: string): string {
  const digest = new Bun.CryptoHasher("sha256").update(content).digest("base64url");
  return digest.slice(0, DIGEST_CHARACTERS);
}
