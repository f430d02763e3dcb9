import { toJson } from "./base64.ts";

/** A comment line, which clients ignore. It keeps an idle connection open. */
export const HEARTBEAT = Buffer.from(": still here\n\n");

/** Serializes a server-sent event. Its `event` field is the `type` of the data. */
export async function* toEvent(data: { type: string }): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`event: ${data.type}\ndata: `);
  const json = toJson(data);
  if (typeof json === "string") yield Buffer.from(json);
  else yield* json;
  yield Buffer.from("\n\n");
}
