/** The mark and the name. */
export function Brand() {
  return (
    <span className="inline-flex items-center gap-2.5 text-large font-semibold tracking-tight">
      <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden>
        <rect width="32" height="32" rx="8" className="fill-ink" />
        <circle cx="16" cy="16" r="8.5" fill="none" className="stroke-paper" strokeWidth="2.5" />
        <circle cx="16" cy="16" r="3.5" className="fill-[#f08a4b]" />
      </svg>
      Darkroom
    </span>
  );
}
