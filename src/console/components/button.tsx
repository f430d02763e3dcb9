import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";

type Look = "primary" | "plain" | "quiet" | "danger";

const LOOKS: Record<Look, string> = {
  primary: "bg-ink text-paper border-transparent hover:opacity-90",
  plain: "bg-card text-ink border-edge/50 hover:border-edge hover:bg-sunken",
  quiet: "border-transparent text-ink-2 hover:bg-sunken hover:text-ink",
  danger: "bg-bad text-on-bad border-transparent hover:opacity-90",
};

/** The classes of a button, for links that look like one. */
export function buttonClass(look: Look = "plain"): string {
  return `inline-flex min-h-9 items-center justify-center gap-2 whitespace-nowrap rounded-lg border
    px-3.5 py-1 font-medium transition-colors disabled:opacity-50 ${LOOKS[look]}`;
}

interface ButtonProps extends ComponentProps<"button"> {
  look?: Look;
  icon?: LucideIcon;
  /** Shows that something is under way and takes no second click. */
  busy?: boolean;
}

/** A button; `type="submit"` has to be said. */
export function Button({ look, icon: Icon, busy, children, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={busy || rest.disabled}
      aria-busy={busy}
      className={`${buttonClass(look)} ${className ?? ""}`}
    >
      {Icon && <Icon size={16} aria-hidden className={busy ? "animate-pulse" : ""} />}
      {children}
    </button>
  );
}

/** A button with nothing but an icon; `label` is what it says to those who cannot see it. */
export function IconButton({ label, icon: Icon, ...rest }: { label: string } & ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={label}
      className={`inline-flex size-9 shrink-0 items-center justify-center rounded-lg text-ink-2
        transition-colors hover:bg-sunken hover:text-ink disabled:opacity-50 ${rest.className ?? ""}`}
    >
      {Icon && <Icon size={18} aria-hidden />}
    </button>
  );
}
