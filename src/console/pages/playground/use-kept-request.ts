import { useEffect, useState } from "react";
import { api } from "../../api/client.ts";
import type { PlaygroundRequest } from "./rerun.ts";

// By account. In memory only, so that it ends with the tab.
const keptRequests = new Map<string, PlaygroundRequest>();

/**
 * The state of the request that the user edits. It is kept while the user visits other pages or has to sign
 * in again, and replaced by `initial`. Starts with `empty`.
 */
export function useKeptRequest(initial: PlaygroundRequest | null, empty: PlaygroundRequest) {
  const { id = "" } = api.useQuery("get", "/api/account").data ?? {};
  const first = initial ?? keptRequests.get(id) ?? empty;
  const [requested, setRequested] = useState(first.draft);
  const [files, setFiles] = useState(first.files);
  useEffect(() => void keptRequests.set(id, { draft: requested, files }));
  return { requested, setRequested, files, setFiles };
}
