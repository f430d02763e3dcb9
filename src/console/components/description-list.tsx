import type { ReactNode } from "react";

/** A list of names and values. In a wide list the values stay near their names. */
export function DescriptionList({ items }: { items: [name: string, value: ReactNode][] }) {
  return (
    <dl className="@container flex flex-col divide-y divide-line">
      {items.map(([name, value]) => (
        <div
          key={name}
          className="flex justify-between gap-6 py-2.5 first:pt-0 last:pb-0 @2xl:justify-start"
        >
          <dt className="max-w-3/5 shrink-0 text-ink-2 @2xl:w-48">{name}</dt>
          <dd className="min-w-0 text-right font-medium user-text @2xl:text-left">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
