import { useQuery } from "@tanstack/react-query";
import { api, type Schemas } from "./client.ts";
import { queryClient } from "./queries.ts";

type CreatedKey = Pick<Schemas["CreatedKey"], "id" | "key">;

/** Keeps a created key in memory so that code examples can include it. It is never persisted. */
export function storeCreatedKey({ dialect, id, key }: Schemas["CreatedKey"]): void {
  queryClient.setQueryData<CreatedKey>(toQueryKey(dialect), { id, key });
}

/**
 * Returns the last key created for a dialect since the page was loaded, or undefined. A key that was
 * revoked or rotated or has expired is not returned, also if this happened in another tab.
 */
export function useCreatedKey(dialect: Schemas["Dialect"]): string | undefined {
  const { data: created } = useQuery<CreatedKey | null>({
    queryKey: toQueryKey(dialect),
    enabled: false,
    gcTime: Infinity,
  });
  const options = { enabled: Boolean(created), staleTime: 0 };
  const keys = api.useQuery("get", "/api/account/keys", {}, options);
  if (!created) return undefined;
  const known = keys.data?.data.find(({ id }) => id === created.id);
  // Right after the creation the list is still fetched.
  if (known === undefined) return keys.isFetching ? created.key : undefined;
  const isCurrent = created.key.endsWith(known.last_four) || known.old_secret_until !== null;
  return known.status === "active" && isCurrent ? created.key : undefined;
}

function toQueryKey(dialect: Schemas["Dialect"]): string[] {
  return ["created-key", dialect];
}
