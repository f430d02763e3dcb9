import { createSocket } from "node:dgram";
import { once } from "node:events";
import { Resolver } from "node:dns/promises";

/** A real DNS server on UDP, whose responses a test can change at any time. */
export interface DnsServer {
  /** Sets the IPv4 addresses of every name from now on. Without any, names do not exist. */
  answer(...addresses: string[]): void;
  /** The number of queries. */
  asked: number;
  /** Resolves a name with this server. */
  resolve(hostname: string): Promise<string[]>;
  stop(): void;
}

/** Starts a DNS server on a free port. */
export async function startDnsServer(): Promise<DnsServer> {
  const socket = createSocket("udp4");
  let addresses: string[] = [];
  socket.on("message", (query, { port, address }) => {
    server.asked++;
    socket.send(replyTo(query, addresses), port, address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const resolver = new Resolver();
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  const server: DnsServer = {
    asked: 0,
    answer: (...given) => void (addresses = given),
    resolve: (hostname) => resolver.resolve4(hostname),
    stop: () => void socket.close(),
  };
  return server;
}

const RESPONSE = 0x8180;
const NO_SUCH_NAME = 3;
const HEADER_BYTES = 12;

/** RFC 1035, section 4: the question, then an A record for each address with a TTL of 0 seconds. */
function replyTo(query: Buffer, addresses: string[]): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(RESPONSE | (addresses.length === 0 ? NO_SUCH_NAME : 0), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(addresses.length, 6);
  const nameEnd = query.indexOf(0, HEADER_BYTES) + 1;
  const question = query.subarray(HEADER_BYTES, nameEnd + 4);
  return Buffer.concat([header, question, ...addresses.map(recordOf)]);
}

function recordOf(address: string): Buffer {
  const [name, type, internet, bytes] = [0xc00c, 1, 1, 4];
  const record = Buffer.alloc(16);
  record.writeUInt16BE(name, 0);
  record.writeUInt16BE(type, 2);
  record.writeUInt16BE(internet, 4);
  record.writeUInt16BE(bytes, 10);
  record.set(address.split(".").map(Number), 12);
  return record;
}
