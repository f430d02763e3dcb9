import { isIP, isIPv4 } from "node:net";
import type { Config } from "../foundation/config.ts";

type HostSettings = Pick<Config, "host" | "publicUrl">;

/** Returns whether a host name or an IP address, with or without brackets, is of this machine only. */
export function isLoopback(host: string): boolean {
  const plain = host.replace(/^\[|\]$/g, "").replace(/^::ffff:/, "");
  return plain === "localhost" || plain === "::1" || (isIPv4(plain) && plain.startsWith("127."));
}

/** Returns whether the server listens on, and is published under, addresses of this machine only. */
export function isLoopbackOnly({ host, publicUrl }: HostSettings): boolean {
  return isLoopback(host) && (publicUrl === undefined || isLoopback(new URL(publicUrl).hostname));
}

/**
 * Returns whether a Host header names this server: the host of PUBLIC_URL, `localhost` or an IP address. A
 * page of another site can reach the server under its own name by DNS rebinding, but never under an
 * address. Without PUBLIC_URL the names of a server that listens on other interfaces are not known, and all
 * are accepted.
 */
export function isOwnHost({ host, publicUrl }: HostSettings, header: string): boolean {
  const given = `http://${header}`;
  if (!URL.canParse(given)) return false;
  const { hostname } = new URL(given);
  if (hostname === "localhost" || isIP(hostname.replace(/^\[|\]$/g, "")) > 0) return true;
  if (publicUrl !== undefined) return hostname === new URL(publicUrl).hostname;
  return !isLoopback(host) || hostname === host;
}
