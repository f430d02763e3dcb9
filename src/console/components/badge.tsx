import type { ReactNode } from "react";

/** The meaning of a badge's color. */
export type BadgeTone = "good" | "warn" | "bad" | "neutral" | "info";

const TONES: Record<BadgeTone, string> = {
  good: "bg-good-soft text-good",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
  info: "bg-accent-soft text-accent",
  neutral: "bg-sunken text-ink-2",
};

/** A status label. The text alone carries the meaning; the color repeats it. */
export function Badge({ tone, children }: { tone: BadgeTone; children: ReactNode }) {
  return (
    <span
      className={`inline-flex items-center rounded-xl sm:whitespace-nowrap px-2.5 py-0.5 text-small
        font-medium ${TONES[tone]}`}
    >
      {children}
    </span>
  );
}
