import { toJson } from "./base64.ts";

/** A comment line: it keeps a quiet connection alive, and clients pass over it. */
export const HEARTBEAT = Buffer.from(": still here\n\n");

/** One server-sent event, whose line `event` says the type of its data. */
export async function* toEvent(data: { type: string }): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`event: ${data.type}\ndata: `);
  const json = toJson(data);
  if (typeof json === "string") yield Buffer.from(json);
  else yield* json;
  yield Buffer.from("\n\n");
}
