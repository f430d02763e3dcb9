import { useQuery } from "@tanstack/react-query";

const CHECK_INTERVAL_MS = 5 * 60_000;
const ENTRY = /<script [^>]*src="([^"]+)"/;

/**
 * Returns whether the server has another version of the console than this tab, whose pages and requests the
 * server may not know any more. Checked when the tab gets the focus, after each change and every 5 minutes.
 */
export function useIsOutdated(): boolean {
  const { data } = useQuery({
    queryKey: ["console-version"],
    queryFn: isOutdated,
    staleTime: 0,
    refetchInterval: CHECK_INTERVAL_MS,
  });
  return data ?? false;
}

/** Requests the version of the console from the server and compares it with this tab. */
async function isOutdated(): Promise<boolean> {
  const response = await fetch("/", { headers: { accept: "text/html" }, cache: "no-cache" });
  const entry = ENTRY.exec(await response.text())?.[1];
  const current = document.querySelector("script[type=module]")?.getAttribute("src");
  return response.ok && entry !== undefined && entry !== current;
}

const RELOADED_FOR = "reloaded-for";

/**
 * Reloads an outdated tab. Once per path, so that a server of several versions causes no endless loop.
 * Returns false if nothing is reloaded.
 */
export async function reloadOutdated(): Promise<boolean> {
  const path = location.pathname;
  if (sessionStorage.getItem(RELOADED_FOR) === path) return false;
  if (!(await isOutdated().catch(() => false))) return false;
  sessionStorage.setItem(RELOADED_FOR, path);
  location.reload();
  return true;
}
