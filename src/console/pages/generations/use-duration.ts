import type { Schemas } from "../../api/client.ts";
import { useFormat } from "../../components/format.ts";

type Times = Pick<Schemas["Generation"], "created_at" | "completed_at">;

/** Returns the formatted time from acceptance to completion, or undefined before. */
export function useDuration({ created_at, completed_at }: Times): string | undefined {
  const format = useFormat();
  if (completed_at === null) return undefined;
  return format.seconds((Date.parse(completed_at) - Date.parse(created_at)) / 1000);
}
