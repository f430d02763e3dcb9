import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { AppError } from "../../src/foundation/errors.ts";
import { isPublicAddress } from "../../src/outbound/addresses.ts";
import { createOutbound, type OutboundOptions } from "../../src/outbound/outbound.ts";
import { createUnreachableError, checkUrl } from "../../src/outbound/check-url.ts";
import { reply, startRawServer, type RawServer } from "../support/raw-server.ts";

/** The attacker's target. It counts every connection. */
let internal: RawServer;
beforeAll(async () => {
  internal = await startRawServer(reply("200 OK", [], "secret"), { host: "0.0.0.0" });
});
afterAll(() => internal[Symbol.asyncDispose]());

/** Allows http and the internal port, so that only the address check protects the target. */
function permissive(): OutboundOptions {
  return { allow: [], self: [], allowHttp: true, ports: [internal.port], failureFloorMs: 0 };
}

const NAMES: Record<string, string[]> = {
  "localhost.": ["127.0.0.1"],
  "metadata.google.internal": ["169.254.169.254"],
  "rebound.test": ["127.0.0.1"],
  "half.test": ["1.1.1.1", "10.0.0.1"],
  "other-half.test": ["2606:4700:4700::1111", "::1"],
  "nothing.test": [],
};

const post = { headers: {}, body: "{}", deadlineMs: 5000 };

/** Returns the connections to the internal service before this one, which is the last in its queue. */
async function countConnections(): Promise<number> {
  await (await fetch(`http://127.0.0.1:${internal.port}/`, { keepalive: false })).text();
  return internal.connections - 1;
}

describe("an internal address is never connected to", () => {
  const hosts = [
    ...["127.0.0.1", "127.1", "0", "0.0.0.0", "localhost", "LOCALHOST", "localhost.", "ⓛocalhost"],
    ...["2130706433", "0x7f.1", "017700000001", "127。0。0。1", "%31%32%37.1", "127.0.0.1."],
    ...["[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]"],
    ...["[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2001:0::]"],
    ...["[fe80::1]", "[fec0::1]", "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]", "[fe80::1%25eth0]"],
    ...["169.254.169.254", "100.100.100.200", "10.1.2.3", "172.16.0.1", "192.168.1.1"],
    ...["100.64.0.1", "192.0.0.192", "198.18.0.1", "192.0.2.1", "224.0.0.1", "240.0.0.1"],
    ...["255.255.255.255", "168.63.129.16", ...Object.keys(NAMES)],
  ];
  const resolve = async (name: string) =>
    name.toLowerCase() === "localhost" ? ["127.0.0.1"] : (NAMES[name] ?? []);

  test.each(hosts)("%s", async (host) => {
    const outbound = createOutbound({ ...permissive(), resolve });
    for (const scheme of ["http", "https"]) {
      const url = `${scheme}://${host}:${internal.port}/`;
      expect((await outbound.post(url, post)).kind).toBe("refused");
      const error = await outbound.check(url).catch((each: unknown) => each);
      expect(error).toMatchObject({
        code: "invalid_request",
        message: createUnreachableError(0).message,
      });
    }
  });

  test("if the system resolver returns it", async () => {
    const outbound = createOutbound(permissive());
    const url = `http://localhost:${internal.port}/`;
    expect((await outbound.post(url, post)).kind).toBe("refused");
  });

  test("as the connections of the internal service show", async () => {
    expect(await countConnections()).toBe(0);
  });
});

describe("a host that changes its address after the check", () => {
  test("is connected to at the checked address and resolved once", async () => {
    await using receiver = await startRawServer(reply("200 OK"), { host: "127.0.0.1" });
    await using inside = await startRawServer(reply("200 OK"), {
      host: "127.0.0.2",
      port: receiver.port,
    });
    const answers = [["127.0.0.1"], ["127.0.0.2"], ["127.0.0.2"]];
    const outbound = createOutbound({
      allow: [`rebinding.test:${receiver.port}`],
      self: [],
      resolve: async () => answers.shift() ?? [],
    });
    const outcome = await outbound.post(`http://rebinding.test:${receiver.port}/`, post);
    expect(outcome).toMatchObject({ kind: "answered", status: 200 });
    expect(answers).toHaveLength(2);
    expect(receiver.requests[0]?.headers.get("host")).toBe(`rebinding.test:${receiver.port}`);
    expect(inside.connections).toBe(0);
  });

  test("is checked again for every use, so that a later change is detected", async () => {
    const answers = [["1.1.1.1"], ["127.0.0.1"]];
    const resolve = async () => answers.shift() ?? [];
    const outbound = createOutbound({ ...permissive(), resolve });
    const url = `http://rebinding.test:${internal.port}/`;
    const seen = await countConnections();
    await outbound.check(url);
    expect((await outbound.post(url, post)).kind).toBe("refused");
    expect(answers).toHaveLength(0);
    expect(await countConnections()).toBe(seen + 1);
  });
});

