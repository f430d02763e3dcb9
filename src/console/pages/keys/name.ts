import type { Schemas } from "../../api/client.ts";

/** What a key is called, or how it looks where it has no name. */
export function toKeyName({ label, prefix, last_four }: Schemas["Key"]): string {
  return label ?? `${prefix}…${last_four}`;
}
