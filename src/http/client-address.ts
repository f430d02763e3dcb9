import { isIP } from "node:net";

/** Answers the network address of whoever sent a request. */
export type ReadAddress = (request: Request) => string | undefined;

/**
 * Whose request it was that so many trusted proxies have handed on, each of which appends to
 * X-Forwarded-For whom it heard it from. What stands before their entries is anybody's to write,
 * and so is the whole header where there are none.
 */
export function createClientAddressReader(peerOf: ReadAddress, trusted: number): ReadAddress {
  if (trusted === 0) return peerOf;
  return (request) => {
    const hops = request.headers.get("x-forwarded-for")?.split(",") ?? [];
    const address = withoutPort(hops[Math.max(0, hops.length - trusted)]?.trim() ?? "");
    return isIP(address) > 0 ? address : peerOf(request);
  };
}

// Some proxies write where the connection came from to the port, as in [2001:db8::1]:4711.
function withoutPort(hop: string): string {
  return /^(?:\[(.+)\]|([\d.]+))(?::\d+)?$/.exec(hop)?.slice(1).find(Boolean) ?? hop;
}
