import { CircleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { readErrorCode, readErrorMessage } from "../api/errors.ts";
import { Button } from "./button.tsx";
import { toastError } from "./toast.tsx";

/** Says in the chosen language what an error means and what to do; the server's words come after. */
export function useErrorText() {
  const { t } = useTranslation();
  return (error: unknown) => {
    const code = readErrorCode(error);
    // Where single fields are at fault, only the server's words name them.
    const details = ["invalid_request", "conflict"].includes(code)
      ? readErrorMessage(error)
      : undefined;
    return { title: t(`fault.${code}`), details };
  };
}

/** A toast for each error of a change. */
export function useErrorToast() {
  const wordsFor = useErrorText();
  return (error: unknown) => {
    const { title, details } = wordsFor(error);
    toastError(title, details);
  };
}

/** Stands where something could not be read, with a way to try again. */
export function ErrorNotice({ error, retry }: { error: unknown; retry?: () => unknown }) {
  const { t } = useTranslation();
  const { title, details } = useErrorText()(error);
  return (
    <div
      role="alert"
      className="flex items-start gap-3 rounded-xl border border-line bg-bad-soft p-4"
    >
      <CircleAlert size={20} aria-hidden className="mt-0.5 shrink-0 text-bad" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        {details && <p className="text-small text-ink-2 reading">{details}</p>}
      </div>
      {retry && <Button onClick={() => void retry()}>{t("action.retry")}</Button>}
    </div>
  );
}
