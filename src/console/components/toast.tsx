import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "./button.tsx";

const toasts = Toast.createToastManager();

/** Shows a confirmation for 5 seconds. */
export function toastSuccess(title: string): void {
  toasts.add({ title, type: "good" });
}

/** Shows an error for 10 seconds. */
export function toastError(title: string, description?: string): void {
  toasts.add({ title, description, type: "bad", timeout: 10_000, priority: "high" });
}

/** Provides toasts to its children. */
export function Toaster({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider toastManager={toasts} timeout={5000}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-4 bottom-4 z-60 flex flex-col gap-2 sm:left-auto sm:w-96">
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Toasts() {
  const { t } = useTranslation();
  return Toast.useToastManager().toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="rounded-xl border border-line bg-card py-2.5 pl-4 pr-2 shadow-lg transition-opacity
        data-ending-style:opacity-0 data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-start gap-3">
        <span
          aria-hidden
          className={`mt-3.5 size-2 shrink-0 rounded-full ${toast.type === "bad" ? "bg-bad" : "bg-good"}`}
        />
        <div className="min-w-0 flex-1 py-1.5">
          <Toast.Title className="font-medium" render={<p />} />
          <Toast.Description className="text-small text-ink-2 user-text" />
        </div>
        <Toast.Close render={<IconButton label={t("common.close")} icon={X} />} />
      </Toast.Content>
    </Toast.Root>
  ));
}
