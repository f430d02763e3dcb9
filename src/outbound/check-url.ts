import { lookup } from "node:dns/promises";
import { isIP, isIPv4, isIPv6 } from "node:net";
import { networkInterfaces } from "node:os";
import { AppError } from "../foundation/errors.ts";
import { isPublicAddress } from "./addresses.ts";

/** Answers every address of a host name, IPv4 and IPv6. */
export type Resolve = (hostname: string) => Promise<string[]>;

export interface CheckUrlOptions {
  /** `host:port` pairs that may be reached over http and at any address: OUTBOUND_ALLOW. */
  allow: string[];
  /** `host:port` pairs under which this server is reached itself. Refused, whatever `allow` says. */
  self: string[];
  /** Opens plain http to every host. Without it only pairs in `allow` may use it. */
  allowHttp?: boolean;
  /** The ports that are open on every host, 80 and 443 unless given. */
  ports?: number[];
  /** This machine's public addresses, refused as well. Those of its interfaces unless given. */
  own?: string[];
  /** The system's resolver unless given. Asked once for each URL that is vetted. */
  resolve?: Resolve;
  /** Ends the wait for the resolver. */
  signal?: AbortSignal;
}

/** A URL that may be requested, and where: no name is looked up again after vetting. */
export interface AllowedTarget {
  url: URL;
  /** The first address of each family: the second is for machines without a route to the first. */
  addresses: string[];
}

const MAX_URL_LENGTH = 8192;
const UNREACHABLE =
  "This URL cannot be reached from here: it must be a public https URL on a standard port " +
  "that answers in time with what is asked for.";

/**
 * The one error for every URL that was refused or failed. Its text never varies, so that it cannot
 * be used to look around in our network; what happened is in `cause`, for the log alone.
 */
export function createUnreachableError(cause: unknown): AppError {
  return new AppError("invalid_request", UNREACHABLE, { cause });
}

/**
 * Decides whether `text` may be requested from here, and resolves its host, once.
 * Throws `unreachable` for every refusal and `signal.reason` when the signal aborts.
 */
export async function checkUrl(text: string, options: CheckUrlOptions): Promise<AllowedTarget> {
  const url = parse(text);
  const allowed = options.allow.map(toEndpoint).includes(endpoint(url));
  if (options.self.map(toEndpoint).includes(endpoint(url)))
    throwUnreachable("it is this server itself");
  if (!allowed) checkReach(url, options);
  const addresses = await resolveAddresses(readHost(url), options);
  if (addresses.length === 0) throwUnreachable("the name has no address");
  if (!allowed) checkAddresses(addresses, options.own);
  return { url, addresses: oneOfEachFamily(addresses) };
}

/** `host:port` of a URL, the port always written out. */
function endpoint(url: URL): string {
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return `${url.hostname.replace(/\.+$/, "")}:${port}`;
}

/** A URL's host as a name without the root's dot, or as an address without brackets. */
export function readHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "").replace(/\.+$/, "");
}

/** Brings a setting's `host:port` into the form of `endpoint`. Throws where it is none. */
export function toEndpoint(setting: string): string {
  const url = URL.parse(`http://${setting}`);
  if (url === null || !/^[^/?#@]+:\d+$/.test(setting)) {
    throw new Error(`"${setting}" is not of the form host:port`);
  }
  return endpoint(url);
}

/** The parser mends tabs, backslashes and missing slashes; what needs mending is refused instead. */
function parse(text: string): URL {
  if (text.length > MAX_URL_LENGTH) throwUnreachable("it is too long");
  if (!/^https?:\/\/[^/]/i.test(text) || /[\s\\\p{Cc}]/u.test(text))
    throwUnreachable("it is malformed");
  const url = URL.parse(text) ?? throwUnreachable("it is malformed");
  if (url.username !== "" || url.password !== "") throwUnreachable("it holds credentials");
  return url;
}

function checkReach(url: URL, { allowHttp = false, ports = [80, 443] }: CheckUrlOptions): void {
  if (url.protocol !== "https:" && !allowHttp) throwUnreachable("it is not https");
  const port = Number(endpoint(url).split(":").at(-1));
  if (!ports.includes(port)) throwUnreachable(`port ${port} is closed to outbound requests`);
}

async function resolveAddresses(host: string, options: CheckUrlOptions): Promise<string[]> {
  if (isIP(host) !== 0) return [host];
  const { resolve = resolveBySystem, signal } = options;
  signal?.throwIfAborted();
  try {
    return await beforeAbort(resolve(host), signal);
  } catch (cause) {
    signal?.throwIfAborted();
    throw createUnreachableError(cause);
  }
}

function checkAddresses(addresses: string[], own: string[] = interfaceAddresses()): void {
  for (const each of addresses) {
    if (!isPublicAddress(each)) throwUnreachable(`${each} is not a public address`);
    if (own.includes(each)) throwUnreachable(`${each} is this machine itself`);
  }
}

function interfaceAddresses(): string[] {
  const interfaces = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return interfaces.map((each) => each.address);
}

function oneOfEachFamily(addresses: string[]): string[] {
  const firsts = [addresses.find(isIPv4), addresses.find(isIPv6)];
  return addresses.filter((each) => firsts.includes(each)).slice(0, 2);
}

async function resolveBySystem(hostname: string): Promise<string[]> {
  const answers = await lookup(hostname, { all: true });
  return answers.map((each) => each.address);
}

/** A resolver cannot be aborted: its answer is left behind when the signal comes first. */
function beforeAbort<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  return Promise.race([work, promise]).finally(() => signal.removeEventListener("abort", abort));
}

function throwUnreachable(reason: string): never {
  throw createUnreachableError(new Error(reason));
}
