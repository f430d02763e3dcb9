/**
 * A process that opens many connections to a server, either as well-behaved clients or as hostile ones. It
 * runs until it is killed. `bun flood-process.ts JSON`.
 */
import { connect, type Socket } from "node:net";
import { generateKey } from "../../src/core/accounts/key-format.ts";

/** The number of connections and of requests per second. */
export interface Flood {
  url: string;
  isHostile: boolean;
  key: string;
  email: string;
  password: string;
  openSockets: number;
  uploads: number;
  keysPerSecond: number;
  signInsPerSecond: number;
}

const UPLOAD_BYTES = 50_000;
const REPEAT_MS = 2_000;

/** Starts a flood. Returns when its sockets have been opened. */
export async function startFlood(flood: Flood): Promise<{ stop(): Promise<void> }> {
  const ready = Promise.withResolvers<void>();
  const child = Bun.spawn([process.execPath, import.meta.path, JSON.stringify(flood)], {
    stdio: ["ignore", "ignore", "inherit"],
    ipc: () => ready.resolve(),
  });
  await ready.promise;
  return {
    async stop() {
      child.kill("SIGKILL");
      await child.exited;
    },
  };
}

/** Keeps a connection open; opens a new one when the server closes it. */
function keepConnected(flood: Flood, talk: (socket: Socket) => Timer): void {
  const socket = connect(Number(new URL(flood.url).port), "127.0.0.1", () => {
    const timer = talk(socket);
    socket.once("close", () => clearInterval(timer));
  });
  socket.resume();
  socket.on("error", () => undefined);
  socket.once("close", () => setTimeout(() => keepConnected(flood, talk), REPEAT_MS));
}

/** Half of the headers, one byte at a time, or a whole request now and then. */
function talkToProbe({ isHostile }: Flood, socket: Socket): Timer {
  const request = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
  if (!isHostile) return repeat(() => socket.write(request), REPEAT_MS);
  socket.write(request.slice(0, 20));
  return repeat(() => socket.write("a"), 5 * REPEAT_MS);
}

/** A body of one byte per second, or a whole one now and then. */
function upload({ isHostile, key }: Flood, socket: Socket): Timer {
  const head = [
    ...["POST /api/v1/images/generations HTTP/1.1", "Host: localhost"],
    ...[`Authorization: Bearer ${key}`, "Content-Type: application/json"],
    `Content-Length: ${UPLOAD_BYTES}\r\n\r\n`,
  ].join("\r\n");
  if (!isHostile) return repeat(() => socket.write(head + "x".repeat(UPLOAD_BYTES)), REPEAT_MS);
  socket.write(head);
  return repeat(() => socket.write("x"), 1000);
}

function repeat(send: () => void, ms: number): Timer {
  send();
  return setInterval(send, ms);
}

function sendKey({ url, isHostile, key }: Flood): Promise<Response> {
  const authorization = `Bearer ${isHostile ? generateKey("gih_live_") : key}`;
  return fetch(`${url}/api/v1/credits`, { headers: { authorization } });
}

function signIn({ url, isHostile, email, password }: Flood): Promise<Response> {
  const part = () => 1 + Math.floor(Math.random() * 250);
  return fetch(`${url}/api/auth/sign-in`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-forwarded-for": `198.${part()}.${part()}.${part()}`,
    },
    body: JSON.stringify({ email, password: isHostile ? `wrong ${part()}` : password }),
  });
}

function sendPerSecond(count: number, send: () => Promise<Response>): void {
  setInterval(() => {
    send().then(
      (response) => response.arrayBuffer(),
      () => undefined,
    );
  }, 1000 / count);
}

async function main(flood: Flood): Promise<void> {
  for (let n = 0; n < flood.openSockets; n++) {
    keepConnected(flood, (socket) => talkToProbe(flood, socket));
    // A listen queue has a limited length.
    if (n % 100 === 99) await Bun.sleep(20);
  }
  for (let n = 0; n < flood.uploads; n++) keepConnected(flood, (socket) => upload(flood, socket));
  sendPerSecond(flood.keysPerSecond, () => sendKey(flood));
  sendPerSecond(flood.signInsPerSecond, () => signIn(flood));
  process.send?.("ready");
}

// The parent passes a Flood.
if (import.meta.main) await main(JSON.parse(process.argv[2] ?? "") as Flood);
