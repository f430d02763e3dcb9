import type { ReactNode } from "react";
import { isNotFound, isTemporaryError } from "../api/errors.ts";
import { ErrorNotice } from "./error-notice.tsx";
import { Skeleton } from "./page.tsx";
import { StaleNotice } from "./stale-notice.tsx";

interface Query<T> {
  data: T | undefined;
  dataUpdatedAt: number;
  error: unknown;
  refetch: () => unknown;
}

interface QueryBoundaryProps<T> {
  query: Query<T>;
  rows?: number;
  children: (data: T) => ReactNode;
}

/**
 * Renders the data of a query, a placeholder while it loads, or an error with a retry button. Data
 * that can no longer be refreshed is dimmed and shows its age; what was deleted is no longer shown.
 */
export function QueryBoundary<T>({ query, rows = 3, children }: QueryBoundaryProps<T>) {
  if (query.data !== undefined && !isNotFound(query.error)) {
    const isStale = query.error !== null && isTemporaryError(query.error);
    return (
      <>
        {isStale && <StaleNotice updatedAt={query.dataUpdatedAt} />}
        <div className={isStale ? "contents *:opacity-60" : "contents"}>{children(query.data)}</div>
      </>
    );
  }
  if (query.error) return <ErrorNotice error={query.error} retry={query.refetch} />;
  return <Skeleton rows={rows} />;
}
