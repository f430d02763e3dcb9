import { useSearchParams } from "wouter";
import { useHistoryState } from "wouter/use-browser-location";

/** Filters and pages as URL parameters, so that a shared link shows the same list. */
export function useUrlState() {
  const [params, setParams] = useSearchParams();
  const previousCursors = readPreviousCursors(useHistoryState<unknown>());
  return {
    get: (name: string) => params.get(name) ?? undefined,
    /** The cursors of the preceding pages; the first page is "". Empty for a shared link. */
    previousCursors,
    /**
     * Changes the named parameters. A changed filter resets the cursor. A caller that sets the
     * cursor passes the preceding cursors. With `replace`, the history gets no new entry.
     */
    set(
      changes: Record<string, string | undefined>,
      newPreviousCursors: string[] = [],
      { replace = false } = {},
    ) {
      const change = (now: URLSearchParams) => {
        const next = new URLSearchParams(now);
        if (!("cursor" in changes)) next.delete("cursor");
        for (const [name, value] of Object.entries(changes)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      };
      setParams(change, { replace, state: { previousCursors: newPreviousCursors } });
    },
  };
}

function readPreviousCursors(state: unknown): string[] {
  const hasCursors = typeof state === "object" && state !== null && "previousCursors" in state;
  return hasCursors && Array.isArray(state.previousCursors)
    ? state.previousCursors.map(String)
    : [];
}
