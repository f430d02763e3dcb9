import { useEffect } from "react";
import { api, type Schemas } from "./client.ts";
import { queryClient, invalidateAllQueries } from "./queries.ts";

/** Queries a generation and subscribes to its updates until it has finished. */
export function useGeneration(generationId: string) {
  const init = { params: { path: { generationId } } };
  const path = "/api/account/generations/{generationId}";
  const query = api.useQuery("get", path, init);
  const { status } = query.data ?? {};
  const isUnderWay = status === "queued" || status === "running";
  useEffect(() => {
    if (!isUnderWay) return;
    const events = new EventSource(path.replace("{generationId}", generationId) + "/events");
    const key = api.queryOptions("get", path, { params: { path: { generationId } } }).queryKey;
    events.addEventListener("generation", ({ data }) => {
      // The OpenAPI document declares this type for the event's data.
      const generation = JSON.parse(String(data)) as Schemas["GenerationDetail"];
      queryClient.setQueryData(key, generation);
      if (generation.completed_at !== null) void invalidateAllQueries();
    });
    return () => events.close();
  }, [generationId, isUnderWay]);
  return query;
}
