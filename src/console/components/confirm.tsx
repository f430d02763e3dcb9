import { AlertDialog } from "@base-ui/react/alert-dialog";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./button.tsx";

interface ConfirmProps {
  open: boolean;
  title: string;
  /** What will happen, and that it cannot be undone where that is so. */
  children: ReactNode;
  action: string;
  /** Said of what can be undone, and looks less grave. */
  mild?: boolean;
  busy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something is done for good. */
export function Confirm({ open, title, children, action, mild, ...rest }: ConfirmProps) {
  const { busy, onConfirm, onClose } = rest;
  const { t } = useTranslation();
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => next || onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-40 bg-shade backdrop-blur-[2px]" />
        <AlertDialog.Popup
          className="fixed left-1/2 top-1/2 z-50 w-[calc(100vw-2rem)] max-w-md -translate-x-1/2
            -translate-y-1/2 rounded-2xl border border-line bg-card p-5 shadow-2xl sm:p-6"
        >
          <AlertDialog.Title className="text-large font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-2 text-ink-2 reading" render={<div />}>
            {children}
          </AlertDialog.Description>
          <div className="mt-6 flex flex-wrap justify-end gap-2">
            <AlertDialog.Close render={<Button />}>{t("action.cancel")}</AlertDialog.Close>
            <Button look={mild ? "primary" : "danger"} busy={busy ?? false} onClick={onConfirm}>
              {action}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
