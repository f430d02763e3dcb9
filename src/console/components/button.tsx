import type { LucideIcon } from "lucide-react";
import type { ComponentProps, MouseEvent } from "react";

type Variant = "primary" | "plain" | "quiet" | "danger";

const VARIANTS: Record<Variant, string> = {
  primary: "bg-ink text-paper border-transparent hover:opacity-90",
  plain: "bg-card text-ink border-edge/50 hover:border-edge hover:bg-sunken",
  quiet: "border-transparent text-ink-2 hover:bg-sunken hover:text-ink",
  danger: "bg-bad text-on-bad border-transparent hover:opacity-90",
};

/** Returns the classes of a button, also for links styled as buttons. */
export function buttonClass(variant: Variant = "plain"): string {
  return `inline-flex min-h-9 items-center justify-center gap-2 whitespace-nowrap rounded-lg border
    px-3.5 py-1 font-medium transition-colors disabled:opacity-50 ${VARIANTS[variant]}`;
}

interface ButtonProps extends ComponentProps<"button"> {
  variant?: Variant;
  icon?: LucideIcon;
  /** Whether an action is in progress. The button is then disabled. */
  busy?: boolean;
}

/**
 * A button. Its default type is `button`, not `submit`. A double click submits a form once, and starts an
 * action that can be in progress once.
 */
export function Button({ variant, icon: Icon, busy, children, className, ...rest }: ButtonProps) {
  const { type, onClick } = rest;
  return (
    <button
      type="button"
      {...rest}
      {...(type === "submit" && { onClick: preventRepeatedSubmit })}
      {...(busy !== undefined && onClick && { onClick: ignoreRepeatedClick(onClick) })}
      disabled={busy || rest.disabled}
      aria-busy={busy}
      className={`${buttonClass(variant)} ${className ?? ""}`}
    >
      {Icon && <Icon size={16} aria-hidden className={busy ? "animate-pulse" : ""} />}
      {children}
    </button>
  );
}

/** Cancels the second click of a double click. The first response can arrive between the two. */
function preventRepeatedSubmit(event: MouseEvent): void {
  if (event.detail > 1) event.preventDefault();
}

/** Ignores the second click of a double click, at which the button can already have another meaning. */
function ignoreRepeatedClick(onClick: NonNullable<ButtonProps["onClick"]>) {
  return (event: MouseEvent<HTMLButtonElement>) => {
    if (event.detail <= 1) onClick(event);
  };
}

/** A button with only an icon. `label` is its accessible name. */
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
