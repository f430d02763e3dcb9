import { expect, test } from "bun:test";
import { reply, startRawServer } from "../support/raw-server.ts";
import { authority, leaf } from "../support/tls.ts";

const outboundModule = new URL("../../src/outbound/outbound.ts", import.meta.url).pathname;

/** Posts to `url` in a separate process with these variables and returns the outcome. */
async function postFrom(env: Record<string, string>, url: string, ca?: string): Promise<unknown> {
  const script = `
    import { createOutbound } from ${JSON.stringify(outboundModule)};
    const outbound = createOutbound(${JSON.stringify({ allow: [new URL(url).host], self: [], ca })});
    const post = { headers: {}, body: "{}", deadlineMs: 5000 };
    const { kind, status, reason } = await outbound.post(${JSON.stringify(url)}, post);
    process.stdout.write(JSON.stringify({ kind, status, reason }));
  `;
  const child = Bun.spawn([process.execPath, "-e", script], {
    env,
    stdout: "pipe",
    stderr: "inherit",
  });
  return await new Response(child.stdout).json();
}

test.each(["http", "https"])(
  "a proxy in the environment receives no %s request",
  async (scheme) => {
    await using proxy = await startRawServer(reply("502 Bad Gateway"));
    await using server = await startRawServer(
      reply("200 OK"),
      scheme === "https" ? { tls: await leaf("good") } : {},
    );
    const at = `http://user:password@127.0.0.1:${proxy.port}`;
    const env = { HTTP_PROXY: at, HTTPS_PROXY: at, ALL_PROXY: at, http_proxy: at, https_proxy: at };
    const outcome = await postFrom(env, `${scheme}://127.0.0.1:${server.port}/`, authority);
    expect(outcome).toEqual({ kind: "answered", status: 200 });
    expect(server.connections).toBe(1);
    expect(server.requests[0]?.headers.get("proxy-authorization")).toBeNull();
    expect(proxy.connections).toBe(0);
  },
);

test("no environment variable disables the verification of certificates", async () => {
  await using server = await startRawServer(reply("200 OK"), { tls: await leaf("self-signed") });
  const env = { NODE_TLS_REJECT_UNAUTHORIZED: "0" };
  const outcome = await postFrom(env, `https://127.0.0.1:${server.port}/`);
  expect(outcome).toEqual({ kind: "failed", reason: "tls" });
  expect(server.requests).toEqual([]);
});