describe("a URL is rejected", () => {
  const options = {
    allow: ["receiver.test:8080", "[::1]:8080"],
    self: ["darkroom.test:443", "1.1.1.1:443"],
    resolve: async () => ["1.1.1.1"],
  };
  const rejected = [
    ...["file:///etc/passwd", "data:,hi", "blob:https://host.test/x", "ftp://host.test/"],
    ...["gopher://host.test/", "ws://host.test/", "javascript:alert(1)", "s3://bucket/key"],
    ...["//host.test/x", "http:host.test", "https:host.test", "https:\\\\host.test\\x", "https://"],
    ...[
      "https:///host.test",
      "https://host.test\\@evil.test/",
      "http://host.test/",
      "",
      "host.test",
    ],
    ...["https://a@host.test/", "https://a:b@host.test/", "https://:b@host.test/"],
    ...[
      "https://host.test/\n",
      " https://host.test/",
      "https://ho\tst.test/",
      "https://host.test/\0",
    ],
    ...["https://host.test/\u0085", "https://host.test/a b", "https://host.test/\u2028"],
    ...[22, 25, 0, 5432, 6379, 8080, 8443, 99999].map((port) => `https://host.test:${port}/`),
    ...["https://receiver.test:8081/", "https://receiver.test.evil.test:8080/"],
    ...["https://darkroom.test/", "https://DARKROOM.test.:443/x", "https://1.1.1.1/"],
    `https://host.test/${"a".repeat(100_000)}`,
  ];
  test.each(rejected)("%j", async (text) => {
    const error = await checkUrl(text, options).catch((each: unknown) => each);
    if (!(error instanceof AppError)) throw new Error("The URL was not rejected");
    expect([error.code, error.message]).toEqual([
      "invalid_request",
      createUnreachableError("").message,
    ]);
    expect(error.cause).toBeInstanceOf(Error);
  });

  const allowed: [string, string[]][] = [
    ["https://host.test/a?b#c", ["1.1.1.1"]],
    ["HTTPS://host.test:80/", ["1.1.1.1"]],
    ["https://9.9.9.9/", ["9.9.9.9"]],
    ["https://[2606:4700:4700::1111]/", ["2606:4700:4700::1111"]],
    ["https://bücher.test/", ["1.1.1.1"]],
    ["http://receiver.test:8080/hook", ["1.1.1.1"]],
    ["http://[::1]:8080/hook", ["::1"]],
  ];
  test.each(allowed)("unless it is allowed: %j", async (text, addresses) => {
    expect((await checkUrl(text, options)).addresses).toEqual(addresses);
  });

  test("if it resolves to a public address of this machine", async () => {
    const own = ["9.9.9.9", "2606:4700:4700::1111"];
    for (const url of ["https://9.9.9.9/", "https://[2606:4700:4700::1111]/"]) {
      await expect(checkUrl(url, { ...options, own })).rejects.toBeInstanceOf(AppError);
    }
    const named = checkUrl("https://host.test/", {
      ...options,
      resolve: async () => ["9.9.9.9"],
      own,
    });
    await expect(named).rejects.toBeInstanceOf(AppError);
  });
});

describe("the boundaries of every private block:", () => {
  const inside = [
    ...["0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255"],
    ...["127.0.0.0", "127.255.255.255", "169.254.0.0", "169.254.255.255", "172.16.0.0"],
    ...["172.31.255.255", "192.0.0.0", "192.0.0.255", "192.0.2.0", "192.0.2.255", "192.88.99.0"],
    ...["192.88.99.255", "192.168.0.0", "192.168.255.255", "198.18.0.0", "198.19.255.255"],
    ...["198.51.100.0", "198.51.100.255", "203.0.113.0", "203.0.113.255", "224.0.0.0"],
    ...["239.255.255.255", "240.0.0.0", "255.255.255.255", "::", "::1", "::8.8.8.8"],
    ...["::ffff:8.8.8.8", "64:ff9b::808:808", "64:ff9b:1::808:808", "100::", "100::ffff"],
    ...["2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db8::", "2001:db8:ffff::1"],
    ...["2002::", "2002:808:808::1", "3fff::", "3fff:fff:ffff::1", "4000::", "5f00::1", "fc00::"],
    ...["fdff::1", "fe80::", "febf::1", "fec0::1", "ff00::", "ff0e::1"],
    ...[
      "",
      "1.1.1",
      "01.1.1.1",
      "1.1.1.1.",
      "a.b",
      "2606:4700::1%eth0",
      "[2606:4700::1]",
      "1.1.1.1/8",
    ],
  ];
  const outside = [
    ...["1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255"],
    ...["128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0"],
    ...["192.0.3.0", "192.88.98.255", "192.167.255.255", "192.169.0.0", "198.17.255.255"],
    ...["198.20.0.0", "203.0.112.255", "203.0.114.0", "223.255.255.255", "2001:200::1"],
    ...["2001:db7:ffff::1", "2001:db9::1", "2003::1", "2606:4700:4700::1111", "2a00:1450::1"],
  ];
  test.each(inside)("%j is private", (ip) => {
    expect(isPublicAddress(ip)).toBe(false);
  });
  test.each(outside)("%s is public", (ip) => {
    expect(isPublicAddress(ip)).toBe(true);
  });
});
