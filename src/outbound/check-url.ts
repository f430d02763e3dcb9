import { lookup } from "node:dns/promises";
import { isIP, isIPv4, isIPv6 } from "node:net";
import { networkInterfaces } from "node:os";
import { AppError } from "../foundation/errors.ts";
import { isPublicAddress } from "./addresses.ts";

/** Returns all addresses of a host name, IPv4 and IPv6. */
type Resolve = (hostname: string) => Promise<string[]>;

/** The URLs that may be requested. */
export interface CheckUrlOptions {
  /** `host:port` pairs that may be requested over http and at any address (OUTBOUND_ALLOW). */
  allow: string[];
  /** `host:port` pairs of this server. Rejected, even if they are in `allow`. */
  self: string[];
  /** Allows http for every host. Otherwise only pairs in `allow` may use it. */
  allowHttp?: boolean;
  /** The ports that are allowed on every host. Default: 80 and 443. */
  ports?: number[];
  /** Public addresses of this machine, which are rejected. Default: those of its interfaces. */
  own?: string[];
  /** Called once for each URL. Default: the resolver of the system. */
  resolve?: Resolve;
  /** Aborts the wait for the resolver. */
  signal?: AbortSignal;
}

/** A URL that may be requested, with its resolved addresses. The name is not resolved again. */
export interface AllowedTarget {
  url: URL;
  /** The first address of each family. The second is used if there is no route to the first. */
  addresses: string[];
}

const MAX_URL_LENGTH = 8192;
const UNREACHABLE =
  "The URL could not be fetched: it must be a public https URL on a standard port " +
  "that returns the expected content in time.";

/**
 * Returns the error for a URL that was rejected or failed. Its text is constant, so that callers cannot
 * probe the internal network; the reason is in `cause`, which is only logged.
 */
export function createUnreachableError(cause: unknown): AppError {
  return new AppError("invalid_request", UNREACHABLE, { cause });
}

/**
 * Checks that a URL may be requested, and resolves its host once. Throws `invalid_request` if it may not,
 * and `signal.reason` when the signal aborts.
 */
export async function checkUrl(text: string, options: CheckUrlOptions): Promise<AllowedTarget> {
  const url = parse(text);
  const allowed = options.allow.map(toEndpoint).includes(endpoint(url));
  if (options.self.map(toEndpoint).includes(endpoint(url)))
    throwUnreachable("it is this server itself");
  if (!allowed) checkReach(url, options);
  const addresses = await resolveAddresses(readHost(url), options);
  if (addresses.length === 0) throwUnreachable("the host name has no address");
  if (!allowed) checkAddresses(addresses, options.own);
  return { url, addresses: oneOfEachFamily(addresses) };
}

/** Returns the `host:port` of a URL, also with a default port. */
function endpoint(url: URL): string {
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return `${url.hostname.replace(/\.+$/, "")}:${port}`;
}

/** Returns the host of a URL: a name without a trailing dot, or an address without brackets. */
export function readHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "").replace(/\.+$/, "");
}

/** Normalizes the `host:port` of a setting as `endpoint` does. Throws if it is malformed. */
export function toEndpoint(setting: string): string {
  const url = URL.parse(`http://${setting}`);
  if (url === null || !/^[^/?#@]+:\d+$/.test(setting)) {
    throw new Error(`"${setting}" is not of the form host:port`);
  }
  return endpoint(url);
}

/** Parses a URL. Rejects tabs, backslashes and missing slashes, which `URL` would correct silently. */
function parse(text: string): URL {
  if (text.length > MAX_URL_LENGTH) throwUnreachable("it is too long");
  if (!/^https?:\/\/[^/]/i.test(text) || /[\s\\\p{Cc}]/u.test(text))
    throwUnreachable("it is malformed");
  const url = URL.parse(text) ?? throwUnreachable("it is malformed");
  if (url.username !== "" || url.password !== "") throwUnreachable("it contains credentials");
  return url;
}

function checkReach(url: URL, { allowHttp = false, ports = [80, 443] }: CheckUrlOptions): void {
  if (url.protocol !== "https:" && !allowHttp) throwUnreachable("it is not https");
  const port = Number(endpoint(url).split(":").at(-1));
  if (!ports.includes(port)) throwUnreachable(`port ${port} is not allowed`);
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

/** Settles as `work` does, or rejects when the signal aborts. The resolver itself cannot be aborted. */
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
