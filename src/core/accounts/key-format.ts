import { randomInt } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const RANDOM_LENGTH = 26;
const CHECKSUM_LENGTH = 6;

/**
 * Generates a key: prefix, 26 random base62 characters (154 bits), and the CRC32 of all before as 6 base62
 * characters, so that a mistyped key is rejected without a query.
 */
export function generateKey(prefix: string): string {
  let body = prefix;
  for (let length = 0; length < RANDOM_LENGTH; length++)
    body += ALPHABET[randomInt(ALPHABET.length)];
  return body + checksum(body);
}

/** Returns whether a text has the format and a valid checksum of a key with any prefix. */
export function isWellFormed(key: string): boolean {
  if (!/^[a-z]+(?:_[a-z]+)*[_-][0-9A-Za-z]{32}$/.test(key)) return false;
  const body = key.slice(0, -CHECKSUM_LENGTH);
  return checksum(body) === key.slice(-CHECKSUM_LENGTH);
}

function checksum(text: string): string {
  let rest = Bun.hash.crc32(text);
  let digits = "";
  for (let place = 0; place < CHECKSUM_LENGTH; place++) {
    digits = ALPHABET.charAt(rest % ALPHABET.length) + digits;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return digits;
}
