import type { Schemas } from "../api/client.ts";

/** Returns the label of a key, or its shortened secret. */
export function toKeyName({ label, prefix, last_four }: Schemas["Key"]): string {
  return label ?? `${prefix}…${last_four}`;
}
