import { AlertDialog } from "@base-ui/react/alert-dialog";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./button.tsx";

interface ConfirmDialogProps {
  open: boolean;
  title: string;
  /** The consequences, including whether the action is irreversible. */
  children: ReactNode;
  action: string;
  /** Uses the primary style instead of the destructive one, for reversible actions. */
  subtle?: boolean;
  busy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** A confirmation dialog. */
export function ConfirmDialog({
  open,
  title,
  children,
  action,
  subtle,
  ...rest
}: ConfirmDialogProps) {
  const { busy, onConfirm, onClose } = rest;
  const { t } = useTranslation();
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => next || onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-50 bg-shade backdrop-blur-[2px]" />
        <AlertDialog.Popup
          className="fixed left-1/2 top-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-md
            -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-2xl border border-line bg-card
            p-5 shadow-2xl sm:p-6"
        >
          <AlertDialog.Title className="text-large font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-2 text-ink-2 user-text" render={<div />}>
            {children}
          </AlertDialog.Description>
          <div className="mt-6 flex flex-wrap justify-end gap-2">
            <AlertDialog.Close render={<Button />}>{t("common.cancel")}</AlertDialog.Close>
            <Button
              variant={subtle ? "primary" : "danger"}
              busy={busy ?? false}
              onClick={onConfirm}
            >
              {action}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
