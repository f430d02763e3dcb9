import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { readErrorCode, isTemporary } from "./errors.ts";

// How often data that could not be updated is read again.
const RECONNECT_MS = 5000;

/** What the console remembers of the server's replies. */
export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
  mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What the server refuses it refuses again; only what was lost on the way is worth another try.
      // Never paused: an unreachable server is shown as such, also while the browser is offline.
      networkMode: "always",
      refetchOnReconnect: true,
      retry: (count, error) => count < 2 && readErrorCode(error) === "unreachable",
      refetchInterval: ({ state: { error } }) =>
        error !== null && isTemporary(error) && RECONNECT_MS,
    },
    // A paused mutation would be sent after reconnecting and could charge for a request that the
    // person has given up.
    mutations: { networkMode: "always" },
  },
});

/** Reads again whatever is on the screen: after a change, most numbers may have moved. */
export function refresh(): Promise<void> {
  return queries.invalidateQueries();
}

/** Forgets everything, as when another person signs in. */
export function clearQueries(): void {
  queries.clear();
}

function leaveWhenSignedOut(error: unknown): void {
  const account = ["get", "/api/account"];
  const isOut = readErrorCode(error) === "sign_in_required";
  const wasIn = queries.getQueryState(account)?.status === "success";
  // Asking who is signed in fails now, and that shows the sign-in page.
  if (isOut && wasIn) void queries.resetQueries({ queryKey: account });
}
