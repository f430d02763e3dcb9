import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "./format.ts";

/** A number with its name and an explanation. */
interface Stat {
  name: string;
  value: number;
  /** The unit. Credits by default. */
  unit?: string;
  hint: ReactNode;
}

/** A row of key numbers. */
export function Stats({ items }: { items: Stat[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <dl className="grid overflow-hidden rounded-2xl border border-line bg-card sm:grid-cols-3">
      {items.map(({ name, value, unit = t("balance.unit", { count: value }), hint }) => (
        <div
          key={name}
          className="border-b border-line p-5 last:border-0 sm:border-r sm:border-b-0 sm:p-6"
        >
          <dt className="text-ink-2">{name}</dt>
          <dd className="mt-1 text-figure font-semibold tracking-tight">
            {format.number(value)}{" "}
            <span className="text-base font-normal tracking-normal text-ink-3">{unit}</span>
          </dd>
          <dd className="mt-1 text-small text-ink-3">{hint}</dd>
        </div>
      ))}
    </dl>
  );
}
