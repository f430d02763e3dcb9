import { isIP } from "node:net";
import { AppError } from "../../foundation/errors.ts";

/** The most networks of one key. */
const MAX_NETWORKS = 20;

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

/** Returns an IP address or a network (192.0.2.7, 192.0.2.0/24) without host bits, or undefined. */
export function toNetwork(text: string): string | undefined {
  const [, address = "", length] = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i.exec(text) ?? [];
  const version = isIP(address);
  if (version === 0) return undefined;
  const bits = version === 4 ? 32 : 128;
  const prefix = length === undefined ? bits : Number(length);
  return prefix <= bits ? `${address}/${prefix}` : undefined;
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
