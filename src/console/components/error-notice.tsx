import { CircleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import {
  findRetryAfterSeconds,
  listIssues,
  readErrorCode,
  readErrorMessage,
} from "../api/errors.ts";
import { Button } from "./button.tsx";
import { useConflictText } from "./conflict-text.ts";
import { useIssueText } from "./issue-text.ts";
import { toastError } from "./toast.tsx";

/** Returns a function that maps an error to a translated title and details about invalid fields. */
export function useErrorText() {
  const { t } = useTranslation();
  const toIssueText = useIssueText();
  const toConflictText = useConflictText();
  return (error: unknown) => {
    const code = readErrorCode(error);
    const conflict = code === "conflict" && toConflictText(readErrorMessage(error));
    if (conflict) return { title: conflict, details: undefined };
    const issues = listIssues(error).map(toIssueText).join(" ");
    // Only the server's message says what was invalid. Without issues it is in English.
    const details = ["invalid_request", "conflict"].includes(code)
      ? issues || readErrorMessage(error)
      : undefined;
    const seconds = findRetryAfterSeconds(error);
    const isTimed = code === "rate_limited" && seconds !== undefined;
    const title = isTimed
      ? t("error.rate_limited_seconds", { count: seconds })
      : t(`error.${code}`);
    return { title, details };
  };
}

/** Returns a function that shows an error as a toast. */
export function useErrorToast() {
  const toErrorText = useErrorText();
  return (error: unknown) => {
    const { title, details } = toErrorText(error);
    toastError(title, details);
  };
}

/** An error in place of content that could not be loaded, with a retry button. */
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
        {details && <p className="text-small text-ink-2 user-text">{details}</p>}
      </div>
      {retry && <Button onClick={() => void retry()}>{t("common.tryAgain")}</Button>}
    </div>
  );
}
