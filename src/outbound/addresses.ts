import { BlockList, isIP } from "node:net";

/**
 * Addresses that are not public: the special-purpose registry of IANA (RFC 6890), and 168.63.129.16, the
 * host agent of virtual machines in Azure.
 */
const NOT_PUBLIC_V4: [string, number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["168.63.129.16", 32],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];

/**
 * The only IPv6 block with global unicast addresses. It excludes loopback, link-local, unique-local,
 * site-local, multicast, IPv4-mapped, NAT64, discard-only and 5f00::/16.
 */
const GLOBAL_V6: [string, number] = ["2000::", 3];

/** IETF protocol assignments with Teredo, documentation, 6to4 (it embeds an IPv4 address), documentation. */
const NOT_PUBLIC_V6: [string, number][] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];

const notPublicV4 = blockList(NOT_PUBLIC_V4, "ipv4");
const globalV6 = blockList([GLOBAL_V6], "ipv6");
const notPublicV6 = blockList(NOT_PUBLIC_V6, "ipv6");

/** Returns whether `ip` is a global unicast address. False for any text that is not an IP address. */
export function isPublicAddress(ip: string): boolean {
  if (ip.includes("%")) return false;
  const family = isIP(ip);
  if (family === 4) return !notPublicV4.check(ip, "ipv4");
  return family === 6 && globalV6.check(ip, "ipv6") && !notPublicV6.check(ip, "ipv6");
}

function blockList(blocks: [string, number][], family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of blocks) list.addSubnet(network, prefix, family);
  return list;
}
