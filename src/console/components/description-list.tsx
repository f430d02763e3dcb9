import type { ReactNode } from "react";

/** A list of names and values. */
export function DescriptionList({ items }: { items: [name: string, value: ReactNode][] }) {
  return (
    <dl className="flex flex-col divide-y divide-line">
      {items.map(([name, value]) => (
        <div key={name} className="flex justify-between gap-6 py-2.5 first:pt-0 last:pb-0">
          <dt className="max-w-3/5 shrink-0 text-ink-2">{name}</dt>
          <dd className="min-w-0 text-right font-medium user-text">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
