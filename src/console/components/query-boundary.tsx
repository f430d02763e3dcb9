import type { ReactNode } from "react";
import { isTemporary } from "../api/errors.ts";
import { ErrorNotice } from "./error-notice.tsx";
import { Skeleton } from "./page.tsx";
import { StaleNote } from "./stale-notice.tsx";

interface Query<T> {
  data: T | undefined;
  dataUpdatedAt: number;
  error: unknown;
  refetch: () => unknown;
}

interface LoadedProps<T> {
  query: Query<T>;
  rows?: number;
  children: (data: T) => ReactNode;
}

/**
 * Shows what was read; before that its place, and what to do where it cannot be read. Data that can no
 * longer be updated is dimmed and shows its age.
 */
export function QueryBoundary<T>({ query, rows = 3, children }: LoadedProps<T>) {
  if (query.data !== undefined) {
    const isStale = query.error !== null && isTemporary(query.error);
    return (
      <>
        {isStale && <StaleNote updatedAt={query.dataUpdatedAt} />}
        <div className={isStale ? "contents *:opacity-60" : "contents"}>{children(query.data)}</div>
      </>
    );
  }
  if (query.error) return <ErrorNotice error={query.error} retry={query.refetch} />;
  return <Skeleton rows={rows} />;
}
