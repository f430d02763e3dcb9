import { useQuery } from "@tanstack/react-query";
import type { Schemas } from "./client.ts";
import { queryClient } from "./queries.ts";

/** Keeps a created key in memory so that code examples can include it. It is never persisted. */
export function storeCreatedKey({ dialect, key }: Schemas["CreatedKey"]): void {
  queryClient.setQueryData(["created-key", dialect], key);
}

/** Returns the key created for a dialect since the page was loaded, or undefined. */
export function useCreatedKey(dialect: Schemas["Dialect"]): string | undefined {
  const { data } = useQuery<string>({
    queryKey: ["created-key", dialect],
    enabled: false,
    gcTime: Infinity,
  });
  return data;
}
