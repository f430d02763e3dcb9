import { useTranslation } from "react-i18next";
import { type ConsoleErrorCode, readErrorCode } from "../../api/errors.ts";
import { useErrorText } from "../../components/error-notice.tsx";

/** The purpose of the form. `setup` creates the first admin of a server. */
export type SignInPurpose = "setup" | "signUp" | "signIn";

/** The errors that the form shows itself. */
export const signInErrorCodes: ConsoleErrorCode[] = [
  "invalid_credentials",
  "conflict",
  "forbidden",
  "rate_limited",
];

/** The error of a rejected sign-in or sign-up. */
export function SignInError({ error, purpose }: { error: unknown; purpose: SignInPurpose }) {
  const toErrorText = useSignInErrorText(purpose);
  if (error === null || !signInErrorCodes.includes(readErrorCode(error))) return undefined;
  return (
    <p role="alert" className="rounded-lg border border-line bg-bad-soft px-3 py-2">
      {toErrorText(error)}
    </p>
  );
}

function useSignInErrorText(purpose: SignInPurpose) {
  const { t } = useTranslation();
  const toErrorText = useErrorText();
  const forbidden = {
    setup: t("signIn.setupRejected"),
    signUp: t("signIn.closed"),
    signIn: t("signIn.disabled"),
  };
  return (error: unknown) => {
    const code = readErrorCode(error);
    if (code === "conflict") return t("signIn.emailTaken");
    if (code === "forbidden") return forbidden[purpose];
    return toErrorText(error).title;
  };
}
