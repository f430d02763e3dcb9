import type { LucideIcon } from "lucide-react";
import { type ReactNode, useEffect } from "react";

interface PageProps {
  title: string;
  hint?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page with its heading, which is also the document title. */
export function Page({ title, hint, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Darkroom`;
  }, [title]);
  return (
    <>
      <header className="mb-8 flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
        <div className="min-w-0">
          <h1 id="page-title" className="text-title font-semibold tracking-tight wrap-anywhere">
            {title}
          </h1>
          {hint && <p className="mt-1 max-w-2xl text-ink-2">{hint}</p>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </header>
      <div className="flex flex-col gap-6">{children}</div>
    </>
  );
}

interface CardProps {
  title?: string;
  hint?: ReactNode;
  actions?: ReactNode;
  /** Removes the padding, for tables that extend to the border. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
}

/** A section with a border and an optional title. */
export function Card({ title, hint, actions, flush, className, children }: CardProps) {
  return (
    <section
      aria-label={title}
      className={`min-w-0 overflow-clip rounded-2xl border border-line bg-card ${className ?? ""}`}
    >
      {title && (
        <div className="flex flex-wrap items-start justify-between gap-3 px-5 pt-5">
          <div className="min-w-0">
            <h2 className="text-large font-semibold">{title}</h2>
            {hint && <p className="mt-0.5 text-small text-ink-2">{hint}</p>}
          </div>
          {actions}
        </div>
      )}
      <div className={flush ? (title ? "pt-4" : "") : "p-5"}>{children}</div>
    </section>
  );
}

/** The content of an empty state. */
export interface EmptyStateProps {
  icon: LucideIcon;
  /** Omitted if the heading of the page already says it. */
  title?: string;
  hint: ReactNode;
  children?: ReactNode;
}

/** An empty state with the next step. */
export function EmptyState({ icon: Icon, title, hint, children }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center px-5 py-12 text-center">
      <span className="mb-4 rounded-full bg-sunken p-3.5 text-ink-2">
        <Icon size={24} aria-hidden />
      </span>
      {title && <p className="text-large font-semibold">{title}</p>}
      <p className="mt-1 max-w-md text-ink-2">{hint}</p>
      {children && <div className="mt-5 flex flex-wrap justify-center gap-2">{children}</div>}
    </div>
  );
}

/** A loading placeholder. */
export function Skeleton({ rows = 3 }: { rows?: number }) {
  return (
    <div aria-busy className="flex animate-pulse flex-col gap-3 p-5">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="h-9 rounded-lg bg-sunken" />
      ))}
    </div>
  );
}
