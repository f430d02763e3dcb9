import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** A number that matters, with what it means. */
export interface StatText {
  name: string;
  value: string;
  /** What is counted; credits, unless it is said otherwise. */
  unit?: string;
  hint: ReactNode;
}

/** A few numbers side by side. */
export function Stats({ of }: { of: StatText[] }) {
  const { t } = useTranslation();
  return (
    <dl className="grid overflow-hidden rounded-2xl border border-line bg-card sm:grid-cols-3">
      {of.map(({ name, value, unit = t("credits.unit"), hint }) => (
        <div
          key={name}
          className="border-b border-line p-5 last:border-0 sm:border-r sm:border-b-0 sm:p-6"
        >
          <dt className="text-ink-2">{name}</dt>
          <dd className="mt-1 text-figure font-semibold tracking-tight">
            {value} <span className="text-base font-normal text-ink-3">{unit}</span>
          </dd>
          <dd className="mt-1 text-small text-ink-3">{hint}</dd>
        </div>
      ))}
    </dl>
  );
}
