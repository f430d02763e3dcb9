import { createHmac, timingSafeEqual } from "node:crypto";

/** How URLs of images are signed. */
export interface LinkSigning {
  /** How long a URL is valid at least, in seconds. It is valid at most a tenth longer. */
  lifetimeSeconds: number;
  /** The keys that verify URLs. The first one signs. */
  keys: [Buffer, ...Buffer[]];
}

/** The time in which a URL is valid, in seconds since 1970. `expiresAt` is exclusive. */
export interface Validity {
  startsAt: number;
  expiresAt: number;
}

/**
 * Returns the validity of a URL that is signed now. It starts at a multiple of a tenth of the lifetime, so
 * that repeated reads return the same URL, which caches know.
 */
export function computeValidity(lifetimeSeconds: number): Validity {
  const stepSeconds = Math.ceil(lifetimeSeconds / 10);
  const startsAt = Math.floor(Date.now() / 1000 / stepSeconds) * stepSeconds;
  return { startsAt, expiresAt: startsAt + stepSeconds + lifetimeSeconds };
}

/** Returns the query of the URL of an image: its expiry and a MAC over key and expiry. */
export function signLink({ keys, lifetimeSeconds }: LinkSigning, storageKey: string): string {
  const { expiresAt } = computeValidity(lifetimeSeconds);
  return `?expires=${expiresAt}&signature=${computeSignature(keys[0], storageKey, expiresAt)}`;
}

/** Returns when the URL of an image expires, in seconds since 1970, or undefined if it is not valid now. */
export function findLinkExpiry(
  { keys }: LinkSigning,
  storageKey: string,
  query: URLSearchParams,
): number | undefined {
  const expiresAt = Number(/^[1-9]\d{0,11}$/.exec(query.get("expires") ?? "")?.[0]);
  const signature = query.get("signature") ?? "";
  const isSigned = keys.some((key) =>
    areTextsEqual(computeSignature(key, storageKey, expiresAt), signature),
  );
  return isSigned && Date.now() < expiresAt * 1000 ? expiresAt : undefined;
}

/** Compares two texts in a time that does not depend on where they differ. */
export function areTextsEqual(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function computeSignature(key: Buffer, storageKey: string, expiresAt: number): string {
  const text = `darkroom-image-1\n${storageKey}\n${expiresAt}`;
  return createHmac("sha256", key).update(text).digest("base64url");
}
