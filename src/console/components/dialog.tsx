import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "./button.tsx";

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  hint?: ReactNode;
  wide?: boolean;
  /** Whether Escape, the backdrop and the close button close the dialog. True by default. */
  dismissible?: boolean;
  children: ReactNode;
}

/** A modal dialog that traps the focus. */
export function Dialog({
  open,
  onClose,
  title,
  hint,
  wide,
  dismissible = true,
  children,
}: DialogProps) {
  const { t } = useTranslation();
  useUnloadWarning(open && !dismissible);
  const body = useRef<HTMLDivElement>(null);
  // Focuses the first field, except on touch devices, where it would open the keyboard.
  const chooseInitialFocus = (by: string) =>
    (by === "touch" ? null : body.current?.querySelector<HTMLElement>("input, select, textarea")) ??
    true;
  return (
    <Base.Root
      open={open}
      disablePointerDismissal={!dismissible}
      onOpenChange={(next) => next || !dismissible || onClose()}
    >
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-50 bg-shade backdrop-blur-[2px]" />
        <Base.Popup
          initialFocus={chooseInitialFocus}
          className={`fixed left-1/2 top-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)]
            -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-2xl border border-line bg-card
            p-5 shadow-2xl sm:p-6 ${wide ? "max-w-3xl" : "max-w-lg"}`}
        >
          <div className="mb-4 flex items-start justify-between gap-4">
            <div className="min-w-0">
              <Base.Title className="text-large font-semibold">{title}</Base.Title>
              {hint && <Base.Description className="mt-1 text-ink-2">{hint}</Base.Description>}
            </div>
            {dismissible && (
              <Base.Close render={<IconButton label={t("common.close")} icon={X} />} />
            )}
          </div>
          <div ref={body}>{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** Lets the browser ask before closing or reloading the page, which would lose the dialog. */
function useUnloadWarning(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [isNeeded]);
}
