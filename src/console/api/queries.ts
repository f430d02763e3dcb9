import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { readErrorCode, isTemporaryError } from "./errors.ts";

// Refetch interval of queries whose last refetch failed.
const RECONNECT_MS = 5000;

/** The cache of server responses. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
  mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // Retrying an error response gives the same error; only network failures are retried.
      // Queries are never paused, so that an unreachable server is reported while offline too.
      networkMode: "always",
      refetchOnReconnect: true,
      retry: (count, error) => count < 2 && readErrorCode(error) === "unreachable",
      refetchInterval: ({ state: { error } }) =>
        error !== null && isTemporaryError(error) && RECONNECT_MS,
    },
    // A paused mutation would be sent after reconnecting and could charge for a request that the
    // user has abandoned.
    mutations: { networkMode: "always" },
  },
});

/** Refetches all visible queries. A change can affect most numbers on a page. */
export function invalidateAllQueries(): Promise<void> {
  return queryClient.invalidateQueries();
}

/** Clears the cache, for example before another account signs in. */
export function clearQueries(): void {
  queryClient.clear();
}

function leaveWhenSignedOut(error: unknown): void {
  const account = ["get", "/api/account"];
  const isOut = readErrorCode(error) === "sign_in_required";
  const wasIn = queryClient.getQueryState(account)?.status === "success";
  // The reset query fails with sign_in_required, which redirects to the sign-in page.
  if (isOut && wasIn) void queryClient.resetQueries({ queryKey: account });
}
