import { Form } from "@base-ui/react/form";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useSearchParams } from "wouter";
import { api, client, type Schemas } from "../../api/client.ts";
import { readErrorCode, type FaultCode, retryAfterOf } from "../../api/errors.ts";
import { clearQueries } from "../../api/queries.ts";
import { isLanguage, setLanguage } from "../../languages/language.ts";
import { LanguageChoice } from "./language-choice.tsx";
import { Brand } from "../../components/brand.tsx";
import { Button } from "../../components/button.tsx";
import { TextField } from "../../components/field.tsx";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { readForm } from "../../components/form-values.ts";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import { chooseTheme } from "../../components/theme.ts";

// What the form itself says; the rest is told as everywhere.
const SHOWN: FaultCode[] = ["invalid_credentials", "conflict", "forbidden", "rate_limited"];

/** What the form is for: to set up a server without an admin, to sign up, or to sign in. */
type Purpose = "setup" | "up" | "in";

/** Signs in, or makes an account; on a new server, the first one, which becomes its admin. */
export function SignIn({ fresh = false }: { fresh?: boolean }) {
  const state = api.useQuery("get", "/api/auth");
  const [picked, setPicked] = useState(false);
  const setupToken = useSetupToken();
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 py-10 sm:justify-center">
      <div className="w-full max-w-sm">
        <Brand />
        <div className="mt-8">
          <QueryBoundary query={state}>
            {(known) => (
              <SignInForm
                state={known}
                fresh={fresh}
                keepsLanguage={picked}
                setupToken={setupToken}
              />
            )}
          </QueryBoundary>
        </div>
        <LanguageChoice onPick={() => setPicked(true)} />
      </div>
    </main>
  );
}

interface DoorProps {
  state: Schemas["AuthState"];
  fresh: boolean;
  /** Whether the language shown was chosen just now, and so wins over that of the account. */
  keepsLanguage: boolean;
  /** From the link that the server shows when it starts. */
  setupToken: string;
}

function SignInForm({ state, fresh, ...entry }: DoorProps) {
  const { t } = useTranslation();
  const isOpen = state.sign_up_open;
  const purpose: Purpose = state.setup_needed ? "setup" : fresh && isOpen ? "up" : "in";
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
      <Entry key={purpose} purpose={purpose} {...entry} />
      {purpose !== "setup" && <OtherWay isNew={purpose === "up"} isOpen={isOpen} />}
    </>
  );
}

/** Sends what was typed; who comes in goes on in the language and the look of the account. */
function useEntering(purpose: Purpose, keepsLanguage: boolean) {
  const [, go] = useLocation();
  const [params] = useSearchParams();
  const path = purpose === "in" ? "/api/auth/sign-in" : "/api/auth/sign-up";
  return useApiMutation(
    (body: Schemas["SignUpRequest"]) => client.POST(path, { body }),
    async ({ language, theme }) => {
      chooseTheme(theme);
      if (!keepsLanguage) await setLanguage(language);
      clearQueries();
      leaveFor(safePath(params.get("next")), go);
    },
    SHOWN,
  );
}

interface EntryProps extends Pick<DoorProps, "keepsLanguage" | "setupToken"> {
  purpose: Purpose;
}

function Entry({ purpose, keepsLanguage, setupToken }: EntryProps) {
  const { t } = useTranslation();
  const isNew = purpose !== "in";
  const enter = useEntering(purpose, keepsLanguage);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = readForm(event.currentTarget);
    const chosen = document.documentElement.lang;
    const token = form.text("setup_token");
    enter.mutate({
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
        label={t("signIn.email")}
        autoComplete="username"
        required
      />
      <TextField
        name="password"
        type="password"
        label={t("signIn.password")}
        autoComplete={isNew ? "new-password" : "current-password"}
        hint={isNew ? t("signIn.passwordHint") : undefined}
        minLength={isNew ? 8 : 1}
        required
      />
      <Refusal error={enter.error} purpose={purpose} />
      <Button type="submit" look="primary" busy={enter.isPending} className="mt-2 w-full">
        {isNew ? t("signIn.doUp") : t("signIn.doIn")}
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

/** Returns the setup token of the link that was followed, also when it was opened on this page. */
function useSetupToken(): string {
  const [token, setToken] = useState(takeSetupToken);
  useEffect(() => {
    const take = () => setToken(takeSetupToken());
    addEventListener("hashchange", take);
    return () => removeEventListener("hashchange", take);
  }, []);
  return token;
}

/**
 * Returns the setup token of the address, or "", and takes it out of there: neither the history nor a
 * copied address keeps it. It comes in the fragment, which browsers send to no server.
 */
function takeSetupToken(): string {
  const token = new URLSearchParams(location.hash.slice(1)).get("setup_token");
  if (token === null) return "";
  history.replaceState(history.state, "", location.pathname + location.search);
  return token;
}

/** Replaces the sign-in by the page that was asked for. */
function leaveFor(next: string, go: ReturnType<typeof useLocation>[1]): void {
  // The docs are no page of the console.
  if (/^\/docs(?:\/|$)/.test(next)) location.replace(next);
  else go(next, { replace: true });
}

/** Why nobody came in, where the person can do something about it. */
function Refusal({ error, purpose }: { error: unknown; purpose: Purpose }) {
  const wordsFor = useRefusalWords(purpose);
  if (error === null || !SHOWN.includes(readErrorCode(error))) return undefined;
  return (
    <p role="alert" className="rounded-lg border border-line bg-bad-soft px-3 py-2">
      {wordsFor(error)}
    </p>
  );
}

function useRefusalWords(purpose: Purpose) {
  const { t } = useTranslation();
  const forbidden = {
    setup: t("signIn.setupRefused"),
    up: t("signIn.closed"),
    in: t("signIn.suspended"),
  };
  return (error: unknown) => {
    const code = readErrorCode(error);
    const seconds = retryAfterOf(error);
    if (code === "conflict") return t("signIn.taken");
    if (code === "forbidden") return forbidden[purpose];
    if (code === "rate_limited" && seconds !== undefined) return t("signIn.limited", { seconds });
    return t(`fault.${code}`);
  };
}

function OtherWay({ isNew, isOpen }: { isNew: boolean; isOpen: boolean }) {
  const { t } = useTranslation();
  const look = "font-medium text-accent underline underline-offset-4";
  if (!isOpen) return <p className="mt-6 text-small text-ink-2">{t("signIn.closed")}</p>;
  return (
    <p className="mt-6 text-ink-2">
      {isNew ? t("signIn.have") : t("signIn.none")}{" "}
      <Link href={isNew ? "/sign-in" : "/sign-up"} className={look}>
        {isNew ? t("signIn.in") : t("signIn.up")}
      </Link>
    </p>
  );
}

/** A page of ours to go on to, whatever stands in the address. */
function safePath(path: string | null): string {
  return path !== null && /^\/(?![/\\])/.test(path) && !path.startsWith("/sign-") ? path : "/";
}
