import { connect } from "node:net";

interface Raw {
  status: number;
  head: string;
  body: string;
}

/** The same as a response of `fetch`. */
export function toResponse({ status, head, body }: Raw): Response {
  const fields = head.split("\r\n").slice(1);
  const headers = Object.fromEntries(fields.map((field) => field.split(": ", 2)));
  return new Response(body, { status, headers });
}

/** Sends these bytes to a server and returns the first complete response. */
export async function sendRaw(
  port: number,
  text: string | Uint8Array,
  options: { drip?: string; hangUp?: boolean } = {},
): Promise<Raw> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let received = "";
  let timer: Timer | undefined;
  const socket = connect(port, "localhost", () => {
    const { drip } = options;
    socket.write(text);
    // An endless body, one byte at a time, until the server ends the connection.
    if (drip !== undefined) timer = setInterval(() => socket.write(drip), 20);
    if (options.hangUp) socket.end(() => socket.destroy());
  });
  socket.on("data", (data) => {
    received += data.toString("latin1");
    if (isWhole(received)) resolve(received);
  });
  socket.on("close", () => resolve(received));
  socket.on("error", reject);
  try {
    return parse(await promise);
  } finally {
    clearInterval(timer);
    socket.destroy();
  }
}

function isWhole(reply: string): boolean {
  const { head, body } = parse(reply);
  const length = /content-length: (\d+)/i.exec(head)?.[1];
  return length !== undefined && body.length >= Number(length);
}

function parse(reply: string): Raw {
  const [head = "", ...rest] = reply.split("\r\n\r\n");
  return { status: Number(head.split(" ")[1] ?? 0), head, body: rest.join("\r\n\r\n") };
}
