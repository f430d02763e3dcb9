import type { ReactNode } from "react";

/** What a state means to a person: well, to be watched, wrong, or none of these. */
export type Tone = "good" | "warn" | "bad" | "still" | "busy";

const TONES: Record<Tone, string> = {
  good: "bg-good-soft text-good",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
  busy: "bg-accent-soft text-accent",
  still: "bg-sunken text-ink-2",
};

/** One word on how something stands; the word says it, the colour only repeats it. */
export function Badge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span
      className={`inline-flex items-center whitespace-nowrap rounded-full px-2.5 py-0.5 text-small
        font-medium ${TONES[tone]}`}
    >
      {children}
    </span>
  );
}
