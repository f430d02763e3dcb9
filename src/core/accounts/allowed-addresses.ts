import { isIP } from "node:net";
import { AppError } from "../../foundation/errors.ts";

/** The most networks of one key. */
const MAX_NETWORKS = 20;

// The bits before the IPv4 address in its IPv6 form.
const MAPPED_BITS = 96;

/** Returns the networks as the database stores them, or null for none. Throws `invalid_request`. */
export function toNetworks(texts: readonly string[] | undefined): string[] | null {
  if (texts === undefined || texts.length === 0) return null;
  if (texts.length > MAX_NETWORKS) throw invalid([], `must have at most ${MAX_NETWORKS} entries`);
  return texts.map((text, index) => {
    const network = toNetwork(text);
    if (network === undefined)
      throw invalid([index], "must be an IP address or a network in CIDR form");
    return network;
  });
}

/**
 * Returns an IP address or a network (192.0.2.7, 192.0.2.0/24) in CIDR form, or undefined. The database
 * removes host bits. IPv4 in IPv6 form becomes IPv4, because clients are compared as IPv4 addresses.
 */
export function toNetwork(text: string): string | undefined {
  const [, given = "", length] = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i.exec(text) ?? [];
  const version = isIP(given);
  if (version === 0) return undefined;
  const bits = version === 4 ? 32 : 128;
  const prefix = length === undefined ? bits : Number(length);
  if (prefix > bits) return undefined;
  const mapped = version === 6 ? findMappedAddress(given) : undefined;
  if (mapped === undefined) return `${given}/${prefix}`;
  return prefix < MAPPED_BITS ? undefined : `${mapped}/${prefix - MAPPED_BITS}`;
}

/** Returns the IPv4 address of an IPv6 address such as ::ffff:192.0.2.7, in any notation. */
function findMappedAddress(address: string): string | undefined {
  const { hostname } = new URL(`http://[${address}]`);
  const [, high, low] = /^\[::ffff:([0-9a-f]+):([0-9a-f]+)\]$/.exec(hostname) ?? [];
  if (high === undefined || low === undefined) return undefined;
  const parts = [high, low].map((part) => Number.parseInt(part, 16));
  return parts.flatMap((part) => [part >> 8, part & 255]).join(".");
}

/** Returns an IPv4 address without its IPv6 form and a zone, which the database does not accept. */
export function toPlainAddress(address: string | undefined): string | undefined {
  const plain = address?.replace(/^::ffff:(?=\d+\.)/i, "").split("%", 1)[0];
  return plain !== undefined && isIP(plain) > 0 ? plain : undefined;
}

function invalid(path: (string | number)[], reason: string): AppError {
  return new AppError("invalid_request", `allowed_addresses: ${reason}.`, {
    details: { issues: [{ path: ["allowed_addresses", ...path], reason }] },
  });
}
