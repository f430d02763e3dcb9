import { useQuery } from "@tanstack/react-query";
import type { Schemas } from "./client.ts";
import { queries } from "./queries.ts";

/** Keeps a key that was just made, in this window's memory only, to fill it into examples. */
export function keepCreatedKey({ dialect, key }: Schemas["CreatedKey"]): void {
  queries.setQueryData(["fresh-key", dialect], key);
}

/** The key of a dialect that this window has seen being made. */
export function useCreatedKey(dialect: Schemas["Dialect"]): string | undefined {
  const { data } = useQuery<string>({
    queryKey: ["fresh-key", dialect],
    enabled: false,
    gcTime: Infinity,
  });
  return data;
}
