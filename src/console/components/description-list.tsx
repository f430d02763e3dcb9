import type { ReactNode } from "react";

/** Names and what they stand for, one a line. */
export function DescriptionList({ of }: { of: [name: string, value: ReactNode][] }) {
  return (
    <dl className="flex flex-col divide-y divide-line">
      {of.map(([name, value]) => (
        <div key={name} className="flex justify-between gap-6 py-2.5 first:pt-0 last:pb-0">
          <dt className="max-w-3/5 shrink-0 text-ink-2">{name}</dt>
          <dd className="min-w-0 text-right font-medium reading">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
