import { useSearchParams } from "wouter";

/** Filters and pages live in the address, so that a link shows what the sender saw. */
export function useAddress() {
  const [params, setParams] = useSearchParams();
  return {
    get: (name: string) => params.get(name) ?? undefined,
    /** Changes what is named and leaves the rest; a changed filter starts at the first page. */
    set(changes: Record<string, string | undefined>) {
      setParams((now) => {
        const next = new URLSearchParams(now);
        if (!("cursor" in changes)) next.delete("cursor");
        for (const [name, value] of Object.entries(changes)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      });
    },
  };
}
