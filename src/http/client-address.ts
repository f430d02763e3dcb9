import { isIP } from "node:net";

/** Returns the IP address that a request was sent from. */
export type ReadAddress = (request: Request) => string | undefined;

/**
 * Returns a function that reads the client's IP address of a request.
 *
 * With `trustedProxies` = n, the address is the n-th entry from the right of X-Forwarded-For: each
 * trusted proxy appends the address it received the request from. Entries further left are set by the
 * client and ignored. With 0 the header is ignored and the peer address is returned.
 */
export function createClientAddressReader(
  readPeerAddress: ReadAddress,
  trustedProxies: number,
): ReadAddress {
  if (trustedProxies === 0) return readPeerAddress;
  return (request) => {
    const hops = request.headers.get("x-forwarded-for")?.split(",") ?? [];
    const address = stripPort(hops[Math.max(0, hops.length - trustedProxies)]?.trim() ?? "");
    return isIP(address) > 0 ? address : readPeerAddress(request);
  };
}

// Some proxies append the port, as in [2001:db8::1]:4711.
function stripPort(hop: string): string {
  return /^(?:\[(.+)\]|([\d.]+))(?::\d+)?$/.exec(hop)?.slice(1).find(Boolean) ?? hop;
}
