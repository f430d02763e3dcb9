import { useQuery } from "@tanstack/react-query";
import type { Schemas } from "./client.ts";
import { queryClient } from "./queries.ts";

/** A secret that was created and is not known to be saved. It cannot be read again. */
type UnsavedSecret = { key: Schemas["CreatedKey"] } | { webhook: Schemas["CreatedWebhook"] };

const QUERY_KEY = ["unsaved-secret"];

/** Shows a secret on every page until the user confirms that it is saved. It is never persisted. */
export function showSecret(secret: UnsavedSecret): void {
  queryClient.setQueryData<UnsavedSecret | null>(QUERY_KEY, secret);
}

/** Discards the secret after the user has saved it. */
export function discardSecret(): void {
  queryClient.setQueryData<UnsavedSecret | null>(QUERY_KEY, null);
}

/** Returns the secret that is not saved yet, or null. */
export function useUnsavedSecret(): UnsavedSecret | null {
  const { data = null } = useQuery<UnsavedSecret | null>({
    queryKey: QUERY_KEY,
    enabled: false,
    gcTime: Infinity,
  });
  return data;
}
