import { useSearchParams } from "wouter";
import { useHistoryState } from "wouter/use-browser-location";

/** Filters and pages live in the address, so that a link shows what the sender saw. */
export function useUrlState() {
  const [params, setParams] = useSearchParams();
  const trail = readTrail(useHistoryState<unknown>());
  return {
    get: (name: string) => params.get(name) ?? undefined,
    /** The pages that were turned to get here, the first as "". A shared link has none. */
    trail,
    /**
     * Changes what is named and leaves the rest. A changed filter starts at the first page; whoever
     * names the page says which ones lead to it.
     */
    set(changes: Record<string, string | undefined>, newTrail: string[] = []) {
      const change = (now: URLSearchParams) => {
        const next = new URLSearchParams(now);
        if (!("cursor" in changes)) next.delete("cursor");
        for (const [name, value] of Object.entries(changes)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      };
      setParams(change, { state: { trail: newTrail } });
    },
  };
}

function readTrail(state: unknown): string[] {
  const isOurs = typeof state === "object" && state !== null && "trail" in state;
  return isOurs && Array.isArray(state.trail) ? state.trail.map(String) : [];
}
