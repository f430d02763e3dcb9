/** Returns the host at which this machine reaches a server that listens on `host`. */
export function toUrlHost(host: string): string {
  const reachable = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return reachable.includes(":") ? `[${reachable}]` : reachable;
}
