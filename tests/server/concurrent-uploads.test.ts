import { afterAll, beforeAll, expect, test } from "bun:test";
import { connect, type Socket } from "node:net";
import { type App, startApp } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";

const SIZE_BYTES = 1_000_000;
const MOST = 4;

let app: App;
beforeAll(async () => {
  app = await startApp({ worker: false });
});
afterAll(() => app.stop());

test("requests to one upload URL reserve disk space for four of them at most", async () => {
  const { url, headers } = await sign("uploads/busy.png");
  const begun = Array.from({ length: MOST }, () => begin(url));
  await eventually(() => app.ctx.disk.reservedBytes() === MOST * SIZE_BYTES, {
    message: "the uploads have not begun",
  });
  const put = () => fetch(url, { method: "PUT", headers, body: new Uint8Array(SIZE_BYTES) });
  const refused = await put();
  expect([refused.status, Number(refused.headers.get("retry-after")) > 0]).toEqual([429, true]);
  expect(await refused.json()).toMatchObject({ error: { code: "rate_limited" } });

  const other = await sign("uploads/quiet.png");
  const body = new Uint8Array(SIZE_BYTES);
  const { status } = await fetch(other.url, { method: "PUT", headers: other.headers, body });
  expect(status).toBe(200);

  for (const socket of begun) socket.destroy();
  await eventually(async () => (await put()).status === 200, {
    message: "the URL is not usable after the other requests have ended",
  });
  await eventually(() => app.ctx.disk.reservedBytes() === 0, { message: "space stays reserved" });
});

function sign(key: string) {
  const object = { sizeBytes: SIZE_BYTES, contentType: "image/png", expiresInSeconds: 300 };
  return app.ctx.storage.presignPut(key, object);
}

/** Sends the head and the first bytes of an upload. */
function begin(url: string): Socket {
  const { pathname, search, port } = new URL(url);
  const lines = [
    `PUT ${pathname}${search} HTTP/1.1`,
    ...["Host: localhost", "Content-Type: image/png", `Content-Length: ${SIZE_BYTES}`],
  ];
  const socket = connect(Number(port), "127.0.0.1");
  socket.on("error", () => socket.destroy());
  socket.write(`${lines.join("\r\n")}\r\n\r\nxxxx`);
  return socket;
}
