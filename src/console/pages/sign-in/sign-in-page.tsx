import { Form } from "@base-ui/react/form";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useSearchParams } from "wouter";
import { api, client, type Schemas } from "../../api/client.ts";
import { clearQueries } from "../../api/queries.ts";
import { isLanguage, setLanguage } from "../../languages/language.ts";
import { LanguageChoice } from "./language-choice.tsx";
import { SignInError, signInErrorCodes, type SignInPurpose } from "./sign-in-error.tsx";
import { Brand } from "../../components/brand.tsx";
import { Button } from "../../components/button.tsx";
import { TextField } from "../../components/field.tsx";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { readForm } from "../../components/form-values.ts";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import { setTheme } from "../../components/theme.ts";

/** The page to sign in, sign up or set up a new server. */
export function SignInPage({ isSignUp = false }: { isSignUp?: boolean }) {
  const state = api.useQuery("get", "/api/auth");
  const [hasPickedLanguage, setHasPickedLanguage] = useState(false);
  const setupToken = useSetupToken();
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 py-10 sm:justify-center">
      <div className="w-full max-w-sm">
        <Brand />
        <div className="mt-8">
          <QueryBoundary query={state}>
            {(authState) => (
              <SignInForm
                state={authState}
                isSignUp={isSignUp}
                keepsLanguage={hasPickedLanguage}
                setupToken={setupToken}
              />
            )}
          </QueryBoundary>
        </div>
        <LanguageChoice onPick={() => setHasPickedLanguage(true)} />
      </div>
    </main>
  );
}

interface SignInFormProps {
  state: Schemas["AuthState"];
  isSignUp: boolean;
  /** Whether the user chose the language on this page; it then replaces the account's language. */
  keepsLanguage: boolean;
  /** From the link that the server prints when it starts. */
  setupToken: string;
}

function SignInForm({ state, isSignUp, ...formProps }: SignInFormProps) {
  const { t } = useTranslation();
  const isOpen = state.sign_up_open;
  const purpose: SignInPurpose = state.setup_needed
    ? "setup"
    : isSignUp && isOpen
      ? "signUp"
      : "signIn";
  const title = t(`signIn.${purpose}`);
  useEffect(() => {
    document.title = `${title} · Darkroom`;
  }, [title]);
  return (
    <>
      <h1 className="mb-1 text-title font-semibold tracking-tight">{title}</h1>
      <p className="mb-7 text-ink-2">
        {purpose === "setup" ? t("signIn.setupHint") : t("signIn.hint")}
      </p>
      <CredentialsForm key={purpose} purpose={purpose} {...formProps} />
      {purpose === "signIn" && (
        <p className="mt-4 text-small text-ink-2">{t("signIn.forgotPassword")}</p>
      )}
      {purpose !== "setup" && <OtherFormLink isNew={purpose === "signUp"} isOpen={isOpen} />}
    </>
  );
}

/** Signs in or up, then applies the account's language and theme and navigates to the requested page. */
function useSubmit(purpose: SignInPurpose, keepsLanguage: boolean) {
  const [, navigate] = useLocation();
  const [params] = useSearchParams();
  const path = purpose === "signIn" ? "/api/auth/sign-in" : "/api/auth/sign-up";
  return useApiMutation(
    (body: Schemas["SignUpRequest"]) => client.POST(path, { body }),
    async ({ language, theme }) => {
      setTheme(theme);
      const chosen = document.documentElement.lang;
      if (!keepsLanguage) await setLanguage(language);
      else if (isLanguage(chosen) && chosen !== language)
        await client.PATCH("/api/account", { body: { language: chosen } }).catch(reportError);
      clearQueries();
      navigateTo(toSafePath(params.get("next")), navigate);
    },
    signInErrorCodes,
  );
}

interface CredentialsFormProps extends Pick<SignInFormProps, "keepsLanguage" | "setupToken"> {
  purpose: SignInPurpose;
}

function CredentialsForm({ purpose, keepsLanguage, setupToken }: CredentialsFormProps) {
  const { t } = useTranslation();
  const isNew = purpose !== "signIn";
  const submitCredentials = useSubmit(purpose, keepsLanguage);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = readForm(event.currentTarget);
    const chosen = document.documentElement.lang;
    const token = form.text("setup_token");
    submitCredentials.mutate({
      email: form.text("email") ?? "",
      password: form.exact("password"),
      ...(isNew && isLanguage(chosen) && { language: chosen }),
      ...(token !== undefined && { setup_token: token }),
    });
  };
  return (
    <Form onSubmit={submit} className="flex flex-col gap-4">
      {purpose === "setup" && <SetupTokenField token={setupToken} />}
      <TextField
        name="email"
        type="email"
        label={t("common.email")}
        autoComplete="username"
        required
      />
      <TextField
        name="password"
        type="password"
        label={t("common.password")}
        autoComplete={isNew ? "new-password" : "current-password"}
        hint={isNew ? t("common.passwordHint") : undefined}
        minLength={isNew ? 8 : 1}
        required
      />
      <SignInError error={submitCredentials.error} purpose={purpose} />
      <Button
        type="submit"
        variant="primary"
        busy={submitCredentials.isPending}
        className="mt-2 w-full"
      >
        {isNew ? t("signIn.submitSignUp") : t("signIn.submitSignIn")}
      </Button>
    </Form>
  );
}

function SetupTokenField({ token }: { token: string }) {
  const { t } = useTranslation();
  return (
    <TextField
      key={token}
      name="setup_token"
      label={t("signIn.setupToken")}
      hint={t("signIn.setupTokenHint")}
      defaultValue={token}
      autoComplete="off"
      spellCheck={false}
      required
    />
  );
}

/** Returns the setup token of the URL, also if the link is opened while this page is shown. */
function useSetupToken(): string {
  const [token, setToken] = useState(takeSetupToken);
  useEffect(() => {
    const update = () => setToken(takeSetupToken());
    addEventListener("hashchange", update);
    return () => removeEventListener("hashchange", update);
  }, []);
  return token;
}

/**
 * Returns the setup token of the URL, or "", and removes it from the URL, so that it is kept neither in
 * the history nor in copied links. It is in the fragment, which browsers do not send to servers.
 */
function takeSetupToken(): string {
  const token = new URLSearchParams(location.hash.slice(1)).get("setup_token");
  if (token === null) return "";
  history.replaceState(history.state, "", location.pathname + location.search);
  return token;
}

/** Navigates to the requested page, replacing the sign-in page in the history. */
function navigateTo(next: string, navigate: ReturnType<typeof useLocation>[1]): void {
  // The docs are not part of the console.
  if (/^\/docs(?:\/|$)/.test(next)) location.replace(next);
  else navigate(next, { replace: true });
}

function OtherFormLink({ isNew, isOpen }: { isNew: boolean; isOpen: boolean }) {
  const { t } = useTranslation();
  const linkClass = "font-medium text-accent underline underline-offset-4";
  if (!isOpen) return <p className="mt-6 text-small text-ink-2">{t("signIn.closed")}</p>;
  return (
    <p className="mt-6 text-ink-2">
      {isNew ? t("signIn.hasAccount") : t("signIn.hasNoAccount")}{" "}
      <Link href={(isNew ? "/sign-in" : "/sign-up") + location.search} className={linkClass}>
        {isNew ? t("signIn.signIn") : t("signIn.signUp")}
      </Link>
    </p>
  );
}

/** Returns the path if it is on this server, otherwise "/". Prevents open redirects. */
function toSafePath(path: string | null): string {
  return path !== null && /^\/(?![/\\])/.test(path) && !path.startsWith("/sign-") ? path : "/";
}
