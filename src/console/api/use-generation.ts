import { useEffect } from "react";
import { api, type Schemas } from "./client.ts";
import { queryClient, invalidateAllQueries } from "./queries.ts";

const PATH = "/api/account/generations/{generationId}";

// Doubled after each event stream that the server or a proxy rejects.
const FIRST_PAUSE_MS = 1000;
const MAX_PAUSE_MS = 30_000;

/** Queries a generation and subscribes to its updates until it has finished. */
export function useGeneration(generationId: string) {
  const query = api.useQuery("get", PATH, { params: { path: { generationId } } });
  const { status } = query.data ?? {};
  const isUnderWay = status === "queued" || status === "running";
  useEffect(() => {
    if (isUnderWay) return followGeneration(generationId);
  }, [generationId, isUnderWay]);
  return query;
}

/** Stores the updates of a generation in the cache. Returns a function that ends this. */
function followGeneration(generationId: string): () => void {
  let events: EventSource;
  let timer: ReturnType<typeof setTimeout>;
  let pauseMs = FIRST_PAUSE_MS;
  const open = () => {
    events = new EventSource(`${PATH.replace("{generationId}", generationId)}/events`);
    events.addEventListener("generation", ({ data }) => {
      pauseMs = FIRST_PAUSE_MS;
      // The OpenAPI document declares this type for the event's data.
      storeGeneration(JSON.parse(String(data)) as Schemas["GenerationDetail"]);
    });
    events.addEventListener("error", () => {
      // The browser reconnects after a network failure, but not after an error response.
      if (events.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, pauseMs);
      pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS);
      // Shows whether the server is unreachable or the session has ended.
      void invalidateAllQueries();
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    events.close();
  };
}

function storeGeneration(generation: Schemas["GenerationDetail"]): void {
  const init = { params: { path: { generationId: generation.id } } };
  queryClient.setQueryData(api.queryOptions("get", PATH, init).queryKey, generation);
  if (generation.completed_at !== null) void invalidateAllQueries();
}
