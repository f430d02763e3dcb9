import type { ReactNode } from "react";
import { Fault } from "./faults.tsx";
import { Waiting } from "./page.tsx";

interface Query<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

interface LoadedProps<T> {
  query: Query<T>;
  rows?: number;
  children: (data: T) => ReactNode;
}

/** Shows what was read; before that its place, and what to do where it cannot be read. */
export function Loaded<T>({ query, rows = 3, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Fault error={query.error} retry={query.refetch} />;
  return <Waiting rows={rows} />;
}
