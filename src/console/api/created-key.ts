import { useQuery } from "@tanstack/react-query";
import type { Schemas } from "./client.ts";
import { queryClient } from "./queries.ts";

type CreatedKey = Pick<Schemas["CreatedKey"], "id" | "key">;

/** Keeps a created key in memory so that code examples can include it. It is never persisted. */
export function storeCreatedKey({ dialect, id, key }: Schemas["CreatedKey"]): void {
  queryClient.setQueryData<CreatedKey>(toQueryKey(dialect), { id, key });
}

/** Removes a key that was revoked from the code examples. */
export function removeCreatedKey({ dialect, id }: Schemas["Key"]): void {
  const queryKey = toQueryKey(dialect);
  const stored = queryClient.getQueryData<CreatedKey | null>(queryKey);
  if (stored?.id === id) queryClient.setQueryData<CreatedKey | null>(queryKey, null);
}

/** Returns the last key created for a dialect since the page was loaded, or undefined. */
export function useCreatedKey(dialect: Schemas["Dialect"]): string | undefined {
  const { data } = useQuery<CreatedKey | null>({
    queryKey: toQueryKey(dialect),
    enabled: false,
    gcTime: Infinity,
  });
  return data?.key;
}

function toQueryKey(dialect: Schemas["Dialect"]): string[] {
  return ["created-key", dialect];
}
