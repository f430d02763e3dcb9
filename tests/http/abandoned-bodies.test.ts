import { expect, test } from "bun:test";
import { connect } from "node:net";
import { readBody } from "../../src/http/body.ts";
import { eventually } from "../support/eventually.ts";

const GRACE_MS = 200;
const RATE = { graceMs: GRACE_MS, bytesPerSecond: 1_000_000, totalMs: 60_000 };

test("a late body whose connection was closed while a chunk is in use is incomplete", async () => {
  const outcome = Promise.withResolvers<unknown>();
  const began = performance.now();
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request) {
      try {
        // As if the disk took longer to write the chunk than the rest of the body may take to arrive.
        for await (const _ of readBody(request, 1_000_000, RATE)) {
          socket.resetAndDestroy();
          await eventually(() => performance.now() - began > 3 * GRACE_MS, {
            message: "The body was not late",
          });
        }
      } catch (error) {
        outcome.resolve(error);
      }
      return new Response();
    },
  });
  const socket = connect(server.port ?? 0, "127.0.0.1");
  socket.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nstart");
  expect(await outcome.promise).toMatchObject({ code: "invalid_request" });
  await server.stop(true);
});
